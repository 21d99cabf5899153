"""What a quiz and a look back share: a campaign, and beside it or in its place the verdict on a diagnosis of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.course.problems import Problem
from smm_trainer.course.scenario import Line, Scenario
from smm_trainer.training.grading import Diagnosis, Verdict
from smm_trainer.ui.draw.basics import BLANK, choice, paragraph
from smm_trainer.ui.draw.campaign import NO_MARK, Mark, campaign_rows
from smm_trainer.ui.draw.problems import problem_rows
from smm_trainer.ui.draw.verdict import evidence_mark, verdict_rows
from smm_trainer.ui.screens.base import BaseScreen
from smm_trainer.ui.widgets.page import Page
from smm_trainer.ui.widgets.row import Row


class CampaignScreen(BaseScreen):
    """A campaign and a panel. On a narrow screen the verdict takes the whole of it, and Tab brings the campaign back."""

    DEFAULT_CSS = """
    CampaignScreen #quiz { height: 1fr; layout: vertical; }
    CampaignScreen #diagnosis { height: auto; max-height: 12; border-top: solid $rule; }
    CampaignScreen #diagnosis:focus { border-top: solid $accent; }
    CampaignScreen.-wide #quiz { layout: horizontal; }
    CampaignScreen.-wide #diagnosis { width: 1fr; height: 1fr; max-height: 100%; border-top: none; border-left: solid $rule; }
    CampaignScreen.-wide #diagnosis:focus { border-left: solid $accent; }
    CampaignScreen.-verdict.-narrow #diagnosis { height: 1fr; max-height: 100%; border-top: none; }
    CampaignScreen.-verdict.-narrow #campaign { display: none; }
    CampaignScreen.-verdict.-narrow.-campaign #campaign { display: block; }
    CampaignScreen.-verdict.-narrow.-campaign #diagnosis { display: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab,shift+tab", "other_pane", show=False, priority=True)]

    def __init__(self, scenarios: Mapping[str, Scenario], scenario: Scenario) -> None:
        super().__init__()
        self._all = scenarios
        self._scenario = scenario
        self._verdict: Verdict | None = None
        self._problems: tuple[Problem, ...] = ()

    @property
    def scenario_id(self) -> str:
        """Which campaign is shown."""
        return self._scenario.id

    def renew(self, scenarios: Mapping[str, Scenario], problems: tuple[Problem, ...]) -> None:
        """Show the campaign as it was saved now, or the last good one with what is wrong (`previewing`)."""
        self._problems = problems
        if scenarios:
            self._all = scenarios
            self._scenario = scenarios.get(self.scenario_id, self._scenario)

    def body(self) -> Iterable[Widget]:
        """The campaign, and the panel."""
        with Container(id="quiz"):
            yield Page(id="campaign")
            yield Page(id="diagnosis")

    @property
    def _campaign(self) -> Page:
        return self.query_one("#campaign", Page)

    @property
    def _panel(self) -> Page:
        return self.query_one("#diagnosis", Page)

    @property
    def _diagnosis(self) -> Diagnosis:
        """What was answered, as far as it is known."""
        raise NotImplementedError

    def _draw_campaign(self, *, top: bool = False) -> None:
        scenario, words = self._scenario, self.words
        title = Row(Content.assemble((scenario.title(words.language), "bold $accent"), (f"  {scenario.brand(words.language)}", "$muted")))
        rows = [*problem_rows(self._problems, words), title, BLANK, *campaign_rows(scenario, words, self._mark)]
        if self._verdict:
            rows.append(paragraph(words("quiz.legend"), "$muted"))
        self._campaign.show(rows, top=top)

    def _mark(self, line: Line) -> Mark:
        return evidence_mark(line, self._scenario, self._diagnosis) if self._verdict else NO_MARK

    def _verdict_rows(self, verdict: Verdict) -> Iterator[Row]:
        """The verdict, and where it leads: lessons, the twin."""
        words, scenario = self.words, self._scenario
        yield from verdict_rows(scenario, self._diagnosis, verdict, words)
        yield BLANK
        for mistake in MISTAKES:
            if mistake in scenario.mistakes | verdict.false_alarms and (lesson := self._lesson_on(mistake)):
                yield choice(f"lesson:{lesson[0]}", words("quiz.to-lesson", title=lesson[1]), before="→ ")
        if twin := self.trainer.twin_to_show(scenario):
            # Comparing two cases teaches most where one of them was got wrong; elsewhere it is offered more quietly.
            style = "" if verdict.exact else "bold $accent"
            yield choice(f"twin:{twin.id}", words("quiz.to-twin", title=twin.title(words.language)), before="⇄ ", style=style)

    def _lesson_on(self, mistake: Mistake) -> tuple[str, str] | None:
        outlines = self.trainer.course.outlines.values()
        return next(((o.id, o.title(self.words.language)) for o in outlines if o.mistake is mistake), None)

    def _follow(self, kind: str, id: str) -> bool:
        """Open what a row of the verdict leads to; says whether it was one."""
        if kind == "lesson":
            self.trainer.open_lesson(id)
        elif kind == "twin":
            self.trainer.open_twins(self._scenario.id, id)
        else:
            return False
        return True

    def _turn_pane(self) -> None:
        """Behind a verdict on a narrow screen: campaign in place of verdict, or back."""
        self.toggle_class("-campaign")
        (self._campaign if self.has_class("-campaign") else self._panel).focus()

    def action_other_pane(self) -> None:
        """From one part of the screen to the other."""
        if self._verdict and not self.wide:
            self._turn_pane()
        else:
            (self._panel if self._campaign.has_focus else self._campaign).focus()
