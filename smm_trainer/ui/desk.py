"""What the wall may ask of the facilitator's app: the session, the material, and the few things that it does with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from smm_trainer.progress.errors import JournalError
from smm_trainer.reports.wording import session_sentence
from smm_trainer.ui.trainer import Stage
from smm_trainer.ui.widgets.row import displayed
from smm_trainer.workshop.happenings import VOTES, Moved, Phase
from smm_trainer.workshop.host import Running
from smm_trainer.workshop.material import Material

DOUBLE_SECONDS = 0.8
"""A second press of a key within this time after a step is not meant for the next one."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a facilitator begins with."""

    running: Running
    """The session."""
    material: Material
    """What the programme is of."""
    log_path: Path
    """Where the session is kept."""
    url: str = ""
    """What people type; empty without a network."""
    scan: str = ""
    """What the QR code says: the same with the join code."""
    loopback: bool = False
    """Only this machine can open it."""
    pause: float = DOUBLE_SECONDS
    """How long after a step nothing more is taken."""
    tidy: Callable[[], None] = lambda: None
    """Called when the session is at rest: while a campaign is read, and at a reveal."""


class DeskApp(Stage):
    """An app with a desk."""

    desk: Desk
    """What it was begun with."""

    @property
    def learner_name(self) -> str:
        """What stands at the right of the title: latecomers need it."""
        session = self.desk.running.session
        return f"{self.desk.url}  {session.began.code}" if session.began.networked else ""

    def move(self, to: Phase) -> Moved:
        """The step to a phase; a vote gets its countdown."""
        now, seconds = self.desk.running.now(), self.desk.running.session.began.seconds
        return Moved(now, to, later(now, seconds) if to in VOTES and seconds else None)

    def sentence(self, error: JournalError) -> str:
        """Why the session's file cannot be used."""
        return displayed(session_sentence(error, self.words))

    def say_error(self, error: JournalError) -> None:
        """Why something is not on disk."""
        self.clear_notifications()
        self.notify(self.sentence(error), markup=False, severity="error", timeout=10)


def later(moment: dt.datetime, seconds: float) -> dt.datetime:
    """So long after."""
    return moment + dt.timedelta(seconds=seconds)
