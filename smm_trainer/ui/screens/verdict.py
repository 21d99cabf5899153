"""A look back: a campaign answered before, with the verdict on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual import on

from smm_trainer.course.scenario import Scenario
from smm_trainer.training.grading import Diagnosis, grade
from smm_trainer.training.skills import Answered
from smm_trainer.ui.draw.basics import BLANK, choice
from smm_trainer.ui.screens.campaign import CampaignScreen
from smm_trainer.ui.widgets.page import Page


class VerdictScreen(CampaignScreen):
    """One answer of a quiz, graded by today's key."""

    HELP_KEY = "verdict"

    def __init__(self, answer: Answered, scenarios: Mapping[str, Scenario]) -> None:
        super().__init__(scenarios, scenarios[answer.scenario])
        self._answer = answer
        self._verdict = grade(self._scenario, self._diagnosis)

    @property
    def _diagnosis(self) -> Diagnosis:
        return Diagnosis(self._answer.said, self._answer.confidence, frozenset(self._answer.evidence))

    def on_mount(self) -> None:
        """The verdict first."""
        self.add_class("-verdict")
        super().on_mount()
        self._panel.focus()

    def title_text(self) -> str:
        """Whose verdict."""
        return self._scenario.title(self.words.language)

    def hints(self) -> Iterable[tuple[str, str, str]]:
        """Keys."""
        yield "Enter", "key.open", ""
        yield "Tab", "key.verdict" if self.has_class("-campaign") else "key.campaign", "other_pane"
        yield "Esc", "key.back", "back"

    def draw(self) -> None:
        """Campaign and verdict."""
        self._draw_campaign()
        assert self._verdict is not None
        rows = [*self._verdict_rows(self._verdict), choice("back", self.words("help.back"), before="← ")]
        self._panel.show([BLANK, *rows] if self.wide else rows)

    def on_resize(self) -> None:
        """One pane or two."""
        super().on_resize()
        self.call_after_refresh(self.draw)

    @on(Page.Chosen, "#campaign")
    def _line_chosen(self, event: Page.Chosen) -> None:
        if event.by == "enter":
            self.action_other_pane()

    @on(Page.Chosen, "#diagnosis")
    def _row_chosen(self, event: Page.Chosen) -> None:
        kind, _, id = event.key.partition(":")
        if not self._follow(kind, id):
            self.action_back()
