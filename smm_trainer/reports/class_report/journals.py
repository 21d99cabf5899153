"""Finding a class's journals, and reading them, many at once; none is ever locked, mended or written to."""

from __future__ import annotations

import datetime as dt
import gc
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from smm_trainer.course.source import shown_path
from smm_trainer.progress.errors import JournalError
from smm_trainer.progress.journal import Journal
from smm_trainer.progress.record import record_of
from smm_trainer.reports.class_report.items import ItemTally, tally_answers
from smm_trainer.reports.class_report.learner import Learner, learner_of
from smm_trainer.training.skills import LABELS, confusion

MAX_BYTES = 32 * 1024 * 1024
"""A larger file is no journal of a person: 100,000 answers take 25 MB."""

MANY = 200
"""From so many journals on, reading is shared out: below, starting the helpers costs more than they save."""

MOST_HELPERS = 4
"""Processes that read at once, at most: each takes 40 MB."""


@dataclass(slots=True)
class Read:
    """What was read of some of a class's journals; two such can be joined."""

    learners: list[Learner] = field(default_factory=list)
    """The learners, in the order of their files."""
    items: dict[str, ItemTally] = field(default_factory=dict)
    """Scenario id → what all answers to it add up to."""
    confusion: dict[str, dict[str, int]] = field(default_factory=lambda: {row: dict.fromkeys(LABELS, 0) for row in LABELS})
    """Truth → said → how often."""
    skipped: list[JournalError] = field(default_factory=list)
    """Why a file could not be used, and which."""
    session_logs: list[Path] = field(default_factory=list)
    """Files that are no journals but workshops' logs; what they hold is for whoever knows workshops."""

    def join(self, other: Read) -> None:
        """Add what was read of others."""
        self.learners += other.learners
        for id, tally in other.items.items():
            self.items.setdefault(id, ItemTally()).join(tally)
        self.add_confusion(other.confusion)
        self.skipped += other.skipped
        self.session_logs += other.session_logs

    def add_confusion(self, table: object) -> None:
        """Add a learner's or a group's confusion table."""
        assert isinstance(table, dict)
        for row, cells in table.items():
            own = self.confusion[row]
            for said, count in cells.items():
                own[said] += count


def find_journals(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and the ``*.toml`` files in the folders named and below them, by name; each file once.

    Links to folders are not followed, and what begins with a point is passed over. A path that is not there is passed on: whoever reads
    it can say so.
    """
    seen: set[str] = set()
    for path in paths:
        for file in _below(path) if path.is_dir() else (path,):
            if (real := os.path.realpath(file)) not in seen:
                seen.add(real)
                yield file


def _below(folder: Path) -> Iterator[Path]:
    for at, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.endswith(".toml") and not name.startswith("."):
                yield Path(at) / name


def read_journals(files: Sequence[Path], lessons: Sequence[str], now: dt.datetime, helpers: int | None = None) -> Read:
    """Read ``files``; one that cannot be used is noted and passed over.

    Args:
        files: the journals.
        lessons: the ids of the course's lessons.
        now: the time, for what is due.
        helpers: how many processes read; by default as many as there are processors, for a large class.
    """
    if helpers is None:
        helpers = min(MOST_HELPERS, _processors()) if len(files) >= MANY else 1
    if helpers < 2:
        return _read(files, lessons, now)
    size = -(-len(files) // helpers)
    parts = [files[start : start + size] for start in range(0, len(files), size)]
    try:
        with ProcessPoolExecutor(len(parts)) as pool:
            found = list(pool.map(_read, parts, [lessons] * len(parts), [now] * len(parts)))
    except (OSError, ImportError, RuntimeError):
        # Where no process can be started, one does it all.
        return _read(files, lessons, now)
    whole = found[0]
    for part in found[1:]:
        whole.join(part)
    return whole


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _read(files: Sequence[Path], lessons: Sequence[str], now: dt.datetime) -> Read:
    # Nothing that is read refers back to itself: looking for rings of garbage costs a tenth of the time and finds none.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _read_all(files, lessons, now)
    finally:
        if collecting:
            gc.enable()


def _read_all(files: Sequence[Path], lessons: Sequence[str], now: dt.datetime) -> Read:
    read = Read()
    for file in files:
        try:
            learner = _read_one(file, read, lessons, now)
        except JournalError as error:
            read.skipped.append(error)
        except (ArithmeticError, ValueError, TypeError, LookupError) as error:
            # A hand has written what no program of ours does, such as the year 9999; one file never costs the others their report.
            read.skipped.append(JournalError("odd", file, why=str(error)))
        else:
            if learner is None:
                read.session_logs.append(file)
            else:
                read.learners.append(learner)
    return read


def _is_session_log(file: Path) -> bool:
    """Whether a file is a workshop's log: it has a journal's format, and a session where a journal has its learner."""
    try:
        with file.open("rb") as opened:
            return b"\n[session]" in opened.read(512)
    except OSError:
        return False


def _read_one(file: Path, read: Read, lessons: Sequence[str], now: dt.datetime) -> Learner | None:
    """The learner whose journal it is, or None where it is a workshop's log."""
    try:
        if not file.exists():
            raise JournalError("unreadable", file, why="no such file")
        if not file.is_file():
            raise JournalError("not-a-journal", file)
        if file.stat().st_size > MAX_BYTES:
            raise JournalError("too-large", file, limit=MAX_BYTES // 1024 // 1024)
    except OSError as error:
        raise JournalError("unreadable", file, why=error.strerror) from None
    if _is_session_log(file):
        return None
    loaded = Journal(file).look()
    record = record_of(loaded.events, loaded.learner)
    last_seen = max((event.at for event in loaded.events), default=None)
    learner = learner_of(record, shown_path(file), last_seen, lessons, now)
    tally_answers(read.items, record.answers)
    read.add_confusion(confusion(record.answers))
    return learner
