"""Files that their writer takes for a part of the course, and nothing reads: a wrong ending, or a folder too deep."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from smm_trainer.course.problems import Problem
from smm_trainer.course.source import shown_path

MOST = 5_000
"""Files and folders that are looked at, at most."""

_ENDINGS = {"quizzes": (".toml",), "lessons": (".toml", ".md")}


def stray_problems(root: Path) -> Iterator[Problem]:
    """The files under ``lessons/`` and ``quizzes/`` that look like content and are not read."""
    seen = 0
    for top, endings in _ENDINGS.items():
        for folder, folders, names in os.walk(root / top):
            folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
            depth = len(Path(folder).relative_to(root / top).parts)
            for name in sorted(names):
                seen += 1
                if seen > MOST:
                    return
                if name.startswith((".", "_", "~")):
                    continue
                path = Path(folder, name)
                if better := _better(path.name, endings):
                    yield Problem(shown_path(path), 1, "stray-ending", {"better": better})
                elif depth > 1 and path.suffix in endings:
                    yield Problem(shown_path(path), 1, "stray-depth", {"folder": top})


def _better(name: str, endings: tuple[str, ...]) -> str:
    """The name that the file called ``name`` should have, where Notepad or Word has put an ending behind it; else nothing."""
    stem, _, last = name.rpartition(".")
    if stem.lower().endswith(endings):
        return stem if last.lower() in ("txt", "doc", "docx", "rtf", "bak", "html") else ""
    return f"{stem}.{last.lower()}" if f".{last.lower()}" in endings and f".{last}" not in endings else ""
