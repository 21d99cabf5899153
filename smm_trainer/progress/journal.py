"""The journal: an append-only TOML file in which no accepted answer is ever lost.

Every event is one table, appended in one write under a lock and fsynced, whatever the length of the file. A table ends with a seal; a tail
without one is what a crash left, is cut off at the next start, and kept beside the file. Nothing else is ever rewritten.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import tomli

from smm_trainer.progress.clock import Clock, utc_now
from smm_trainer.progress.errors import JournalError
from smm_trainer.progress.events import SEAL_LINE, Event, Kind, event_of
from smm_trainer.progress.lock import Locked
from smm_trainer.progress.torn import last_is_torn, torn_at

FORMAT = 1
"""The format of journals that this version reads and writes."""

HEAD = 160
"""Bytes at a journal's beginning that tell whether it still is the one that was read: its comment and its format."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was found in a journal when it was opened."""

    events: tuple[Event, ...]
    """Everything that happened, in the file's order."""
    learner: str
    """The name in the head; empty when it says none."""
    damaged: Path | None = None
    """Where a torn tail was put, when there was one."""


class Journal:
    """A learner's progress file; a subclass says what another kind of file has in its head, and what can happen in it."""

    TITLE: ClassVar[str] = "Progress in SMM Trainer"
    """The first words of a file's head."""
    OWNER: ClassVar[str] = "learner"
    """The head's table that says whose the file is."""
    KINDS: ClassVar[tuple[str, ...]] = tuple(Kind)
    """The kinds of events that this program writes: one of these without its seal was cut short."""

    def __init__(self, path: Path, clock: Clock = utc_now) -> None:
        """
        Args:
            path: where the file is, or will be; a link is followed, also to a file that is not made yet.
            clock: the time of events.
        """
        self.path = path
        self._clock = clock
        # Locked, written and kept beside is the file itself: two programs, one through a link, must not part ways.
        self._file = Path(os.path.realpath(path))
        self._read_to = 0
        self._missed = b""
        self._head = b""
        self._left: tuple[int, ...] = ()
        self._lock = Locked(self._file)

    @property
    def read_to(self) -> int:
        """How many bytes of the file are known: what stands behind them, others have written since."""
        return self._read_to

    def begin(self, name: str) -> None:
        """Make the file, with the learner's name in its head, or note the name in the file that stands.

        Raises:
            JournalError: it could not be written.
        """
        with self._lock:
            if self._create_if_absent(name):
                return
        self.append(Kind.LEARNER, name=name)

    def load(self) -> Loaded:
        """Read the journal, cutting off a torn tail; an absent file is an empty journal and is not made yet.

        Raises:
            JournalError: it is no journal, or of a newer format, or cannot be read. The file is then as it was.
        """
        if not self._exists():
            return Loaded((), "")
        if self._read().endswith(SEAL_LINE + b"\n"):
            # Nothing to mend at its end, and so nothing to lock.
            return self._load(repair=False)
        try:
            with self._lock:
                return self._load(repair=True)
        except JournalError as error:
            if error.code != "unwritable":
                raise
            # A folder that may only be read can still be read from; a torn tail then stays where it is.
            return self._load(repair=False)

    def append(self, kind: str, **fields: Any) -> Event:
        """Append what happens now; when this returns, it is on disk.

        Raises:
            JournalError: it could not be written. The file is then as it was before.
        """
        event = Event(self._clock(), kind, fields)
        self.write(event)
        return event

    def write(self, event: Event) -> None:
        """Append ``event``; when this returns, it is on disk.

        Raises:
            JournalError: it could not be written. The file is then as it was before.
        """
        self.write_all((event,))

    def write_all(self, events: Sequence[Event]) -> None:
        """Append ``events`` in one write; when this returns, all of them are on disk.

        Raises:
            JournalError: they could not be written. The file is then as it was before.
        """
        table = b"".join(event.toml() for event in events)
        with self._lock:
            try:
                file = self._opened()
                try:
                    self._append_to(file, table)
                finally:
                    os.close(file)
            except OSError as error:
                raise JournalError("unwritable", self.path, why=error.strerror) from None

    def catch_up(self) -> tuple[Event, ...]:
        """The events that other programs have appended since this one last read or wrote."""
        try:
            with self._file.open("rb") as file:
                file.seek(self._read_to)
                new = file.read()
        except OSError:
            return ()
        whole = new[: new.rfind(SEAL_LINE) + len(SEAL_LINE)] if SEAL_LINE in new else b""
        try:
            events = _events(tomli.loads((self._missed + whole).decode()))
        except (ValueError, RecursionError):
            return ()
        self._read_to += len(whole)
        self._missed = b""
        return events

    def move_aside(self) -> Path:
        """Rename a file that cannot be used, with the user's leave, so that a new journal can begin; returns its new path.

        Raises:
            JournalError: it could not be renamed.
        """
        aside = self._beside("aside")
        try:
            self._file.rename(aside)
        except OSError as error:
            raise JournalError("unwritable", self.path, why=error.strerror) from None
        self._read_to = 0
        return aside

    def _exists(self) -> bool:
        try:
            return self._file.exists()
        except OSError as error:
            raise JournalError("unreadable", self.path, why=error.strerror) from None

    def _beside(self, word: str) -> Path:
        stamp = self._clock().strftime("%Y%m%dT%H%M%S")
        path = self._file.with_name(f"{self._file.name}.{word}-{stamp}")
        number = 1
        while path.exists():
            number += 1
            path = self._file.with_name(f"{self._file.name}.{word}-{stamp}-{number}")
        return path

    def _read(self) -> bytes:
        try:
            return self._file.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise JournalError("unreadable", self.path, why=error.strerror) from None

    def _load(self, *, repair: bool) -> Loaded:
        data = self._read()
        damaged: Path | None = None
        try:
            table = _parse(data, self.path)
        except JournalError as error:
            kept = torn_at(data)
            if error.code != "not-toml" or kept == len(data):
                raise
            # What stands before the tear must be a journal, or this is some other file with some other trouble.
            try:
                table = _parse(data[:kept], self.path)
            except JournalError:
                raise error from None
            data, damaged = self._cut(data, kept, repair=repair)
        else:
            if (kept := torn_at(data)) < len(data) and last_is_torn(data[kept:], self.KINDS):
                table = _parse(data[:kept], self.path)
                data, damaged = self._cut(data, kept, repair=repair)
        self._read_to = len(data)
        self._head = data[:HEAD]
        learner = table.get(self.OWNER)
        name = learner.get("name") if isinstance(learner, dict) else ""
        return Loaded(_events(table), name if isinstance(name, str) else "", damaged)

    def _cut(self, data: bytes, kept: int, *, repair: bool) -> tuple[bytes, Path | None]:
        """Keep the torn tail beside the file, then cut it off."""
        if not repair:
            return data[:kept], None
        damaged = self._beside("damaged")
        try:
            _write_new(damaged, data[kept:])
            with self._file.open("r+b") as file:
                file.truncate(kept)
                os.fsync(file.fileno())
        except OSError as error:
            raise JournalError("unwritable", self.path, why=error.strerror) from None
        return data[:kept], damaged

    def _opened(self) -> int:
        flags = os.O_RDWR | getattr(os, "O_BINARY", 0)
        try:
            return os.open(self._file, flags)
        except FileNotFoundError:
            self._create_if_absent("")
            return os.open(self._file, flags)

    def _append_to(self, file: int, table: bytes) -> None:
        # As this program left it, the file ends with a seal and holds nothing unknown: nothing needs to be read.
        gap, missed = (b"", b"") if _state(file) == self._left else self._look_at(file)
        end = os.lseek(file, 0, os.SEEK_END)
        try:
            _write_all(file, gap + table)
            os.fsync(file)
        except OSError:
            # A part of the table may stand there: take it away, which needs no space, so that the file is as it was.
            os.ftruncate(file, end)
            raise
        self._missed += missed
        self._read_to = end + len(gap) + len(table)
        self._left = _state(file)

    def _look_at(self, file: int) -> tuple[bytes, bytes]:
        """What has to stand before the next table, and what others have written since, which is put by for `catch_up`: read later, it
        would bring the next table along once more. A torn tail is cut off first.

        Raises:
            JournalError: somebody has put something in the journal's place that is none, or one of a newer format.
        """
        end = os.lseek(file, 0, os.SEEK_END)
        # Shorter than what was read of it: somebody has put another file in its place.
        known = min(self._read_to, end)
        tail = _piece(file, max(0, end - 256), end)
        if not tail.endswith(SEAL_LINE + b"\n") or not self._head or _piece(file, 0, len(self._head)) != self._head:
            self._load(repair=True)
            end = os.lseek(file, 0, os.SEEK_END)
            known = min(known, end)
            tail = _piece(file, max(0, end - 256), end)
        return b"" if tail.endswith(b"\n") or not tail else b"\n", _piece(file, known, end)

    def _create_if_absent(self, name: str) -> bool:
        """Make the file with its head, whole or not at all, unless it is there; says whether it made it."""
        if self._exists():
            return False
        import tomli_w

        about = f"# {self.TITLE}. Events are appended below, each ended by its line `saved = true`.\nformat = {FORMAT}\n\n"
        head = f"{about}[{self.OWNER}]\n{tomli_w.dumps({'name': name})}\n".encode()
        fresh = self._file.with_name(f"{self._file.name}.new-{os.getpid()}")
        try:
            _write_new(fresh, head)
            os.replace(fresh, self._file)
            _sync_folder(self._file.parent)
        except OSError as error:
            raise JournalError("unwritable", self.path, why=error.strerror) from None
        self._read_to = len(head)
        self._head = head
        return True


def _parse(data: bytes, path: Path) -> dict[str, Any]:
    """The TOML document in ``data``, of a format that we know.

    Raises:
        JournalError: ``not-toml``, ``newer``, or ``not-a-journal``.
    """
    try:
        table = tomli.loads(data.decode("utf-8"))
    except tomli.TOMLDecodeError as error:
        raise JournalError("not-toml", path, getattr(error, "lineno", 1), why=getattr(error, "msg", str(error))) from None
    except UnicodeDecodeError as error:
        raise JournalError("not-toml", path, data.count(b"\n", 0, error.start) + 1, why="not UTF-8") from None
    except (ValueError, RecursionError):
        raise JournalError("not-toml", path, 1, why="a number too long or a value nested too deeply") from None
    found = table.get("format")
    if isinstance(found, bool) or not isinstance(found, int) or found < 1:
        raise JournalError("not-a-journal", path, 1)
    if found > FORMAT:
        raise JournalError("newer", path, _line_of_format(data), found=found, known=FORMAT)
    # An array written inline can have no table appended to it.
    if not isinstance(table.get("event", []), list) or ("event" in table and b"[[event]]" not in data):
        raise JournalError("not-a-journal", path, 1)
    return table


def _line_of_format(data: bytes) -> int:
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip().startswith(b"format"):
            return number
    return 1


def _events(table: Mapping[str, Any]) -> tuple[Event, ...]:
    found = (event_of(entry) for entry in table.get("event", ()) if isinstance(entry, dict))
    return tuple(event for event in found if event is not None)


def _state(file: int) -> tuple[int, ...]:
    """What tells whether somebody else has written to an open file since."""
    status = os.fstat(file)
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _piece(file: int, start: int, end: int) -> bytes:
    """The bytes of an open file from ``start`` to ``end``."""
    os.lseek(file, start, os.SEEK_SET)
    parts = []
    while start < end and (part := os.read(file, end - start)):
        parts.append(part)
        start += len(part)
    return b"".join(parts)


def _write_all(file: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]


def _write_new(path: Path, data: bytes) -> None:
    """Write a new file, whole and synced, or leave none."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    try:
        _write_all(file, data)
        os.fsync(file)
    except OSError:
        os.unlink(path)
        raise
    finally:
        os.close(file)


def _sync_folder(folder: Path) -> None:
    """Make a new name in ``folder`` last through a power loss, where the platform can."""
    if os.name != "posix":
        return
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
