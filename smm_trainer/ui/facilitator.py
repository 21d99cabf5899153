"""The facilitator's app: the wall, in the look and with the keys of the trainer, and without anybody's progress."""

from __future__ import annotations

import gc
import logging
import shlex
import sys
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from smm_trainer.locale import LANGUAGES, Catalogue, Language, catalogue
from smm_trainer.progress.settings import Settings
from smm_trainer.ui.desk import Desk, DeskApp
from smm_trainer.ui.ending import how_to_quit, leave_at_signals
from smm_trainer.ui.screens.base import BaseScreen
from smm_trainer.ui.themes import DEFAULT_THEME, THEMES
from smm_trainer.ui.trainer import Translated
from smm_trainer.workshop.command import LOOPBACK, Opened, Wish, network, only_here, port_of
from smm_trainer.workshop.host import Running
from smm_trainer.workshop.material import Material


class Facilitator(DeskApp):
    """A session on the wall. Returns the exit status."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "SMM Trainer"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", show=False, priority=True),
        Binding("f2", "language", show=False, priority=True),
        Binding("ctrl+q", "quit", show=False, priority=True),
    ]

    def __init__(self, desk: Desk, language: Language, theme: str = "", *, motion: bool = True) -> None:
        """
        Args:
            desk: what to run, and where.
            language: the wall's language at first.
            theme: a theme's name.
            motion: animations are welcome.
        """
        super().__init__()
        self.desk = desk
        self.words: Catalogue = catalogue(language)
        for each in THEMES.values():
            self.register_theme(each)
        self.theme = theme if theme in THEMES else DEFAULT_THEME
        if not motion:
            self.animation_level = "none"

    def on_mount(self) -> None:
        """The wall."""
        from smm_trainer.ui.screens.wall import WallScreen

        if not self.is_headless:
            leave_at_signals(self.exit)
        self.push_screen(WallScreen())

    def go_back(self) -> None:
        """From help back to the wall."""
        if len([screen for screen in self.screen_stack if isinstance(screen, BaseScreen)]) > 1:
            self.pop_screen()
            if isinstance(self.screen, BaseScreen):
                self.screen.translate()

    def action_language(self) -> None:
        """The next language, on the wall only: every phone has its own."""
        self.words = catalogue(LANGUAGES[(LANGUAGES.index(self.words.language) + 1) % len(LANGUAGES)])
        for screen in self.screen_stack:
            if screen.is_mounted and isinstance(screen, Translated):
                screen.translate()

    def action_help(self) -> None:
        """What can be done here, or away with it."""
        from smm_trainer.ui.screens.help import HelpScreen

        if isinstance(self.screen, HelpScreen):
            self.go_back()
        elif isinstance(self.screen, BaseScreen):
            self.push_screen(HelpScreen(self.screen))

    async def action_quit(self) -> None:
        """Quit; everything is on disk already."""
        self.exit(0)

    def action_help_quit(self) -> None:
        """Ctrl+C ends nothing: say what does."""
        self.clear_notifications()
        self.notify(how_to_quit(self.words), markup=False, timeout=6)


def collect_young() -> None:
    """Collect what is new by itself, and all there is only when `tidy` is called: with a thousand phones that takes 150 ms, and would come
    every two seconds of a vote."""
    tidy()
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, 1_000_000)


def tidy() -> None:
    """Collect all garbage there is, at a moment when nobody waits; what is left need not be gone through again."""
    gc.collect()
    gc.freeze()


class NotServed(Exception):
    """The session cannot be put on the network; says why in one sentence."""


def resume_command(path: Path, wish: Wish) -> str:
    """What takes the session up again where it was: phones find back to no other address."""
    bind = ["--bind", wish.bind] if wish.bind else []
    return shlex.join(["smm-trainer", "workshop", *bind, "--resume", str(path)])


def lead(opened: Opened, material: Material, wish: Wish, settings: Settings, words: Catalogue) -> int:
    """Run a session on the wall and, unless hands are raised, on the network; returns the exit status.

    Raises:
        NotServed: the port is taken, the address is not this machine's, or packages are missing.
    """
    serve, url = None, ""
    if opened.session.began.networked:
        try:
            serve, url = network(opened, material, words.language, wish)
        except ModuleNotFoundError:
            raise NotServed(words("workshop.no-aiohttp")) from None
    collect_young()
    # What libraries log of a stranger's broken request would else be written over the wall.
    logging.getLogger().addHandler(logging.NullHandler())
    # The server's thread must not keep the wall's from drawing, nor the other way round: half a millisecond each.
    sys.setswitchinterval(0.0005)
    running = Running(opened.session, opened.log, serve)
    try:
        running.__enter__()
    except OSError as error:
        address, why = wish.bind or LOOPBACK, error.strerror or str(error)
        raise NotServed(words("workshop.no-port", address=address, port=port_of(opened, wish), why=why)) from None
    try:
        scan = f"{url}{opened.session.began.code}" if url else ""
        desk = Desk(running, material, opened.log.path, url, scan, bool(url) and only_here(wish), tidy=tidy)
        app = Facilitator(desk, words.language, settings.theme, motion=settings.motion)
        status = app.run()
    finally:
        running.__exit__()
        print(words("workshop.resume-with", command=resume_command(opened.log.path, wish)))
    return status if status is not None else app.return_code or 0
