"""The rescue: a progress file that cannot be used is shown, and moved aside only when the learner agrees."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.widget import Widget

from smm_trainer.progress.errors import JournalError
from smm_trainer.reports.wording import journal_sentence
from smm_trainer.ui.draw.basics import BLANK, choice, heading, paragraph
from smm_trainer.ui.screens.base import BaseScreen
from smm_trainer.ui.widgets.page import Page


class RescueScreen(BaseScreen):
    """Says what is wrong and where; leaves the file alone, or renames it."""

    HELP_KEY = "rescue"

    def __init__(self, error: JournalError) -> None:
        super().__init__()
        self.error = error

    def body(self) -> Iterable[Widget]:
        """One page."""
        yield Page(id="rescue")

    def title_text(self) -> str:
        """The app's name."""
        return "SMM Trainer"

    def hints(self) -> Iterable[tuple[str, str, str]]:
        """Keys."""
        yield "↑ ↓", "key.choose", ""
        yield "Enter", "key.go-on", ""

    def draw(self) -> None:
        """What, where, what to do."""
        words = self.words
        self.query_one(Page).show(
            [
                BLANK,
                heading(words("rescue.title")),
                paragraph(journal_sentence(self.error, words)),
                BLANK,
                paragraph(words("rescue.explain")),
                BLANK,
                choice("quit", words("rescue.quit"), before="→ ", style="bold $accent"),
                choice("aside", words("rescue.aside"), before="→ "),
            ]
        )

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        if event.key == "quit":
            self.app.exit(1, message=journal_sentence(self.error, self.words))
            return
        try:
            aside = self.trainer.start_anew(self.error.path)
        except JournalError as error:
            self.error = error
            self.translate()
        else:
            self.trainer.say("rescue.moved", path=aside)

    def action_back(self) -> None:
        """Leaving is a choice of its own here."""
        self.app.exit(1, message=journal_sentence(self.error, self.words))
