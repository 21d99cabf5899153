"""Skeletons of a course, a lesson and a scenario: right in everything but the texts, which are marked to be filled in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from smm_trainer.course.course import Course, built_in_folder, lesson_folders, scenario_files
from smm_trainer.course.outline_file import read_outline
from smm_trainer.course.problems import CourseError
from smm_trainer.course.reader import ID
from smm_trainer.course.source import shown_path

KINDS = ("course", "lesson", "scenario")
"""What a skeleton can be made of."""

OWN = "own"
"""The folder under ``quizzes/`` that new scenarios go into."""


class NoSkeleton(Exception):
    """A skeleton cannot be made; `code` names the sentence in the catalogues, under ``new.``."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values: Mapping[str, object] = values
        super().__init__(code)


def new_course(name: str, folder: Path) -> tuple[Path, ...]:
    """Make the course ``folder/name`` with one lesson and one scenario; returns the files made.

    Raises:
        NoSkeleton: there is something in its place, or the name will not do.
        OSError: it could not be written.
    """
    _check_name(name)
    root = folder / name
    if os.path.lexists(root):
        raise NoSkeleton("exists", path=shown_path(root))
    _refuse_taken(name, "lesson", ())
    return _write({**_lesson(root, name, 1, 1), **_scenario(root, f"{name}-1")})


def new_lesson(name: str, root: Path) -> tuple[Path, ...]:
    """Make a lesson in the course at ``root``, behind those that are there; returns the files made.

    Raises:
        NoSkeleton: there is something in its place, the id is taken, or the name will not do.
        CourseError: there is no course.
        OSError: it could not be written.
    """
    _check_name(name)
    Course(root)
    _refuse_taken(name, "lesson", (root,))
    numbers = [int(folder.name.partition("-")[0]) for folder in lesson_folders(root) if folder.name.partition("-")[0].isdecimal()]
    return _write(_lesson(root, name, max(numbers, default=0) + 1, _last_order(root) + 1))


def new_scenario(name: str, root: Path) -> tuple[Path, ...]:
    """Make a scenario in the course at ``root``; returns the file made.

    Raises:
        NoSkeleton: there is something in its place, the id is taken, or the name will not do.
        CourseError: there is no course.
        OSError: it could not be written.
    """
    _check_name(name)
    Course(root)
    _refuse_taken(name, "scenario", (root,))
    return _write(_scenario(root, name))


def _check_name(name: str) -> None:
    if not ID.fullmatch(name) or len(name) > 60:
        raise NoSkeleton("name", name=name)


def _last_order(root: Path) -> int:
    orders = [0]
    for folder in lesson_folders(root):
        try:
            orders.append(read_outline(folder, root).order)
        except CourseError:
            continue
    return max(orders)


def _refuse_taken(id: str, kind: str, roots: tuple[Path, ...]) -> None:
    """Ids are for ever, and a course stands beside ours: what is taken there or here cannot be taken again."""
    for root in (built_in_folder(), *roots):
        if kind == "scenario":
            taken = next((path for path in scenario_files(root) if path.stem == id), None)
        else:
            taken = next((folder for folder in lesson_folders(root) if _lesson_id(folder, root) == id), None)
        if taken is not None:
            raise NoSkeleton("taken", id=id, path=shown_path(taken))


def _lesson_id(folder: Path, root: Path) -> str:
    try:
        return read_outline(folder, root).id
    except CourseError:
        return folder.name.partition("-")[2]


def _lesson(root: Path, id: str, number: int, order: int) -> dict[Path, str]:
    folder = root / "lessons" / f"{number:02}-{id}"
    filled = {"@ID@": id, "@ORDER@": str(order)}
    return {folder / name: _template(name, filled) for name in ("lesson.toml", "hy.md", "en.md")}


def _scenario(root: Path, id: str) -> dict[Path, str]:
    return {root / "quizzes" / OWN / f"{id}.toml": _template("scenario.toml", {"@ID@": id})}


def _template(name: str, filled: Mapping[str, str]) -> str:
    text = (Path(__file__).with_name("skeletons") / name).read_text(encoding="utf-8")
    for mark, value in filled.items():
        text = text.replace(mark, value)
    return text


def _write(files: Mapping[Path, str]) -> tuple[Path, ...]:
    for path in files:
        if os.path.lexists(path) or (path.name == "lesson.toml" and os.path.lexists(path.parent)):
            raise NoSkeleton("exists", path=shown_path(path))
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        # "x": what somebody puts there in between is not written over either.
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    return tuple(files)
