"""The results of a quiz: few numbers, in words first, and every verdict once more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from textual import on
from textual.content import Content
from textual.widget import Widget

from smm_trainer.course.scenario import Scenario
from smm_trainer.progress.record import QuizProgress
from smm_trainer.reports.wording import labels, skill_in_words
from smm_trainer.training.assessment import Assessment
from smm_trainer.training.draw import Mode
from smm_trainer.training.skills import Answered, skills
from smm_trainer.ui.draw.assessment import assessment_rows
from smm_trainer.ui.draw.basics import BLANK, choice, heading, paragraph
from smm_trainer.ui.screens.base import BaseScreen
from smm_trainer.ui.widgets.page import Page
from smm_trainer.ui.widgets.row import Row


class ResultsScreen(BaseScreen):
    """What came of a quiz."""

    HELP_KEY = "results"

    def __init__(self, quiz: QuizProgress, scenarios: Mapping[str, Scenario]) -> None:
        super().__init__()
        self.quiz = quiz
        self._scenarios = scenarios

    def body(self) -> Iterable[Widget]:
        """One page."""
        yield Page(id="results")

    def title_text(self) -> str:
        """Results of which kind of quiz."""
        return f"{self.words(f'mode.{self.quiz.mode}')} · {self.words('results.title')}"

    def hints(self) -> Iterable[tuple[str, str, str]]:
        """Keys."""
        yield "Enter", "key.open", ""
        yield "Esc", "key.back", "back"

    def draw(self) -> None:
        """In words, then scenario by scenario."""
        self.query_one(Page).show([BLANK, *self._rows()])

    def _rows(self) -> Iterator[Row]:
        words, answers = self.words, list(self.quiz.answered.values())
        exact = sum(answer.exact for answer in answers)
        mean = sum(answer.score for answer in answers) / max(1, len(answers))
        yield heading(words("results.exact", exact=exact, total=len(answers)))
        yield paragraph(words("results.mean", mean=round(100 * mean)))
        if assessment := self._assessment():
            yield from assessment_rows(assessment, self.trainer.progress.record.assessments, words)
        yield BLANK
        for mistake, skill in skills(answers).items():
            if skill.missed or skill.false_alarms:
                yield Row(Content(f"{words(f'mistake.{mistake}')} – {skill_in_words(skill, words)}"), first=Content("· "))
        yield BLANK
        yield choice("home", words("results.home"), before="→ ", style="bold $accent")
        if self.quiz.mode is Mode.FINAL and any(a.mode is Mode.FINAL and a.passed for a in self.trainer.progress.record.assessments):
            yield choice("certificate", words("results.certificate"), before="→ ")
        yield choice("practice", words("home.new-practice"), before="→ ")
        yield BLANK
        yield paragraph(words("results.each"), "$muted")
        for number, answer in enumerate(answers, 1):
            yield self._answer_row(number, answer)

    def _answer_row(self, number: int, answer: Answered) -> Row:
        words, scenario = self.words, self._scenarios.get(answer.scenario)
        title = scenario.title(words.language) if scenario else answer.scenario
        parts: list[str | tuple[str, str]] = [(title, "bold"), (f"  {labels(answer.truth, words)}", "$muted")]
        if not answer.exact:
            parts.append((f"\n{words('results.said', said=labels(answer.said, words))}", "$muted"))
        sign = ("✓ ", "bold $good") if answer.exact else ("× ", "bold $bad")
        key = f"answer:{answer.scenario}" if scenario else ""
        return Row(Content.assemble(*parts), key=key, first=Content.assemble(f"{number:>2} ", sign))

    def _assessment(self) -> Assessment | None:
        return next((a for a in self.trainer.progress.record.assessments if a.quiz == self.quiz.id), None)

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        kind, _, id = event.key.partition(":")
        if kind == "answer":
            self.trainer.open_verdict(self.quiz.answered[id])
        elif kind == "certificate":
            self.trainer.write_certificate()
        else:
            self.trainer.go_back()
            if kind == "practice":
                self.trainer.open_new_quiz(Mode.PRACTICE)
