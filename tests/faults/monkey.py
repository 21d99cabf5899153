"""A monkey at the keyboard: random keys, clicks and sizes over the whole app, in both languages, one journal for all of it."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import tomllib
from collections import Counter, deque
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

from textual.errors import NoWidget
from textual.pilot import OutOfBounds, Pilot

from smm_trainer.course.course import Course, built_in_folder
from smm_trainer.locale import LANGUAGES, catalogue
from smm_trainer.progress.progress import Progress
from smm_trainer.progress.settings import load_settings
from smm_trainer.training.draw import Mode
from smm_trainer.ui import app as app_module
from smm_trainer.ui.app import SmmTrainer
from smm_trainer.ui.screens.base import BaseScreen
from smm_trainer.ui.trainer import DEFAULT_COUNT
from smm_trainer.ui.widgets.chrome import KeyBar, TitleBar
from smm_trainer.ui.widgets.page import Page
from smm_trainer.ui.widgets.row import displayed
from tests.faults.outcome import Outcome

WALKING = ("up", "down", "left", "right", "enter", "space", "tab", "shift+tab", "pageup", "pagedown", "home", "end", "backspace")
"""The keys that move and choose."""

CALLING = ("escape", "f1", "f2", "f3", "f4", "ctrl+p", "ctrl+c")
"""The keys that open and close. Not Ctrl+Q: it would only cost a start."""

LETTERS = ("a", "e", "r", "s", "z", "A", "ա", "ե", "ն", "ս", "Ֆ", "և", "0", "1", "2", "3", "4", "5", "9", "?", "[", "-", "+", "full_stop")
"""What can be typed, and what has a meaning on a screen."""

GESTURES = (
    # A campaign is diagnosed as clean; a check is answered; home's second step; something is looked for.
    ("enter", *["down"] * 5, "space", "down", "space", "down", "enter"),
    ("1", "tab", "end", "up", "space", "down", "enter"),
    ("pagedown", "down", "space", "down", "enter", "right"),
    ("escape", "escape", "home", "enter"),
    ("escape", "escape", "end", "up", "enter"),
    ("ctrl+p", "e", "down", "enter"),
    ("escape", "home", *["down"] * 14, "enter"),
)
"""What gets a monkey deeper than single keys would."""

SIZES = ((80, 24), (120, 40), (60, 20), (100, 30), (40, 12), (20, 6), (8, 3), (2, 2), (1, 1), (250, 70))
"""What the terminal is resized to."""

REMEMBERED = 12
"""How many of the last steps a crash is described with."""

READ_EVERY = 10
"""Steps between two readings of the journal by somebody else's parser."""

BEGAN = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


class Watched(SmmTrainer):
    """The app, its draws depending on the monkey's seed."""

    # Textual looks for a subclass's styles beside the subclass.
    CSS_PATH = str(Path(app_module.__file__).with_name("app.tcss"))

    chance: random.Random

    def open_new_quiz(self, mode: Mode, count: int = DEFAULT_COUNT, seed: int | None = None) -> None:
        """As the app's own, short, so that results are reached too."""
        super().open_new_quiz(mode, min(count, 3), self.chance.randrange(2**31) if seed is None else seed)


class Monkey:
    """Does things and looks at what becomes of them."""

    def __init__(self, folder: Path, seed: int, outcome: Outcome) -> None:
        self.chance = random.Random(seed)
        self.outcome = outcome
        self.journal = folder / "progress.toml"
        self.settings = folder / "settings.toml"
        self.course = Course(built_in_folder())
        self.seen: Counter[str] = Counter()
        """The screens that it was on."""
        self._last: deque[str] = deque(maxlen=REMEMBERED)
        self._steps = 0

    def _app(self) -> Watched:
        """The app once more, on the same journal."""
        progress = Progress(self.journal, clock=lambda: BEGAN + dt.timedelta(minutes=self._steps))
        if not self.journal.exists():
            progress.introduce("Ani")
        settings = load_settings(self.settings)
        language = settings.language or self.chance.choice(LANGUAGES)
        app = Watched(self.course, progress, settings, self.settings, language=language)
        app.chance = self.chance
        return app

    async def roam(self, steps: int) -> None:
        """Take so many steps; wherever the app ends, begin it again."""
        end = self._steps + steps
        # Twenty milliseconds of waiting after every key would be four fifths of the time.
        quick = patch("textual._wait.SLEEP_GRANULARITY", 0.002)
        with quick, patch("platformdirs.user_documents_path", return_value=self.journal.parent):
            while self._steps < end:
                with self.outcome.watched("the monkey"):
                    await self._sit(end)
                self._read_journal()

    async def _sit(self, end: int) -> None:
        """One run of the app."""
        # A start is a step too: an app that does not start must not be tried for ever.
        self._steps += 1
        self.outcome.rounds += 1
        app = self._app()
        try:
            async with app.run_test(size=self.chance.choice(SIZES[:4])) as pilot:
                await pilot.pause()
                while self._steps < end and app.is_running and app.return_value is None:
                    self._steps += 1
                    self.outcome.rounds += 1
                    await self._step(pilot)
                    if app.return_value is None:
                        self._look(app)
        except Exception as error:
            error.add_note(f"step {self._steps}, after {list(self._last)}")
            raise

    async def _step(self, pilot: Pilot[int]) -> None:
        chance = self.chance
        kind = chance.choices(("walk", "call", "type", "gesture", "click", "burst", "resize"), (40, 12, 10, 10, 20, 5, 3))[0]
        if kind == "resize":
            size = chance.choice(SIZES)
            self._last.append(f"resize {size}")
            await pilot.resize_terminal(*size)
        elif kind == "click":
            at = (chance.randrange(pilot.app.size.width or 1), chance.randrange(pilot.app.size.height or 1))
            self._last.append(f"click {at}")
            try:
                await pilot.click(offset=at)
            except (OutOfBounds, NoWidget):  # the size has not yet come to the screen
                self._last.append("beside")
        else:
            keys: dict[str, Callable[[], tuple[str, ...]]] = {
                "walk": lambda: (chance.choice(WALKING),),
                "call": lambda: (chance.choice(CALLING),),
                "type": lambda: (chance.choice(LETTERS),),
                "gesture": lambda: chance.choice(GESTURES),
                "burst": lambda: tuple(chance.choices((*WALKING, *CALLING, *LETTERS), k=8)),
            }
            pressed = keys[kind]()
            self._last.append(" ".join(pressed))
            for key in pressed:
                if pilot.app.return_value is None:
                    await pilot.press(key)
        await pilot.pause()

    def _look(self, app: Watched) -> None:
        """What holds on every screen, after whatever was done."""
        screen = app.screen
        self.seen[type(screen).__name__] += 1
        assert app.language in LANGUAGES
        if isinstance(screen, BaseScreen) and screen.is_mounted:
            words = catalogue(app.language)
            hints = {hint.key: hint.text for hint in screen.query_one(KeyBar)._hints}
            assert hints["F1"] == words("key.help"), f"{type(screen).__name__}: the keys are not in {app.language}"
            assert hints["F2"] == words("key.language"), f"{type(screen).__name__}: the keys are not in {app.language}"
            title = screen.query_one(TitleBar)._left
            assert title == displayed(screen.title_text()), f"the title says {title!r}"
        for page in screen.query(Page):
            assert page.cursor in page.keys or not page.cursor, f"{page!r}: the cursor is at {page.cursor!r}, of {page.keys}"
        if self._steps % READ_EVERY == 0:
            self._read_journal(len(app.progress.record.answers))

    def _read_journal(self, accepted: int = 0) -> None:
        """The journal is whole, and has the answers that were accepted."""
        try:
            events = tomllib.loads(self.journal.read_text(encoding="utf-8")).get("event", [])
            kept = sum(event["kind"] == "answer" for event in events)
            self.outcome.accepted = max(self.outcome.accepted, accepted, kept)
            if kept < self.outcome.accepted:
                self.outcome.lost += 1
                self.outcome.remark(f"step {self._steps}: {self.outcome.accepted} answers were accepted, {kept} are there")
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            self.outcome.unread += 1
            self.outcome.remark(f"step {self._steps}: {error}")


def monkey(folder: Path, times: int, outcome: Outcome) -> None:
    """So many steps of a monkey."""
    asyncio.run(Monkey(folder, 1, outcome).roam(times))
