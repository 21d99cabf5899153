"""The results of a quiz: few numbers, in words first, and every verdict once more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from textual import on
from textual.content import Content
from textual.widget import Widget

from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.course.scenario import Scenario
from smm_trainer.progress.record import QuizProgress
from smm_trainer.training.skills import skills
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
        yield BLANK
        for mistake, skill in skills(answers).items():
            if skill.missed or skill.false_alarms:
                name = words(f"mistake.{mistake}")
                yield paragraph(words("results.skill", name=name, found=skill.found, present=skill.present, alarms=skill.false_alarms))
        yield BLANK
        yield choice("home", words("lesson.home"), before="→ ", style="bold $accent")
        yield choice("practice", words("home.new-practice"), before="→ ")
        yield BLANK
        for number, answer in enumerate(answers, 1):
            scenario = self._scenarios.get(answer.scenario)
            title = scenario.title(words.language) if scenario else answer.scenario
            key = ", ".join(words(f"short.{m}") for m in MISTAKES if m in answer.truth) or words("short.clean")
            said = ", ".join(words(f"short.{m}") for m in MISTAKES if m in answer.said) or words("short.clean")
            parts: list[str | tuple[str, str]] = [(title, "bold"), (f"  {key}", "$muted")]
            if not answer.exact:
                parts.append((f"\n{words('results.said', said=said)}", "$muted"))
            sign = ("✓ ", "bold $good") if answer.exact else ("× ", "bold $bad")
            yield Row(Content.assemble(*parts), first=Content.assemble(f"{number:>2} ", sign))

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        from smm_trainer.training.draw import Mode

        self.trainer.go_back()
        if event.key == "practice":
            self.trainer.open_new_quiz(Mode.PRACTICE)
