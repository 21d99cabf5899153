"""What is still to be filled in: lines of a course's files with the mark that `new` leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from smm_trainer.course.course import lesson_folders, scenario_files
from smm_trainer.course.problems import CourseError, Problem
from smm_trainer.course.source import Source, read_source

MARK = "TODO"
"""Stands before what its writer has left to be written."""

_MARKED = re.compile(rf"\b{MARK}\b[:\s]*(?P<what>.*)")


def unfinished(source: Source) -> Iterator[Problem]:
    """The marked lines of a file, each with what belongs there."""
    for number, line in enumerate(source.text.split("\n")):
        if found := _MARKED.search(line):
            yield source.problem("fill-in", number, what=re.sub(r"\s*\{#.*$", "", found["what"]).strip("\"' }") or MARK)


def unfinished_problems(root: Path) -> Iterator[Problem]:
    """What is still to be filled in, in all files of a course; what cannot be read is said elsewhere."""
    folders = [path for folder in lesson_folders(root) for path in sorted(folder.iterdir())]
    shared = [root / "lessons" / name for name in ("claims.toml", "glossary.toml")]
    for path in (*folders, *shared, *scenario_files(root)):
        if path.suffix in (".toml", ".md") and path.is_file():
            try:
                yield from unfinished(read_source(path, root))
            except CourseError:
                continue
