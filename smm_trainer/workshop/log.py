"""The session log: what happened, on disk, in the journal's own format and with its promises. `replayed` makes the session of it again."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.progress.clock import Clock, utc_now
from smm_trainer.progress.errors import JournalError
from smm_trainer.progress.events import Event
from smm_trainer.progress.journal import Journal
from smm_trainer.training.grading import Confidence
from smm_trainer.training.skills import CLEAN
from smm_trainer.workshop.happenings import Began, Closed, Counted, Happening, Joined, Moved, Phase, Resumed, Timed, Voted
from smm_trainer.workshop.rules import Session, replayed

KINDS: Mapping[type, str] = {kind: kind.__name__.lower() for kind in (Began, Joined, Moved, Voted, Timed, Closed, Counted, Resumed)}
"""What each happening is called in the log."""


class SessionLog(Journal):
    """A session's file: append-only, sealed, fsynced; a torn tail is cut off and kept beside it."""

    TITLE = "A workshop's session in SMM Trainer"
    OWNER = "session"
    KINDS: ClassVar[tuple[str, ...]] = tuple(KINDS.values())

    def __init__(self, path: Path, clock: Clock = utc_now) -> None:
        """
        Args:
            path: where the file is, or will be.
            clock: the time, for the names of what is kept beside it.
        """
        super().__init__(path, clock)
        self._held = -1

    def start(self, began: Began) -> None:
        """Make the file, with the session's beginning in it.

        Raises:
            JournalError: it could not be written, or there is a session in it already.
        """
        self._hold()
        if self.path.exists():
            raise JournalError("exists", self.path)
        self.begin(began.session)
        self.record([began])

    def resume(self) -> tuple[Session, Path | None]:
        """The session that is in the file, and where a torn tail was put.

        Raises:
            JournalError: there is none, or it cannot be read, or another program is running it.
        """
        # Where there is no file, nothing is made beside it.
        if not self.path.exists():
            raise JournalError("no-session", self.path)
        self._hold()
        return session_in(self)

    def record(self, happenings: Sequence[Happening]) -> None:
        """Append ``happenings`` in one write; when this returns, all of them are on disk.

        Raises:
            JournalError: they could not be written. The file is then as it was before.
        """
        self.write_all([event_of_happening(what) for what in happenings])

    def close(self) -> None:
        """Let another program run this session."""
        if self._held >= 0:
            os.close(self._held)
            self._held = -1

    def discard(self) -> None:
        """Away with a session that nobody has come to."""
        self.close()
        for name in ("", ".lock", ".running"):
            Path(f"{self.path}{name}").unlink(missing_ok=True)

    def _hold(self) -> None:
        # Two facilitators on one session would each count votes that the other does not know of. The file goes with the process.
        from filelock import lock_descriptor

        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._held = os.open(f"{self.path}.running", os.O_RDWR | os.O_CREAT, 0o600)
            if not lock_descriptor(self._held, blocking=False):
                self.close()
                raise JournalError("running", self.path)
        except OSError as error:
            raise JournalError("unwritable", self.path, why=error.strerror) from None


def look_at(path: Path) -> Session:
    """The session in the file at ``path``, which is left as it is: no lock, nothing cut off.

    Raises:
        JournalError: there is none, or it cannot be read.
    """
    if not path.exists():
        raise JournalError("no-session", path)
    session, _ = replayed(what for event in SessionLog(path).look().events if (what := happening_of(event)) is not None)
    if session is None:
        raise JournalError("no-session", path)
    return session


def session_in(log: SessionLog) -> tuple[Session, Path | None]:
    """The session that is in ``log``, to look at, and where a torn tail was put.

    Raises:
        JournalError: there is none, or it cannot be read.
    """
    if not log.path.exists():
        raise JournalError("no-session", log.path)
    loaded = log.load()
    session, _ = replayed(what for event in loaded.events if (what := happening_of(event)) is not None)
    if session is None:
        raise JournalError("no-session", log.path)
    return session, loaded.damaged


def event_of_happening(what: Happening) -> Event:
    """``what`` as an event: only plain values, and nothing where there is None."""
    fields: dict[str, Any] = {}
    for name in what.__dataclass_fields__:
        value = getattr(what, name)
        if name == "at" or value is None:
            continue
        if isinstance(value, frozenset):
            value = [m.value for m in MISTAKES if m in value]
        elif isinstance(value, tuple):
            value = list(value)
        elif isinstance(value, Confidence):
            value = int(value)
        elif isinstance(value, Mapping):
            # A table within an event would stand behind its seal.
            value = [value.get(m, 0) for m in MISTAKES]
        elif isinstance(value, Phase):
            value = value.value
        fields[name] = value
    return Event(what.at, KINDS[type(what)], fields)


def happening_of(event: Event) -> Happening | None:
    """What an event says happened; None for what this version does not know, or a hand has spoilt."""
    read = _READERS.get(event.kind)
    try:
        return read(event.at, event.fields) if read else None
    except (KeyError, ValueError, TypeError, AttributeError):
        return None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def _until(fields: Mapping[str, Any]) -> dt.datetime | None:
    value = fields.get("until")
    if value is None:
        return None
    if not isinstance(value, dt.datetime):
        raise TypeError
    return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def _began(at: dt.datetime, f: Mapping[str, Any]) -> Began:
    scenarios = tuple(_text(id) for id in f["scenarios"])
    questions = tuple(_text(name) for name in f.get("questions", ()))
    seconds, port, talk = (_number(f.get(key, 0)) for key in ("seconds", "port", "talk"))
    return Began(at, _text(f["session"]), _text(f["code"]), scenarios, f["networked"] is True, seconds, port, questions, talk)


def _voted(at: dt.datetime, f: Mapping[str, Any]) -> Voted:
    mistakes = frozenset(Mistake(m) for m in f["mistakes"])
    sure = Confidence(_number(f["confidence"]))
    return Voted(at, _text(f["who"]), _number(f["place"]), Phase(f["round"]), mistakes, sure, _number(f["number"]))


def _counted(at: dt.datetime, f: Mapping[str, Any]) -> Counted:
    hands = dict(zip(MISTAKES, map(_number, f["hands"]), strict=True))
    return Counted(at, _number(f["present"]), hands, _number(f[CLEAN]))


_READERS: Mapping[str, Callable[[dt.datetime, Mapping[str, Any]], Happening]] = {
    "began": _began,
    "joined": lambda at, f: Joined(at, _text(f["who"]), _text(f["name"]), f["agrees"] is True, _text(f["token"])),
    "moved": lambda at, f: Moved(at, Phase(f["to"]), _until(f)),
    "voted": _voted,
    "timed": lambda at, f: Timed(at, _until(f)),
    "closed": lambda at, _: Closed(at),
    "counted": _counted,
    "resumed": lambda at, _: Resumed(at),
}
