"""The first start: which language, and what to call the learner."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.widget import Widget

from smm_trainer.locale import LANGUAGES, catalogue
from smm_trainer.progress.errors import JournalError
from smm_trainer.ui.draw.basics import BLANK, choice, heading, paragraph
from smm_trainer.ui.screens.ask import AskScreen
from smm_trainer.ui.screens.base import BaseScreen
from smm_trainer.ui.widgets.page import Page
from smm_trainer.ui.widgets.row import Row


class WelcomeScreen(BaseScreen):
    """Asks for the language, in both, unless it is known; then for a name, which may be left out."""

    HELP_KEY = "welcome"

    def body(self) -> Iterable[Widget]:
        """One page."""
        yield Page(id="welcome")

    def title_text(self) -> str:
        """The app's name."""
        return "SMM Trainer"

    def hints(self) -> Iterable[tuple[str, str, str]]:
        """Keys."""
        yield "↑ ↓", "key.choose", ""
        yield "Enter", "key.go-on", ""
        yield "^Q", "key.quit", "app.quit"

    def draw(self) -> None:
        """The language first."""
        self.query_one(Page).show([BLANK, *(self._about() if self.trainer.language_known else self._languages())])

    def _languages(self) -> list[Row]:
        rows: list[Row] = []
        for language in LANGUAGES:
            rows.append(heading(catalogue(language)("welcome.which-language")))
        rows.append(BLANK)
        for language in LANGUAGES:
            rows.append(choice(f"language:{language}", catalogue(language)("language.name"), before="· "))
        return rows

    def _about(self) -> list[Row]:
        words = self.words
        return [
            heading(words("welcome.hello")),
            BLANK,
            paragraph(words("welcome.about")),
            BLANK,
            paragraph(words("welcome.how")),
            BLANK,
            choice("begin", words("welcome.begin"), before="→ ", style="bold $accent"),
            choice("named", words("welcome.give-name"), before="✎ "),
            BLANK,
            paragraph(words("progress.file", path=self.trainer.progress.path), "$muted"),
        ]

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        kind, _, language = event.key.partition(":")
        if kind == "language":
            self.trainer.set_language("hy" if language == "hy" else "en")
            if self.trainer.progress.journal.path.exists():
                self.trainer.open_home()
        elif kind == "named":
            self.app.push_screen(AskScreen(lambda words: words("welcome.name")), self._named)
        else:
            self._named("")

    def _named(self, name: str | None) -> None:
        if name is None:
            return
        try:
            self.trainer.progress.introduce(name)
        except JournalError as error:
            # The walk can begin all the same: every write is tried again, and said.
            self.trainer.say_journal_error(error)
            self.trainer.progress.record.learner = name
        self.trainer.open_home()

    def action_back(self) -> None:
        """Nothing is below the welcome."""
