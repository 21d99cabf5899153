"""The command palette: lessons, sections, terms, scenarios, language, theme, by name, in the language of the moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets import Input
from textual.widgets.option_list import Option

from smm_trainer.course.problems import CourseError
from smm_trainer.ui.themes import THEMES

if TYPE_CHECKING:
    from smm_trainer.ui.trainer import Trainer

Entry = tuple[str, str, Callable[[], None]]
"""What is shown, what it is, what it opens."""

DISCOVER: Final = 16
"""Entries shown before anything is typed."""


class TrainerCommands(Provider):
    """Everything that can be opened by its name."""

    async def startup(self) -> None:
        """Read the names once, when the palette opens."""
        self.read_names()

    def read_names(self) -> None:
        """Read the names, in the language of the moment."""
        self._entries = list(self._all())

    def _all(self) -> Iterator[Entry]:
        app = cast("Trainer", self.app)
        words, course = app.words, app.course
        yield words("home.progress"), "", app.open_progress_screen
        yield words("glossary.title"), "", app.open_glossary
        yield words("home.settings"), "", app.open_settings
        yield words("key.language"), words("palette.language"), app.action_language
        for theme in THEMES:
            yield words(f"theme.{theme}"), words("settings.theme"), partial(self._take_theme, theme)
        for outline in course.outlines.values():
            yield outline.title(words.language), words("palette.lesson"), partial(app.open_lesson, outline.id)
        for outline in course.outlines.values():
            for section in outline.sections:
                what = f"{words('palette.section')} · {outline.title(words.language)}"
                yield section.title(words.language), what, partial(app.open_lesson, outline.id, section.id)
        try:
            scenarios, terms = app.open_scenarios(), course.glossary
        except CourseError:
            return
        for term in terms.values():
            others = [name for language, name in term.name if language != words.language]
            yield term.name(words.language), f"{words('palette.term')} · {', '.join(others)}", partial(app.open_glossary, [term.id])
        for scenario in scenarios:
            what = f"{words('palette.scenario')} · {scenario.brand(words.language)}"
            yield scenario.title(words.language), what, partial(app.open_scenario, scenario.id)

    def _take_theme(self, theme: str) -> None:
        app = cast("Trainer", self.app)
        app.change(replace(app.settings, theme=theme))

    async def discover(self) -> Hits:
        """The first few, before anything is typed."""
        for name, what, run in self._entries[:DISCOVER]:
            yield DiscoveryHit(Content(name), run, text=name, help=Content(what).plain or None)

    async def search(self, query: str) -> Hits:
        """What matches ``query``."""
        matcher = self.matcher(query)
        for name, what, run in self._entries:
            if (score := matcher.match(name)) > 0:
                yield Hit(score, matcher.highlight(name), run, text=name, help=what or None)


class TrainerPalette(CommandPalette):
    """Textual's palette, speaking the app's language."""

    CSS_PATH = "palette.tcss"

    def __init__(self, app: Trainer) -> None:
        super().__init__(providers=[TrainerCommands], placeholder=app.words("palette.placeholder"))
        self._nothing = app.words("palette.nothing")

    def translate(self) -> None:
        """Search on in the language of the moment; what was typed stays."""
        words = cast("Trainer", self.app).words
        self._nothing = words("palette.nothing")
        line = self.query_one(Input)
        line.placeholder = words("palette.placeholder")
        for provider in self._providers:
            if isinstance(provider, TrainerCommands):
                provider.read_names()
        # As when a letter is typed: the search that runs is ended, and the same begins anew.
        line.post_message(Input.Changed(line, line.value))

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Go away, once: a second press of a key that is held down would take away the screen below."""
        return super().dismiss(result) if self.is_current else AwaitComplete()

    def _action_command_list(self, action: str) -> None:
        """Walk the list, as Textual does; where there is no room for a line of it, Textual would fail."""
        if self.query_one(CommandList).scrollable_content_region.area:
            super()._action_command_list(action)

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """As Textual's own, whose words are English and cannot be set otherwise."""
        self._stop_no_matches_countdown()

        def show_nothing() -> None:
            if search_value:
                nothing = Option(Content(self._nothing), disabled=True, id=self._NO_MATCHES)
                self.query_one(CommandList).add_option(nothing)
            self._list_visible = bool(search_value)

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, show_nothing)
