"""Progress: what has been learnt, in words first, then in numbers, then drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual import on
from textual.widget import Widget

from smm_trainer.reports.certificate import certificate_of
from smm_trainer.training.skills import calibration, confusion, mean_overlap, skills
from smm_trainer.ui.draw.basics import BLANK, choice, heading, paragraph
from smm_trainer.ui.draw.progress import (
    NARROW,
    assessment_list,
    calibration_rows,
    clean_rows,
    confusion_rows,
    due_rows,
    quiz_rows,
    skill_rows,
)
from smm_trainer.ui.screens.base import BaseScreen
from smm_trainer.ui.widgets.page import Page
from smm_trainer.ui.widgets.row import Row


class ProgressScreen(BaseScreen):
    """The record, for people."""

    HELP_KEY = "progress"

    _drawn_width = 0

    def body(self) -> Iterable[Widget]:
        """One page."""
        yield Page(id="progress")

    def title_text(self) -> str:
        """Progress."""
        return self.words("home.progress")

    def hints(self) -> Iterable[tuple[str, str, str]]:
        """Keys."""
        yield "↑ ↓", "key.scroll", ""
        yield "Esc", "key.back", "back"

    def draw(self) -> None:
        """Everything that the record adds up to."""
        self._drawn_width = self.size.width
        self.query_one(Page).show([BLANK, *self._rows()])

    def on_resize(self) -> None:
        """The confusion table has its names beside it or below."""
        super().on_resize()
        if (self.size.width < NARROW) is not (self._drawn_width < NARROW):
            self.call_after_refresh(self.draw)

    def _rows(self) -> Iterator[Row]:
        words, record, now = self.words, self.trainer.progress.record, self.trainer.now()
        lessons, answers = self.trainer.course.outlines, record.answers
        done = sum(record.lessons[id].done for id in lessons if id in record.lessons)
        yield heading(words("progress.in-words"))
        yield paragraph(words("progress.lessons", done=done, total=len(lessons)))
        if not answers:
            yield paragraph(words("home.no-skills"), "$muted")
            return
        table = confusion(answers)
        yield paragraph(words("progress.answers", exact=sum(answer.exact for answer in answers), total=len(answers)))
        yield from clean_rows(table, sum(not answer.truth for answer in answers), words)
        overlap, marked = mean_overlap(answers)
        if marked:
            yield paragraph(words("progress.evidence", percent=round(100 * overlap), answers=marked))
        yield BLANK
        yield from assessment_list(record.assessments, words)
        if certificate_of(record.assessments):
            yield choice("certificate", words("results.certificate"), before="→ ")
            yield BLANK
        yield heading(words("home.skills"))
        for mistake, skill in skills(answers).items():
            yield from skill_rows(mistake, skill, words)
        yield from calibration_rows(calibration(answers), words)
        yield from due_rows(record.review(now), now, words)
        yield from confusion_rows(table, words, self.size.width)
        yield from quiz_rows(list(record.quizzes.values()), words)
        yield paragraph(words("progress.file", path=self.trainer.progress.path), "$muted")

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        if event.key == "certificate":
            self.trainer.write_certificate()
