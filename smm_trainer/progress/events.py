"""Events: what a journal is a list of, as plain tables, and as TOML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from smm_trainer.progress.seal import SEAL

Value = str | bool | int | float | Sequence[str]
"""What an event's field may be."""


class Kind(StrEnum):
    """What happened. Kinds that a newer version adds are kept and passed over."""

    LEARNER = "learner"
    """The learner's name: ``name``."""
    SECTION = "section"
    """A section of a lesson was read: ``lesson``, ``section``."""
    CHECK = "check"
    """A check was answered: ``lesson``, ``check``, ``answer``, ``right``."""
    LESSON = "lesson"
    """A lesson was done: ``lesson``."""
    QUIZ = "quiz"
    """A quiz was begun: ``quiz``, ``mode``, ``seed``, ``scenarios``."""
    ANSWER = "answer"
    """A scenario was answered:
    ``quiz``, ``mode``, ``scenario``, ``key``, ``mistakes``, ``evidence``, ``confidence``, ``score``, ``overlap``."""
    LEFT = "left"
    """A quiz was left for good: ``quiz``."""
    SEEN = "seen"
    """A scenario's key was shown without an answer, as beside its twin: ``scenario``."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened."""

    at: dt.datetime
    """When, in UTC."""
    kind: str
    """What, a `Kind` or one that only a newer version knows."""
    fields: Mapping[str, Any]
    """The rest of the table."""

    def toml(self) -> bytes:
        """The event as a TOML table that ends with its seal."""
        # Imported at need: only a program that writes pays for the writer.
        import tomli_w

        table = {"at": self.at, "kind": self.kind, **self.fields, SEAL: True}
        return b"[[event]]\n" + tomli_w.dumps(table).encode() + b"\n"


def event_of(table: Mapping[str, Any]) -> Event | None:
    """The event that a TOML table says, or None where it says none: no kind, or no time."""
    fields = dict(table)
    at, kind = fields.pop("at", None), fields.pop("kind", None)
    fields.pop(SEAL, None)
    if not isinstance(at, dt.datetime) or not isinstance(kind, str):
        return None
    # A time without a zone can only have come from a hand; it is read as UTC.
    try:
        at = at.replace(tzinfo=dt.UTC) if at.tzinfo is None else at.astimezone(dt.UTC)
    except OverflowError:  # the first or the last day that there is, in another zone
        return None
    return Event(at, kind, fields)
