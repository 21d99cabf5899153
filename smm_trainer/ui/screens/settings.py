"""Settings: language, theme, motion, name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from textual import on
from textual.content import Content
from textual.widget import Widget

from smm_trainer.progress.errors import JournalError
from smm_trainer.ui.draw.basics import BLANK, choice, paragraph
from smm_trainer.ui.screens.ask import AskScreen
from smm_trainer.ui.screens.base import BaseScreen
from smm_trainer.ui.themes import DEFAULT_THEME, THEMES
from smm_trainer.ui.widgets.page import Page
from smm_trainer.ui.widgets.row import Row


class SettingsScreen(BaseScreen):
    """Each setting is a row; choosing it goes to its next value."""

    HELP_KEY = "settings"

    def body(self) -> Iterable[Widget]:
        """One page."""
        yield Page(id="settings")

    def title_text(self) -> str:
        """Settings."""
        return self.words("home.settings")

    def hints(self) -> Iterable[tuple[str, str, str]]:
        """Keys."""
        yield "Enter", "key.change", ""
        yield "Esc", "key.back", "back"

    def draw(self) -> None:
        """The settings and where things are kept."""
        self.query_one(Page).show([BLANK, *self._rows()])

    def _rows(self) -> Iterator[Row]:
        words, app = self.words, self.trainer
        settings = app.settings
        theme = settings.theme if settings.theme in THEMES else DEFAULT_THEME
        values = (
            ("language", words("language.name")),
            ("theme", words(f"theme.{theme}")),
            ("motion", words("settings.on" if settings.motion else "settings.off")),
            ("name", app.learner_name or "–"),
        )
        for key, value in values:
            yield choice(key, Content.assemble(f"{words(f'settings.{key}')}  ", (value, "bold $accent")), before="↻ ")
        yield BLANK
        yield paragraph(words("progress.file", path=app.progress.path), "$muted")
        yield paragraph(words("settings.file", path=app.settings_path), "$muted")

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        app = self.trainer
        if event.key == "language":
            app.action_language()
            return
        if event.key == "theme":
            names = list(THEMES)
            theme = app.settings.theme if app.settings.theme in THEMES else DEFAULT_THEME
            app.change(replace(app.settings, theme=names[(names.index(theme) + 1) % len(names)]))
        elif event.key == "motion":
            app.change(replace(app.settings, motion=not app.settings.motion))
        elif event.key == "name":
            app.push_screen(AskScreen(lambda words: words("welcome.name"), app.learner_name), self._named)
        self.translate()

    def _named(self, name: str | None) -> None:
        if name:
            try:
                self.trainer.progress.introduce(name)
            except JournalError as error:
                self.trainer.say_journal_error(error)
            self.translate()
