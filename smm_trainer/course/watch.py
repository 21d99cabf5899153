"""Watching a course's files, without anything that a platform would have to bring: their sizes and times are looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from smm_trainer.course.check import check_courses
from smm_trainer.course.course import Course, lesson_folders, scenario_files
from smm_trainer.course.problems import CourseError, Problem
from smm_trainer.course.source import shown_path

State = dict[str, tuple[int, int]]
"""Path → time and size."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A course as it was last saved."""

    course: Course | None
    """What is taught; None where not even the list of lessons can be read."""
    problems: tuple[Problem, ...]
    """What does not hold in the watched courses."""

    def problems_of(self, path: Path) -> tuple[Problem, ...]:
        """The problems of a file, or of all files in a folder."""
        name = shown_path(path)
        return tuple(problem for problem in self.problems if problem.path == name or problem.path.startswith(f"{name}/"))


class Watch:
    """Reads courses anew when one of their files was saved."""

    def __init__(self, roots: Sequence[Path], beside: Sequence[Path], build: Callable[[], Course]) -> None:
        """
        Args:
            roots: the folders to watch and to check.
            beside: the folders that they are shown with.
            build: reads what is taught, the watched courses and those beside them.
        """
        self.roots = tuple(roots)
        self._beside = tuple(beside)
        self._build = build
        self._state: State | None = None

    def changed(self) -> bool:
        """Whether a file was saved, made or taken away since this was last asked; true when it is asked first."""
        state = state_of(self.roots)
        changed, self._state = state != self._state, state
        return changed

    def read(self) -> Saved:
        """What is taught now, and what is wrong with it."""
        try:
            course: Course | None = self._build()
            assert course is not None
            course.leave_out()
            _ = course.outlines
            problems: Sequence[Problem] = check_courses(self.roots, self._beside).problems
        except CourseError as error:
            return Saved(None, error.problems)
        return Saved(course, tuple(problems))


def state_of(roots: Sequence[Path]) -> State:
    """The files of courses, each with its time and its size; what is being replaced at this moment is left out."""
    state: State = {}
    for root in roots:
        folders = [root / "lessons", *lesson_folders(root)]
        files = [path for folder in folders if folder.is_dir() for path in folder.iterdir() if path.suffix in (".toml", ".md")]
        for path in (*files, *scenario_files(root)):
            try:
                status = path.stat()
            except OSError:
                continue
            state[str(path)] = (status.st_mtime_ns, status.st_size)
    return state
