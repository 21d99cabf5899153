"""Reads one input after another and sees that none takes longer than two seconds or ends in a traceback."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from tests.faults.outcome import Outcome

SECONDS = 2.0
"""How much of a processor one input may take."""

WAITING = 20.0
"""How long one input may take on a machine that has other things to do; what waits for a pipe uses no processor."""


class Hang(BaseException):
    """An input took too long."""


def _ring(number: int, frame: FrameType | None) -> None:
    raise Hang


@contextmanager
def alarms() -> Iterator[None]:
    """Alarms raise `Hang` inside."""
    before = {number: signal.signal(number, _ring) for number in (signal.SIGPROF, signal.SIGALRM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def guarded(read: Callable[[], None], outcome: Outcome, what: str) -> None:
    """Read one input; a hang or a traceback is counted and described."""
    outcome.inputs += 1
    try:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        signal.setitimer(signal.ITIMER_REAL, WAITING)
        with outcome.watched(what):
            read()
    except Hang:
        outcome.hangs += 1
        outcome.remark(f"{what}: took more than {SECONDS} s")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
