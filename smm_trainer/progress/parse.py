"""What the bytes of a journal say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import tomli

from smm_trainer.progress.errors import JournalError
from smm_trainer.progress.events import Event, event_of

FORMAT = 1
"""The format of journals that this version reads and writes."""


def parse(data: bytes, path: Path) -> dict[str, Any]:
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


def events_in(piece: bytes) -> tuple[Event, ...]:
    """The events in a piece of a journal; none where it cannot be read by itself."""
    try:
        return events_of(tomli.loads(piece.decode()))
    except (ValueError, RecursionError):
        return ()


def missing_from(ours: Iterable[Event], there: Iterable[Event]) -> list[Event]:
    """Those of ``ours`` that are not ``there``."""
    at: dict[dt.datetime, list[Event]] = {}
    for event in there:
        at.setdefault(event.at, []).append(event)
    return [event for event in ours if event not in at.get(event.at, ())]


def _line_of_format(data: bytes) -> int:
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip().startswith(b"format"):
            return number
    return 1


def events_of(table: Mapping[str, Any]) -> tuple[Event, ...]:
    """The events of a journal's document, in its order."""
    found = (event_of(entry) for entry in table.get("event", ()) if isinstance(entry, dict))
    return tuple(event for event in found if event is not None)
