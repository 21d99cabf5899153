"""The app: what all screens share, and the ways between them."""

from __future__ import annotations

import gc
import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from smm_trainer.course.course import Course
from smm_trainer.course.problems import CourseError, printable
from smm_trainer.locale import LANGUAGES, Catalogue, Language, catalogue
from smm_trainer.progress.errors import JournalError
from smm_trainer.progress.glance import Glance, Unopened, glance_of, save_glance
from smm_trainer.progress.settings import Settings, save_settings
from smm_trainer.ui.themes import DEFAULT_THEME, THEMES
from smm_trainer.ui.widgets.row import displayed

if TYPE_CHECKING:
    # The first picture is drawn from a glance, without anything that grading, drawing and records need: 15 ms.
    from collections.abc import Iterable, Sequence

    from smm_trainer.progress.journal import Notice
    from smm_trainer.progress.progress import Progress
    from smm_trainer.progress.record import QuizProgress
    from smm_trainer.training.draw import Mode

DEFAULT_COUNT = 10
"""How many scenarios a practice quiz has, unless another number is asked for."""

RETRY_SECONDS = 2.0
"""How long to wait before an answer that could not be written is tried again."""


@dataclass(frozen=True, slots=True)
class Start:
    """What the app was asked to open with."""

    lesson: str = ""
    """A lesson's id."""
    quiz: Mode | None = None
    """A kind of quiz."""
    count: int = DEFAULT_COUNT
    """How many scenarios a practice quiz has."""
    seed: int | None = None
    """What the draw depends on; None for another one each time."""


def _collect_again() -> None:
    """Collect garbage from now on, what stands by now left alone: going through all of it would hold up the first picture by 25 ms."""
    gc.freeze()
    gc.enable()


class SmmTrainer(App[int]):
    """SMM Trainer in a terminal. Returns the exit status."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    TITLE = "SMM Trainer"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", show=False, priority=True),
        Binding("f2", "language", show=False, priority=True),
        Binding("ctrl+q", "quit", show=False, priority=True),
    ]

    def __init__(
        self,
        course: Course,
        progress: Progress | Unopened | JournalError,
        settings: Settings,
        settings_path: Path,
        *,
        language: Language | None = None,
        start: Start = Start(),
    ) -> None:
        """
        Args:
            course: what is taught.
            progress: the learner's progress, a glance of it, or why it cannot be used.
            settings: what the user chose before.
            settings_path: where that is kept.
            language: the language asked for on the command line or by the locale; None asks at the first start.
            start: what to open with.
        """
        super().__init__()
        self.course = course
        self._progress = progress
        self.settings = settings
        self.settings_path = settings_path
        self.start = start
        chosen = language or settings.language
        self.language_known = chosen is not None
        self.words: Catalogue = catalogue(chosen or LANGUAGES[0])
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = settings.theme if settings.theme in THEMES else DEFAULT_THEME
        if not settings.motion:
            self.animation_level = "none"

    @property
    def progress(self) -> Progress:
        """The learner's progress. Only the rescue screen is shown while there is none."""
        if isinstance(self._progress, Unopened):
            self._progress = self._progress.open()
        assert not isinstance(self._progress, JournalError)
        self._progress.tell = self._tell
        return self._progress

    @property
    def glance(self) -> Glance:
        """What a list of lessons shows of the progress."""
        return self._progress.glance if isinstance(self._progress, Unopened) else glance_of(self.progress.record)

    def settle(self) -> bool:
        """Read the journal of which only a glance was had; says whether it can be used. When not, the rescue screen is open."""
        if isinstance(self._progress, JournalError):
            return False
        try:
            opened = isinstance(self._progress, Unopened)
            progress = self.progress
        except JournalError as error:
            self._progress = error
            self._open_rescue(error)
            return False
        if opened and progress.damaged:
            self.say("journal.was-torn", path=progress.damaged)
        return True

    @property
    def language(self) -> Language:
        """The language of the moment."""
        return self.words.language

    @property
    def learner_name(self) -> str:
        """The learner's name, empty when it is not known."""
        if isinstance(self._progress, JournalError):
            return ""
        return self._progress.glance.learner if isinstance(self._progress, Unopened) else self._progress.record.learner

    def on_mount(self) -> None:
        """Open the first screen."""
        self.call_after_refresh(_collect_again)
        self.set_interval(RETRY_SECONDS, self._save_what_is_unsaved)
        if isinstance(self._progress, JournalError):
            self._open_rescue(self._progress)
        else:
            self.open_first()

    def _save_what_is_unsaved(self) -> JournalError | None:
        """Write what could not be written before; returns why it still cannot, or None."""
        return None if isinstance(self._progress, Unopened | JournalError) else self._progress.flush()

    async def action_quit(self) -> None:
        """Quit; what could not be written is tried once more, and said where it still cannot."""
        if error := self._save_what_is_unsaved():
            from smm_trainer.reports.wording import journal_sentence

            self.exit(1, message=journal_sentence(error, self.words))
        else:
            self.exit()

    def on_unmount(self) -> None:
        """The next start shows this one's end at once."""
        self.keep_glance()

    def keep_glance(self) -> None:
        """Keep what a list of lessons shows, for the next start."""
        if not isinstance(self._progress, Unopened | JournalError):
            save_glance(self._progress, self.settings_path.parent)

    def _open_rescue(self, error: JournalError) -> None:
        from smm_trainer.ui.screens.rescue import RescueScreen

        self.push_screen(RescueScreen(error))

    def start_anew(self, path: Path) -> Path:
        """Move the file that cannot be used aside, and begin a new one; returns where the old one is now.

        Raises:
            JournalError: it could not be renamed.
        """
        from smm_trainer.progress.journal import Journal
        from smm_trainer.progress.progress import Progress

        aside = Journal(path).move_aside()
        self._progress = Progress(path)
        self.pop_screen()
        self.open_first()
        return aside

    def open_first(self) -> None:
        """Home and what was asked for, or the welcome of a first start."""
        new = not isinstance(self._progress, Unopened) and not self.progress.path.exists()
        if new or not self.language_known:
            from smm_trainer.ui.screens.welcome import WelcomeScreen

            self.push_screen(WelcomeScreen())
            return
        self.open_home()
        if not isinstance(self._progress, Unopened) and self.progress.damaged:
            self.say("journal.was-torn", path=self.progress.damaged)

    def open_home(self) -> None:
        """Home, and above it what the command line asked for."""
        from smm_trainer.ui.screens.base import BaseScreen
        from smm_trainer.ui.screens.home import HomeScreen

        if isinstance(self.screen, BaseScreen) and self.screen.HELP_KEY == "welcome":
            self.switch_screen(HomeScreen())
        else:
            self.push_screen(HomeScreen())
        start, self.start = self.start, Start()
        if start.lesson:
            self.open_lesson(start.lesson)
        elif start.quiz:
            self.open_new_quiz(start.quiz, start.count, start.seed)

    def open_lesson(self, lesson: str, section: str = "") -> None:
        """A lesson, at ``section`` or where it was left."""
        from smm_trainer.ui.screens.lesson import LessonScreen

        try:
            whole = self.course.lesson(lesson)
        except (CourseError, KeyError) as error:
            self._say_course_error(error)
            return
        self.push_screen(LessonScreen(whole, section))

    def open_new_quiz(self, mode: Mode, count: int = DEFAULT_COUNT, seed: int | None = None) -> None:
        """A new quiz; an assessment that was begun and not ended is gone on with instead."""
        from smm_trainer.progress.progress import draw_quiz
        from smm_trainer.training.draw import Mode

        seed = random.SystemRandom().randrange(2**31) if seed is None else seed
        try:
            scenarios = self.course.scenarios
        except CourseError as error:
            self._say_course_error(error)
            return
        drawn = draw_quiz(scenarios, self.progress.record, mode, count, seed, self.progress.clock())
        if not drawn:
            self.say("quiz.nothing-due" if mode is Mode.REVIEW else "quiz.nothing-to-draw")
            return
        quiz, error_writing = self.progress.begin_quiz(mode, seed, drawn)
        if error_writing:
            self.say_journal_error(error_writing)
        self.open_quiz(quiz)

    def open_quiz(self, quiz: QuizProgress) -> None:
        """A quiz, at its first scenario not yet answered; one of which the course has none left is over."""
        from smm_trainer.progress.events import Kind
        from smm_trainer.ui.screens.quiz import QuizScreen

        try:
            scenarios = self.course.scenarios
        except CourseError as error:
            self._say_course_error(error)
            return
        missing = [id for id in quiz.scenarios if id not in scenarios]
        if missing:
            self.say("quiz.gone", id=missing[0])
        if not any(id in scenarios for id in quiz.remaining):
            # Nothing is left to be asked: it must not be offered again and again.
            if unwritten := self.progress.note(Kind.LEFT, quiz=quiz.id):
                self.say_journal_error(unwritten)
            return
        self.push_screen(QuizScreen(quiz, scenarios))

    def open_scenario(self, id: str) -> None:
        """One campaign for itself, as a quiz of one."""
        from smm_trainer.training.draw import Mode

        quiz, _ = self.progress.begin_quiz(Mode.PRACTICE, 0, [id])
        self.open_quiz(quiz)

    def open_progress_screen(self) -> None:
        """What has been learnt."""
        from smm_trainer.ui.screens.progress import ProgressScreen

        self.push_screen(ProgressScreen())

    def open_glossary(self, first: Sequence[str] = ()) -> None:
        """The field's terms, those with the ids ``first`` on top."""
        from smm_trainer.ui.screens.glossary import GlossaryScreen

        self.push_screen(GlossaryScreen(first))

    def open_settings(self) -> None:
        """Language, theme, motion, name."""
        from smm_trainer.ui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen())

    def go_back(self) -> None:
        """To the screen below; home is the last one."""
        from smm_trainer.ui.screens.base import BaseScreen

        if len([screen for screen in self.screen_stack if isinstance(screen, BaseScreen)]) > 1:
            self.pop_screen()
            below = self.screen
            if isinstance(below, BaseScreen):
                below.translate()

    def change(self, settings: Settings) -> None:
        """Take ``settings`` on, at once and for the next start."""
        self.settings = settings
        self.theme = settings.theme or DEFAULT_THEME
        self.animation_level = "full" if settings.motion else "none"
        if not save_settings(settings, self.settings_path):
            self.say("settings.not-saved", path=self.settings_path)

    def set_language(self, language: Language) -> None:
        """Show everything in ``language``, on every open screen; nothing else changes."""
        self.words = catalogue(language)
        self.language_known = True
        self.change(replace(self.settings, language=language))
        from smm_trainer.ui.screens.base import BaseScreen

        for screen in self.screen_stack:
            if isinstance(screen, BaseScreen) and screen.is_mounted:
                screen.translate()

    def action_language(self) -> None:
        """The next language."""
        self.set_language(LANGUAGES[(LANGUAGES.index(self.language) + 1) % len(LANGUAGES)])

    def action_help(self) -> None:
        """What can be done here, or away with it."""
        from smm_trainer.ui.screens.base import BaseScreen
        from smm_trainer.ui.screens.help import HelpScreen

        if isinstance(self.screen, HelpScreen):
            self.go_back()
        elif isinstance(self.screen, BaseScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_command_palette(self) -> None:
        """Everything there is, by name."""
        from textual.command import CommandPalette

        from smm_trainer.ui.palette import TrainerPalette

        if (
            not isinstance(self._progress, Unopened | JournalError)
            and self.language_known
            and not CommandPalette.is_open(cast("App[object]", self))
        ):
            self.push_screen(TrainerPalette(self))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """None of Textual's own: they speak English only."""
        return ()

    def say(self, key: str, **values: object) -> None:
        """A passing message."""
        self.notify(displayed(printable(self.words(key, **values))), markup=False, timeout=6)

    def say_journal_error(self, error: JournalError) -> None:
        """Why something is not on disk."""
        from smm_trainer.reports.wording import journal_sentence

        self.notify(displayed(journal_sentence(error, self.words)), markup=False, severity="error", timeout=10)

    def _tell(self, notice: Notice) -> None:
        self.notify(
            displayed(printable(self.words(f"journal.{notice.code}", **notice.values))), markup=False, severity="warning", timeout=15
        )

    def _say_course_error(self, error: CourseError | KeyError) -> None:
        text = error.problems[0].sentence(self.words) if isinstance(error, CourseError) else self.words("learn.unknown", id=error.args[0])
        self.notify(displayed(text), markup=False, severity="error", timeout=15)
