"""Several courses as one: ours first, then those that a company has brought; each keeps its own order, files and claims."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from smm_trainer.course.course import Course, lesson_folders, scenario_files
from smm_trainer.course.outline import Outline
from smm_trainer.course.problems import CourseError, Problem
from smm_trainer.course.source import read_source, shown_path

if TYPE_CHECKING:
    from smm_trainer.course.lesson import Lesson
    from smm_trainer.course.reference import Claim, Term
    from smm_trainer.course.scenario import Scenario

T = TypeVar("T")

Place = Callable[[int, str], Path]
"""The file of something: the number of its course, and its id."""


class Courses(Course):
    """Courses one behind the other. Progress is kept by id, so an id stands for one thing: one that two of them have is refused."""

    def __init__(self, parts: Sequence[Course]) -> None:
        """
        Args:
            parts: the courses, at least one, in the order in which they are shown.
        """
        super().__init__(parts[0].root)
        self.parts = tuple(parts)

    def leave_out(self) -> None:
        """The same for each of them."""
        for part in self.parts:
            part.leave_out()

    @property
    def roots(self) -> tuple[Path, ...]:
        """The folders, in order."""
        return tuple(part.root for part in self.parts)

    @functools.cached_property
    def outlines(self) -> Mapping[str, Outline]:
        """Lesson id → outline, course behind course."""
        return self._joined(
            [part.outlines for part in self.parts], lambda at, id: self.parts[at].outlines[id].folder / "lesson.toml", "same-id", "id"
        )

    def lesson(self, id: str) -> Lesson:
        """The lesson called ``id``, from the course that has it."""
        return self._part_of(id).lesson(id)

    def claims_of(self, lesson: str) -> Mapping[int, Claim]:
        """The claims that a lesson's numbers mean: those of its own course."""
        return self._part_of(lesson).claims

    def _part_of(self, lesson: str) -> Course:
        _ = self.outlines
        return next((part for part in self.parts if lesson in part.outlines), self.parts[0])

    @functools.cached_property
    def scenarios(self) -> Mapping[str, Scenario]:
        """Scenario id → scenario."""
        places = [{path.stem: path for path in scenario_files(part.root)} for part in self.parts]
        joined = self._joined([part.scenarios for part in self.parts], lambda at, id: places[at][id], "same-id", "id")
        self._refuse_shared_forms(places)
        return joined

    def _refuse_shared_forms(self, places: Sequence[Mapping[str, Path]]) -> None:
        """A form is a whole assessment: the campaigns of two courses do not add up to one."""
        owners: dict[str, tuple[int, Path]] = {}
        problems = []
        for at, part in enumerate(self.parts):
            for id, scenario in part.scenarios.items():
                owner, path = owners.setdefault(scenario.form, (at, places[at][id])) if scenario.form else (at, places[at][id])
                if owner != at:
                    source = read_source(places[at][id], part.root)
                    problems.append(source.problem("same-form", ("form",), form=scenario.form, other=shown_path(path)))
        if problems:
            raise CourseError(problems)

    @functools.cached_property
    def has_forms(self) -> bool:
        """One of them has assessments."""
        return any(part.has_forms for part in self.parts)

    @functools.cached_property
    def seems_to_have_forms(self) -> bool:
        """One of them seems to have assessments."""
        return any(part.seems_to_have_forms for part in self.parts)

    @functools.cached_property
    def claims(self) -> Mapping[int, Claim]:
        """The claims of the first course; `claims_of` knows those of each lesson."""
        return self.parts[0].claims

    @functools.cached_property
    def glossary(self) -> Mapping[str, Term]:
        """Id → term, of all together."""
        return self._joined(
            [part.glossary for part in self.parts],
            lambda at, _: self.parts[at].root / "lessons" / "glossary.toml",
            "same-id",
            "term",
        )

    @functools.cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of all together."""
        return tuple(dict.fromkeys(language for part in self.parts for language in part.languages))

    def _joined(self, parts: Sequence[Mapping[str, T]], place: Place, code: str, key: str) -> Mapping[str, T]:
        joined: dict[str, T] = {}
        owners: dict[str, int] = {}
        problems = []
        for at, part in enumerate(parts):
            for id, value in part.items():
                if id in owners:
                    other = shown_path(place(owners[id], id))
                    where = (key, list(part).index(id), "id") if key == "term" else (key,)
                    problems.append(read_source(place(at, id), self.parts[at].root).problem(code, where, id=id, other=other))
                else:
                    owners[id], joined[id] = at, value
        if problems:
            raise CourseError(problems)
        return MappingProxyType(joined)


def collisions(root: Path, beside: Iterable[Path]) -> Iterator[Problem]:
    """The ids and forms of the course at ``root`` that a course beside it has too; what cannot be read is said elsewhere."""
    for other in beside:
        if other.resolve() == root.resolve() or not (lesson_folders(other) or scenario_files(other)):
            continue
        both = Courses([Course(other), Course(root)])
        for what in ("outlines", "scenarios", "glossary"):
            try:
                getattr(both, what)
            except CourseError as error:
                yield from (problem for problem in error.problems if problem.code in ("same-id", "same-form"))
