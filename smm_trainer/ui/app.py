"""The app: what all screens share, and the ways between them."""

from __future__ import annotations

import datetime as dt
import gc
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from smm_trainer.course.course import Course, built_in_folder
from smm_trainer.course.problems import CourseError, printable
from smm_trainer.locale import LANGUAGES, Catalogue, Language, content_catalogue
from smm_trainer.progress.clock import utc_now
from smm_trainer.progress.errors import JournalError
from smm_trainer.progress.glance import Glance, Unopened, glance_of, save_glance
from smm_trainer.progress.settings import Settings, save_settings
from smm_trainer.ui.ending import how_to_quit, leave_at_signals
from smm_trainer.ui.themes import DEFAULT_THEME, THEMES
from smm_trainer.ui.trainer import DEFAULT_COUNT, RETRY_SECONDS, Translated
from smm_trainer.ui.ways import Ways
from smm_trainer.ui.widgets.row import displayed

if TYPE_CHECKING:
    # The first picture is drawn from a glance, without anything that grading, drawing and records need: 15 ms.
    from collections.abc import Iterable

    from smm_trainer.course.watch import Watch
    from smm_trainer.progress.journal import Notice
    from smm_trainer.progress.progress import Progress
    from smm_trainer.training.draw import Mode
    from smm_trainer.ui.draft import Draft
    from smm_trainer.ui.previewing import Previewing


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


class SmmTrainer(Ways):
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
        watch: Watch | None = None,
    ) -> None:
        """
        Args:
            course: what is taught.
            progress: the learner's progress, a glance of it, or why it cannot be used.
            settings: what the user chose before.
            settings_path: where that is kept.
            language: the language asked for on the command line or by the locale; None asks at the first start.
            start: what to open with.
            watch: what to show a live preview of, instead of a learner's home.
        """
        super().__init__()
        self._glance: tuple[tuple[int, str], Glance] | None = None
        self._drafts: dict[tuple[str, str], Draft] = {}
        self.course = course
        self._progress = progress
        self.settings = settings
        self.settings_path = settings_path
        self.start = start
        self._watch = watch
        self.previewing: Previewing | None = None
        chosen = language or settings.language
        self.language_known = chosen is not None
        self.words: Catalogue = self._texts(chosen or LANGUAGES[0])
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
        if isinstance(self._progress, Unopened):
            return self._progress.glance
        record = self.progress.record
        if self._glance is None or self._glance[0] != (record.size, record.learner):
            self._glance = ((record.size, record.learner), glance_of(record, self.now()))
        return self._glance[1]

    def now(self) -> dt.datetime:
        """The time: the journal's clock, once there is one."""
        return utc_now() if isinstance(self._progress, Unopened | JournalError) else self._progress.clock()

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
        if not self.is_headless and not self.is_web:
            leave_at_signals(self.leave)
        self.set_interval(RETRY_SECONDS, self._save_what_is_unsaved)
        if isinstance(self._progress, JournalError):
            self._open_rescue(self._progress)
        else:
            self.open_first()

    def draft(self, quiz: str, scenario: str) -> Draft:
        """What has been ticked and marked of a scenario in a quiz: kept while the app runs, whatever screen is open."""
        from smm_trainer.ui.draft import Draft

        return self._drafts.setdefault((quiz, scenario), Draft())

    def _save_what_is_unsaved(self) -> JournalError | None:
        """Write what could not be written before; returns why it still cannot, or None."""
        return None if isinstance(self._progress, Unopened | JournalError) else self._progress.flush()

    async def action_quit(self) -> None:
        """Quit."""
        self.leave(0)

    def leave(self, status: int) -> None:
        """End with ``status``; what could not be written is tried once more, and said where it still cannot."""
        error = self._save_what_is_unsaved()
        waiting = sum(draft.handed_in for draft in self._drafts.values())
        if error:
            from smm_trainer.reports.wording import journal_sentence

            self.exit(1, message=journal_sentence(error, self.words))
        elif waiting:
            self.exit(1, message=displayed(self.words("quiz.lost-at-quit", count=waiting)))
        else:
            self.exit(status)

    def action_help_quit(self) -> None:
        """Ctrl+C ends nothing: say what does."""
        self.clear_notifications()
        self.notify(how_to_quit(self.words), markup=False, timeout=6)

    def on_unmount(self) -> None:
        """The next start shows this one's end at once."""
        self.keep_glance()

    def keep_glance(self) -> None:
        """Keep what a list of lessons shows, for the next start; of a preview nothing is kept."""
        if self._watch is None and not isinstance(self._progress, Unopened | JournalError):
            save_glance(self._progress, self.settings_path.parent, self.glance)

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

        if self._watch is not None:
            self._open_preview(self._watch)
        elif isinstance(self.screen, BaseScreen) and self.screen.HELP_KEY == "welcome":
            self.switch_screen(HomeScreen())
        else:
            self.push_screen(HomeScreen())
        start, self.start = self.start, Start()
        if start.lesson:
            self.open_lesson(start.lesson)
        elif start.quiz:
            self.open_new_quiz(start.quiz, start.count, start.seed)

    def _open_preview(self, watch: Watch) -> None:
        from smm_trainer.ui.previewing import Previewing
        from smm_trainer.ui.screens.preview import PreviewScreen

        self.previewing = Previewing(self, watch)
        self.push_screen(PreviewScreen(self.previewing.saved, [str(root) for root in watch.roots]))
        self.previewing.begin()

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
        self.words = self._texts(language)
        self.language_known = True
        # A language that only this course has is for this run: without the course, the next start would not know it.
        self.change(replace(self.settings, language=language) if language in LANGUAGES else self.settings)
        for screen in self.screen_stack:
            if screen.is_mounted and isinstance(screen, Translated):
                screen.translate()

    def action_language(self) -> None:
        """The next language."""
        self.set_language(self._next_language(self.language))

    def _languages(self) -> tuple[str, ...]:
        """Ours, then those that the course has brought; the built-in one brings none, and home need not look."""
        if self.course.roots == (built_in_folder(),):
            return LANGUAGES
        try:
            return self.course.languages
        except CourseError:
            return LANGUAGES

    def _next_language(self, language: Language) -> Language:
        """The one behind ``language``."""
        known = self._languages()
        return cast("Language", known[(known.index(language) + 1) % len(known)] if language in known else LANGUAGES[0])

    def _texts(self, language: Language) -> Catalogue:
        """The interface's texts in ``language``; where a course has brought more languages, F2 names the one that comes next."""
        words = content_catalogue(language)
        if len(self._languages()) == len(LANGUAGES):
            return words
        following = content_catalogue(self._next_language(language))("language.name")
        return replace(words, texts={**words.texts, "key.language": following})

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
        """A passing message; the one before makes room."""
        self.clear_notifications()
        self.notify(displayed(printable(self.words(key, **values))), markup=False, timeout=6)

    def say_journal_error(self, error: JournalError) -> None:
        """Why something is not on disk."""
        from smm_trainer.reports.wording import journal_sentence

        self.clear_notifications()
        self.notify(displayed(journal_sentence(error, self.words)), markup=False, severity="error", timeout=10)

    def _tell(self, notice: Notice) -> None:
        self.notify(
            displayed(printable(self.words(f"journal.{notice.code}", **notice.values))), markup=False, severity="warning", timeout=15
        )
