"""What every screen shares: a title above, keys below, texts that follow the language, and a way back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget

from smm_trainer.locale import Catalogue
from smm_trainer.ui.widgets.chrome import Hint, KeyBar, TitleBar

if TYPE_CHECKING:
    from smm_trainer.ui.trainer import Stage, Trainer

WIDE = 100
"""Columns from which there is room for two panes."""


class BaseScreen(Screen[None]):
    """A screen of the app. A subclass says what its body is, and draws it; it is drawn anew when the language changes."""

    HELP_KEY: ClassVar[str] = ""
    """What F1 says about this screen: the catalogues' text under ``help.KEY``."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012 - Textual declares it on instances

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False)]

    @property
    def stage(self) -> Stage:
        """The app, as far as every screen knows it."""
        return cast("Stage", self.app)

    @property
    def trainer(self) -> Trainer:
        """The trainer, as its own screens know it."""
        return cast("Trainer", self.app)

    @property
    def words(self) -> Catalogue:
        """The interface's texts in the language of the moment."""
        return self.stage.words

    @property
    def wide(self) -> bool:
        """There is room for two panes."""
        return self.size.width >= WIDE

    def compose(self) -> ComposeResult:
        """Title, body, keys."""
        yield TitleBar()
        yield from self.body()
        yield KeyBar()

    def body(self) -> Iterable[Widget]:
        """What stands between title and keys."""
        raise NotImplementedError

    def draw(self) -> None:
        """Fill the body with texts in the language of the moment; called when it appears, and whenever they change."""
        raise NotImplementedError

    def title_text(self) -> str:
        """Where one is."""
        raise NotImplementedError

    def hints(self) -> Iterable[tuple[str, str, str]]:
        """The keys that do something here, the most useful first: what is printed on the key, catalogue key, action."""
        return ()

    def on_mount(self) -> None:
        """First drawing."""
        self.translate()

    def on_resize(self) -> None:
        """A width may bring or take the second pane."""
        if self.is_mounted:
            self.draw_chrome()

    def translate(self) -> None:
        """Draw everything in the language of the moment, the place and what was chosen kept."""
        self.draw()
        self.draw_chrome()

    def draw_chrome(self) -> None:
        """Draw title and keys."""
        right = self.stage.learner_name
        self.query_one(TitleBar).show(self.title_text(), right)
        common = (("F1", "key.help", "app.help"), ("F2", "key.language", "app.language"))
        hints = (*self.hints(), *common)
        self.query_one(KeyBar).show(tuple(Hint(key, self.words(text), action) for key, text, action in hints))

    def action_back(self) -> None:
        """Back to where one came from."""
        self.stage.go_back()
