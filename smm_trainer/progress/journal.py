"""The journal: an append-only TOML file in which no accepted answer is ever lost.

Every event is one table, appended in one write under a lock and fsynced, whatever the length of the file. A table ends with a seal; a tail
without one is what a crash left, is cut off at the next start, and kept beside the file. Nothing else is ever rewritten.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from smm_trainer.course.source import NotRegular, read_regular
from smm_trainer.progress.clock import Clock, utc_now
from smm_trainer.progress.disk import piece_of, state_of, sync_folder, write_all, write_new
from smm_trainer.progress.errors import JournalError
from smm_trainer.progress.events import Event, Kind
from smm_trainer.progress.lock import Locked
from smm_trainer.progress.parse import FORMAT, events_in, events_of, missing_from, parse
from smm_trainer.progress.seal import SEAL_LINE
from smm_trainer.progress.torn import last_is_torn, torn_at

HEAD = 160
"""Bytes at a journal's beginning that tell whether it still is the one that was read: its comment and its format."""

TAIL = 2048
"""Bytes at the end of what is known of a journal that tell whether the file has only grown since, or is another: the last events whole,
with their times and the quiz's id. (256 left those out of a long answer, and the journal of somebody who had answered alike passed for
ours.)"""

MAX_BYTES = 16 * 1024 * 1024
"""The largest journal that is read, and that one grows to: fifty thousand answers, a hundred times through every scenario."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was found in a journal when it was opened."""

    events: tuple[Event, ...]
    """Everything that happened, in the file's order."""
    learner: str
    """The name in the head; empty when it says none."""
    damaged: Path | None = None
    """Where a torn tail was put, when there was one."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the learner has to be told of their file."""

    code: str
    """The sentence, as in the catalogues under ``journal.``."""
    values: Mapping[str, object]
    """What it names."""


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
        self._tail = b""
        self._name = ""
        self._ours: list[Event] = []
        self._lost: list[Event] | None = None
        self._refused: tuple[int, bytes] | None = None
        self.notices: list[Notice] = []
        """What happened to the file, and the learner has to be told; whoever tells it empties the list."""
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
                self._name = name
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

    def look(self) -> Loaded:
        """Read somebody's journal and leave it be: no lock, nothing cut off, nothing made. What is torn at its end is passed over.

        Raises:
            JournalError: it is no journal, or of a newer format, or cannot be read.
        """
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
        with self._lock:
            try:
                file = self._opened()
                try:
                    self._append_to(file, events)
                finally:
                    os.close(file)
            except OSError as error:
                raise JournalError("unwritable", self.path, why=error.strerror) from None
        self._ours.extend(events)

    def catch_up(self) -> tuple[Event, ...]:
        """The events that other programs have appended since this one last read or wrote."""
        try:
            # A pipe put in the file's place is not waited for.
            file = os.open(self._file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
            try:
                end = os.fstat(file).st_size
                # A file that is another by now is left to the next write, which reads it whole.
                new = piece_of(file, self._read_to, end) if end > self._read_to and self._has_grown(file, end) else b""
            finally:
                os.close(file)
        except OSError:
            return ()
        whole = new[: new.rfind(SEAL_LINE) + len(SEAL_LINE)] if SEAL_LINE in new else b""
        events = events_in(self._missed + whole)
        self._read_to += len(whole)
        self._tail = (self._tail + whole)[-TAIL:]
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
        self._read_to, self._head, self._tail = 0, b"", b""
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
            data = read_regular(self._file, MAX_BYTES + 1)
        except FileNotFoundError:
            return b""
        except NotRegular:
            raise JournalError("not-a-file", self.path) from None
        except OSError as error:
            raise JournalError("unreadable", self.path, why=error.strerror) from None
        if len(data) > MAX_BYTES:
            raise JournalError("too-large", self.path, limit=MAX_BYTES // 1024**2)
        return data

    def _load(self, *, repair: bool) -> Loaded:
        data = self._read()
        damaged: Path | None = None
        try:
            table = parse(data, self.path)
        except JournalError as error:
            kept = torn_at(data)
            if error.code != "not-toml" or kept == len(data):
                raise
            # What stands before the tear must be a journal, or this is some other file with some other trouble.
            try:
                table = parse(data[:kept], self.path)
            except JournalError:
                raise error from None
            data, damaged = self._cut(data, kept, repair=repair)
        else:
            if (kept := torn_at(data)) < len(data) and last_is_torn(data[kept:], self.KINDS):
                table = parse(data[:kept], self.path)
                data, damaged = self._cut(data, kept, repair=repair)
        self._read_to, self._head, self._tail = len(data), data[:HEAD], data[-TAIL:]
        learner = table.get(self.OWNER)
        name = learner.get("name") if isinstance(learner, dict) else ""
        self._name = name if isinstance(name, str) else ""
        return Loaded(events_of(table), self._name, damaged)

    def _cut(self, data: bytes, kept: int, *, repair: bool) -> tuple[bytes, Path | None]:
        """Keep the torn tail beside the file, then cut it off."""
        if not repair:
            return data[:kept], None
        damaged = self._beside("damaged")
        try:
            write_new(damaged, data[kept:])
            with self._file.open("r+b") as file:
                file.truncate(kept)
                os.fsync(file.fileno())
        except OSError as error:
            raise JournalError("unwritable", self.path, why=error.strerror) from None
        return data[:kept], damaged

    def _opened(self) -> int:
        # O_APPEND: should somebody delete the lock while it is held, two programs still do not write over one another.
        flags = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0)
        try:
            return os.open(self._file, flags)
        except FileNotFoundError:
            self._create_if_absent(self._name)
            return os.open(self._file, flags)

    def _append_to(self, file: int, events: Sequence[Event]) -> None:
        if self._refused:
            self._take_away(file, *self._refused)
        # As this program left it, the file ends with a seal and holds nothing unknown: nothing needs to be read.
        gap = b"" if state_of(file) == self._left else self._look_at(file)
        new = gap + b"".join(each.toml() for each in (*(self._lost or ()), *events))
        end = os.lseek(file, 0, os.SEEK_END)
        if end + len(new) > MAX_BYTES:
            raise JournalError("too-large", self.path, limit=MAX_BYTES // 1024**2)
        try:
            write_all(file, new)
            os.fsync(file)
        except OSError:
            # A part of the table may stand there: take it away, which needs no space, so that the file is as it was.
            # Where even that fails, it is the first thing to do the next time: what was refused must not count beside what is tried then.
            self._refused = (end, new)
            with contextlib.suppress(OSError):
                self._take_away(file, end, new)
            raise
        if self._lost is not None:
            self.notices.append(Notice("was-replaced", {"count": len(self._lost)}))
            self._lost = None
        self._read_to = end + len(new)
        self._tail = (self._tail + new)[-TAIL:]
        # It is on disk: whatever fails from here on, it was accepted.
        try:
            self._left = state_of(file)
        except OSError:
            self._left = ()

    def _take_away(self, file: int, end: int, refused: bytes) -> None:
        """Cut off what an append that was refused has left behind ``end``, unless others have written behind it."""
        rest = piece_of(file, end, os.lseek(file, 0, os.SEEK_END))
        if rest and refused.startswith(rest):
            os.ftruncate(file, end)
        self._refused = None

    def _look_at(self, file: int) -> bytes:
        """What has to stand before the next table. A torn tail is cut off first. What others have written since is put by for `catch_up`:
        read later, it would bring the next table along once more. What this program has written to a file that stands here no longer, and
        is missing in the one that does, is put by in `_lost`.

        Raises:
            JournalError: somebody has put something in the journal's place that is none, or one of a newer format.
        """
        end = os.lseek(file, 0, os.SEEK_END)
        tail, known, grown = piece_of(file, max(0, end - TAIL), end), self._read_to, self._has_grown(file, end)
        missed = piece_of(file, known, end) if grown else b""
        if not grown or not self._head or not tail.endswith(SEAL_LINE + b"\n") or (missed and not events_in(missed)):
            loaded = self._load(repair=True)
            if loaded.damaged:
                self.notices.append(Notice("was-torn", {"path": loaded.damaged}))
            if known and not grown:
                self._lost = missing_from(self._ours, loaded.events)
            end = os.lseek(file, 0, os.SEEK_END)
            tail, missed = piece_of(file, max(0, end - TAIL), end), missed[: max(0, end - known)]
        self._missed += missed
        self._read_to, self._tail = end, tail
        return b"" if tail.endswith(b"\n") or not tail else b"\n"

    def _has_grown(self, file: int, end: int) -> bool:
        """Whether the open file, ``end`` bytes long, still begins with what is known of it: nothing, or something else was appended."""
        start = self._read_to - len(self._tail)
        return (
            piece_of(file, 0, len(self._head)) == self._head and end >= self._read_to and piece_of(file, start, self._read_to) == self._tail
        )

    def _create_if_absent(self, name: str) -> bool:
        """Make the file with its head, whole or not at all, unless it is there; says whether it made it."""
        if self._exists():
            return False
        import tomli_w

        about = f"# {self.TITLE}. Events are appended below, each ended by its line `saved = true`.\nformat = {FORMAT}\n\n"
        head = f"{about}[{self.OWNER}]\n{tomli_w.dumps({'name': name})}\n".encode()
        fresh = self._file.with_name(f"{self._file.name}.new-{os.getpid()}")
        try:
            write_new(fresh, head)
            os.replace(fresh, self._file)
            sync_folder(self._file.parent)
        except OSError as error:
            raise JournalError("unwritable", self.path, why=error.strerror) from None
        return True
