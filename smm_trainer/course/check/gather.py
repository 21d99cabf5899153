"""A course read whole, good and bad parts alike, with what is wrong so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from smm_trainer.course.course import lesson_folders, scenario_files
from smm_trainer.course.lesson import Lesson
from smm_trainer.course.lesson_file import read_lesson
from smm_trainer.course.outline_file import read_outline
from smm_trainer.course.problems import CourseError, Problem
from smm_trainer.course.reference import Claim, Term, read_claims, read_glossary
from smm_trainer.course.scenario import Scenario
from smm_trainer.course.scenario_file import read_scenario
from smm_trainer.course.source import KeyPath, Source, read_source

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """Something from a file, with that file, so that a rule can say where it is broken."""

    value: T
    """The lesson or the scenario."""
    source: Source
    """Its file (of a lesson, ``lesson.toml``)."""

    def problem(self, code: str, where: KeyPath = (), **values: object) -> Problem:
        """A problem at a key of the file."""
        return self.source.problem(code, where, **values)


@dataclass(slots=True)
class Gathered:
    """What a course folder holds."""

    root: Path
    """The course's folder."""
    lessons: list[Located[Lesson]] = field(default_factory=list)
    """The lessons that can be used."""
    scenarios: list[Located[Scenario]] = field(default_factory=list)
    """The scenarios that can be used."""
    claims: Mapping[int, Claim] = field(default_factory=dict)
    """The claims, by number."""
    glossary: Mapping[str, Term] = field(default_factory=dict)
    """The terms, by id."""
    problems: list[Problem] = field(default_factory=list)
    """What is wrong with the files that cannot be used."""
    beside: Mapping[str, set[str]] = field(default_factory=dict)
    """Lesson id → its sections' ids, of the courses that this one is shown with."""


def gather(root: Path) -> Gathered:
    """Read everything under ``root``."""
    found = Gathered(root)
    for folder in lesson_folders(root):
        lesson, problems = read_lesson(folder, root)
        found.problems.extend(problems)
        if lesson is not None:
            found.lessons.append(Located(lesson, read_source(folder / "lesson.toml", root)))
    for path in scenario_files(root):
        scenario, problems = read_scenario(path, root)
        found.problems.extend(problems)
        if scenario is not None:
            found.scenarios.append(Located(scenario, read_source(path, root)))
    found.claims, problems = read_claims(root / "lessons" / "claims.toml", root)
    found.problems.extend(problems)
    found.glossary, problems = read_glossary(root / "lessons" / "glossary.toml", root)
    found.problems.extend(problems)
    found.lessons.sort(key=lambda lesson: lesson.value.outline.order)
    return found


def lessons_beside(root: Path, beside: Iterable[Path]) -> dict[str, set[str]]:
    """Lesson id → its sections' ids, of the courses ``beside`` the one at ``root``; what cannot be read there is not this one's fault."""
    lessons: dict[str, set[str]] = {}
    for other in beside:
        for folder in lesson_folders(other) if other.resolve() != root.resolve() else ():
            try:
                outline = read_outline(folder, other)
                lessons[outline.id] = {head.id for head in outline.sections}
            except CourseError:
                continue
    return lessons


def strings_of(source: Source) -> Iterator[tuple[KeyPath, str]]:
    """Every string value of a TOML file, with its place."""
    try:
        yield from _strings(source.toml(), ())
    except CourseError:
        return


def _strings(value: object, where: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(inner, (*where, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _strings(inner, (*where, index))
