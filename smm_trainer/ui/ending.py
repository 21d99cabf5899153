"""How an app ends: by the key that quits it, or from outside (a closed window, a machine that shuts down)."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from functools import partial

from smm_trainer.locale import Catalogue
from smm_trainer.ui.widgets.row import displayed

GRACE_SECONDS = 5
"""How long an end from outside may take: a terminal that is gone takes nothing more, and Textual would wait for it for ever."""

BASE_STATUS = 128
"""A shell's exit status of what a signal has ended is this and the signal's number."""


def how_to_quit(words: Catalogue) -> str:
    """What Ctrl+C, which ends nothing, is answered with: Textual's own words are English."""
    return displayed(f"{words('keys.quit.key')} – {words('keys.quit.text')}")


def leave_at_signals(leave: Callable[[int], None]) -> None:
    """Call ``leave`` with an exit status when SIGTERM or SIGHUP comes, where there are such signals.

    The terminal is then given back as at any end.
    """
    if not hasattr(signal, "SIGALRM"):
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, partial(_left, leave, number))


def _left(leave: Callable[[int], None], number: int) -> None:
    # Left as it is, SIGALRM ends the process, whatever holds it up.
    signal.alarm(GRACE_SECONDS)
    leave(BASE_STATUS + number)
