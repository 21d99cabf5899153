"""A course: lessons, scenarios, claims and glossary in one folder, each read when it is first asked for."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from smm_trainer.course.outline import Outline
from smm_trainer.course.outline_file import read_outline
from smm_trainer.course.problems import CourseError, Problem
from smm_trainer.course.source import shown_path
from smm_trainer.course.text import REQUIRED_LANGUAGES

if TYPE_CHECKING:
    # Each reader is imported when something is read with it: home needs outlines alone.
    from smm_trainer.course.lesson import Lesson
    from smm_trainer.course.reference import Claim, Term
    from smm_trainer.course.scenario import Scenario


SAMPLE = 24
"""How many scenario files are looked at to see whether a bank has forms: two of each form of ours."""


def built_in_folder() -> Path:
    """The folder of the course that we ship: inside an installed package, or at the top of a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "content"
    return installed if installed.is_dir() else package.parent


def lesson_folders(root: Path) -> tuple[Path, ...]:
    """The folders under ``lessons/`` that hold a lesson, in the order of their names."""
    return tuple(sorted(path for path in _entries(root / "lessons") if _is_folder(path) and not path.name.startswith((".", "_"))))


def scenario_files(root: Path) -> tuple[Path, ...]:
    """The scenario files under ``quizzes/``, one folder deep, in the order of their names."""
    folders = [root / "quizzes", *sorted(path for path in _entries(root / "quizzes") if _is_folder(path))]
    return tuple(
        path for folder in folders for path in sorted(_entries(folder)) if path.suffix == ".toml" and not path.name.startswith(".")
    )


def _names_a_form(path: Path) -> bool:
    """Whether a scenario's head has a ``form``; it stands among the first keys (docs/content-format.md)."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return re.search(rb"^form\s*=", file.read(2_048), re.MULTILINE) is not None
    except OSError:
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name too long, or a folder that may not be looked into
        return False


def _entries(folder: Path) -> tuple[Path, ...]:
    try:
        return tuple(folder.iterdir())
    except OSError:
        return ()


class Course:
    """Everything that is taught, from one folder; nothing is read before it is asked for.

    Every reading property raises `CourseError` when a file that it needs cannot be used.
    """

    def __init__(self, root: Path) -> None:
        """
        Raises:
            CourseError: ``root`` is not the folder of a course.
        """
        self.root = root
        self._lenient = False
        if not lesson_folders(root) and not scenario_files(root):
            code = "no-course" if _is_folder(root) else "no-folder"
            raise CourseError([Problem(shown_path(root), 1, code)])

    @property
    def roots(self) -> tuple[Path, ...]:
        """The folders that it is read from: one, unless several courses are joined (`courses.Courses`)."""
        return (self.root,)

    def leave_out(self) -> None:
        """From now on leave out what cannot be used, for a preview that says elsewhere what is wrong with it."""
        self._lenient = True

    @functools.cached_property
    def outlines(self) -> Mapping[str, Outline]:
        """Lesson id → outline, in the course's order."""
        outlines = []
        for folder in lesson_folders(self.root):
            try:
                outlines.append(read_outline(folder, self.root))
            except CourseError:
                if not self._lenient:
                    raise
        return MappingProxyType({outline.id: outline for outline in sorted(outlines, key=lambda outline: outline.order)})

    def lesson(self, id: str) -> Lesson:
        """The lesson called ``id``, whole.

        Raises:
            KeyError: there is none.
        """
        return self._lesson(self.outlines[id].folder)

    @functools.lru_cache(maxsize=64)  # noqa: B019 - a course lives as long as the program
    def _lesson(self, folder: Path) -> Lesson:
        from smm_trainer.course.lesson_file import read_lesson

        lesson, problems = read_lesson(folder, self.root)
        if lesson is None:
            raise CourseError(problems)
        return lesson

    @functools.cached_property
    def scenarios(self) -> Mapping[str, Scenario]:
        """Scenario id → scenario."""
        from smm_trainer.course.scenario_file import read_scenario

        scenarios: dict[str, Scenario] = {}
        problems: list[Problem] = []
        for path in scenario_files(self.root):
            scenario, found = read_scenario(path, self.root)
            problems.extend(found)
            if scenario is not None:
                scenarios[scenario.id] = scenario
        if problems and not self._lenient:
            raise CourseError(problems)
        return MappingProxyType(scenarios)

    @functools.cached_property
    def has_forms(self) -> bool:
        """There are assessments: some scenario belongs to a form. A line is looked for, no file is read whole."""
        return self.seems_to_have_forms or any(_names_a_form(path) for path in scenario_files(self.root))

    @functools.cached_property
    def seems_to_have_forms(self) -> bool:
        """The same, from `SAMPLE` of the files: home's first picture is not held up by a bank of thousands (20 ms a thousand files)."""
        files = scenario_files(self.root)
        return any(_names_a_form(path) for path in files[:: max(1, len(files) // SAMPLE)])

    @functools.cached_property
    def claims(self) -> Mapping[int, Claim]:
        """Number → claim."""
        from smm_trainer.course.reference import read_claims

        claims, problems = read_claims(self.root / "lessons" / "claims.toml", self.root)
        if problems:
            raise CourseError(problems)
        return claims

    def claims_of(self, lesson: str) -> Mapping[int, Claim]:
        """The claims that the numbers in a lesson mean."""
        return self.claims

    @functools.cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that something is given in: the two that everything is, then those that a course has brought."""
        titles = [outline.title for outline in self.outlines.values()] or [scenario.title for scenario in self.scenarios.values()]
        extra = sorted({language for title in titles for language, _ in title} - set(REQUIRED_LANGUAGES))
        return (*REQUIRED_LANGUAGES, *extra)

    @functools.cached_property
    def glossary(self) -> Mapping[str, Term]:
        """Id → term."""
        from smm_trainer.course.reference import read_glossary

        terms, problems = read_glossary(self.root / "lessons" / "glossary.toml", self.root)
        if problems:
            raise CourseError(problems)
        return terms
