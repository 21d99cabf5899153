"""What screens may ask of the app that shows them. The app proper fills it in; no screen needs to know it, nor the other screens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.app import App

if TYPE_CHECKING:
    # Names only: the first picture is drawn without most of these.
    from smm_trainer.course.course import Course
    from smm_trainer.course.scenario import Scenario
    from smm_trainer.locale import Catalogue, Language
    from smm_trainer.progress.errors import JournalError
    from smm_trainer.progress.glance import Glance
    from smm_trainer.progress.progress import Progress
    from smm_trainer.progress.record import QuizProgress
    from smm_trainer.progress.settings import Settings
    from smm_trainer.training.draw import Mode
    from smm_trainer.training.skills import Answered
    from smm_trainer.ui.draft import Draft

DEFAULT_COUNT = 10
"""How many scenarios a practice quiz has, unless another number is asked for."""

RETRY_SECONDS = 2.0
"""How long to wait before an answer that could not be written is tried again."""


@runtime_checkable
class Translated(Protocol):
    """A screen that can change its language where it stands."""

    def translate(self) -> None:
        """Show everything in the language of the moment."""


class Stage(App[int]):
    """An app whose screens have a title, a key bar and a way back: the trainer, and the facilitator's wall."""

    words: Catalogue
    """The interface's texts in the language of the moment."""

    @property
    def learner_name(self) -> str:
        """What stands at the right of every title."""
        raise NotImplementedError

    def go_back(self) -> None:
        """To the screen below."""
        raise NotImplementedError


class Trainer(Stage):
    """The trainer, as its screens know it."""

    course: Course
    """What is taught."""
    settings: Settings
    """What the user has chosen."""
    settings_path: Path
    """Where that is kept."""
    language_known: bool
    """The language was chosen, or asked for."""

    # What is known of the learner.

    @property
    def progress(self) -> Progress:
        """The learner's progress."""
        raise NotImplementedError

    @property
    def glance(self) -> Glance:
        """What a list of lessons shows of it."""
        raise NotImplementedError

    def now(self) -> dt.datetime:
        """The time, by the journal's clock."""
        raise NotImplementedError

    def settle(self) -> bool:
        """Read the journal of which only a glance was had; says whether it can be used."""
        raise NotImplementedError

    def keep_glance(self) -> None:
        """Keep what a list of lessons shows, for the next start."""
        raise NotImplementedError

    def start_anew(self, path: Path) -> Path:
        """Move the file that cannot be used aside, and begin a new one; returns where the old one is now.

        Raises:
            JournalError: it could not be renamed.
        """
        raise NotImplementedError

    def draft(self, quiz: str, scenario: str) -> Draft:
        """What has been ticked and marked of a scenario in a quiz."""
        raise NotImplementedError

    # What is said, and in which language.

    def say(self, key: str, **values: object) -> None:
        """A passing message."""
        raise NotImplementedError

    def say_journal_error(self, error: JournalError) -> None:
        """Why something is not on disk."""
        raise NotImplementedError

    def set_language(self, language: Language) -> None:
        """Show everything in ``language``."""
        raise NotImplementedError

    def action_language(self) -> None:
        """The next language."""
        raise NotImplementedError

    def change(self, settings: Settings) -> None:
        """Take ``settings`` on, at once and for the next start."""
        raise NotImplementedError

    # Where one can go.

    def open_home(self) -> None:
        """Home, and above it what the command line asked for."""
        raise NotImplementedError

    def open_lesson(self, lesson: str, section: str = "") -> None:
        """A lesson, at ``section`` or where it was left."""
        raise NotImplementedError

    def open_new_quiz(self, mode: Mode, count: int = DEFAULT_COUNT, seed: int | None = None) -> None:
        """A new quiz; an assessment that was begun and not ended is gone on with instead."""
        raise NotImplementedError

    def open_quiz(self, quiz: QuizProgress) -> None:
        """A quiz, at its first scenario not yet answered."""
        raise NotImplementedError

    def open_scenario(self, id: str) -> None:
        """One campaign for itself, as a quiz of one."""
        raise NotImplementedError

    def scenarios(self) -> Mapping[str, Scenario]:
        """The bank; empty, with a message, when it cannot be read."""
        raise NotImplementedError

    def open_scenarios(self) -> tuple[Scenario, ...]:
        """The campaigns that may be opened by name."""
        raise NotImplementedError

    def twin_to_show(self, scenario: Scenario) -> Scenario | None:
        """The twin of a scenario, unless showing it would give an assessment away."""
        raise NotImplementedError

    def open_twins(self, one: str, other: str) -> None:
        """A campaign beside its twin."""
        raise NotImplementedError

    def open_verdict(self, answer: Answered) -> None:
        """A look back at one answer."""
        raise NotImplementedError

    def open_progress_screen(self) -> None:
        """What has been learnt."""
        raise NotImplementedError

    def open_glossary(self, first: Sequence[str] = ()) -> None:
        """The field's terms, those with the ids ``first`` on top."""
        raise NotImplementedError

    def open_settings(self) -> None:
        """Language, theme, motion, name."""
        raise NotImplementedError

    def write_certificate(self) -> None:
        """The certificate of the last passed final, into the user's documents."""
        raise NotImplementedError

    def leave(self, status: int) -> None:
        """End with ``status``; what could not be written is tried once more, and said where it still cannot."""
        raise NotImplementedError
