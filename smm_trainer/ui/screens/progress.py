"""Progress: what has been learnt, in words first, then in numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content
from textual.widget import Widget

from smm_trainer.locale import format_date, format_number
from smm_trainer.training.review import review_dates
from smm_trainer.training.skills import LABELS, calibration, confusion, skills
from smm_trainer.ui.draw.basics import BLANK, bar, heading, paragraph
from smm_trainer.ui.screens.base import BaseScreen
from smm_trainer.ui.widgets.page import Page
from smm_trainer.ui.widgets.row import Row


class ProgressScreen(BaseScreen):
    """The record, for people."""

    HELP_KEY = "progress"

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
        self.query_one(Page).show([BLANK, *self._rows()])

    def _rows(self) -> Iterator[Row]:
        words, record = self.words, self.trainer.progress.record
        lessons = self.trainer.course.outlines
        done = sum(record.lessons[id].done for id in lessons if id in record.lessons)
        exact = sum(answer.exact for answer in record.answers)
        yield heading(words("progress.in-words"))
        yield paragraph(words("progress.lessons", done=done, total=len(lessons)))
        if not record.answers:
            yield paragraph(words("home.no-skills"), "$muted")
            return
        yield paragraph(words("progress.answers", exact=exact, total=len(record.answers)))
        yield BLANK
        yield from self._skills()
        yield from self._calibration()
        yield from self._due()
        yield from self._confusion()
        yield paragraph(words("progress.file", path=self.trainer.progress.path), "$muted")

    def _skills(self) -> Iterator[Row]:
        words = self.words
        yield heading(words("home.skills"))
        for mistake, skill in skills(self.trainer.progress.record.answers).items():
            share = skill.found / skill.present if skill.present else 0.0
            alarms = skill.false_alarms / skill.absent if skill.absent else 0.0
            yield Row(Content(words(f"mistake.{mistake}")).stylize("bold"))
            found = words("progress.finds", found=skill.found, present=skill.present)
            cries = words("progress.cries-wolf", alarms=skill.false_alarms, absent=skill.absent)
            yield Row(Content.assemble((bar(share, 10), "$good"), f"  {found}"))
            yield Row(Content.assemble((bar(alarms, 10), "$bad"), f"  {cries}"))
            if skill.judged:
                sensitivity = format_number(round(skill.sensitivity, 2), words.language)
                criterion = format_number(round(skill.criterion, 2), words.language)
                yield paragraph(words("progress.dprime", sensitivity=sensitivity, criterion=criterion), "$muted")
            yield BLANK

    def _calibration(self) -> Iterator[Row]:
        words = self.words
        yield heading(words("progress.calibration"))
        for level, found in calibration(self.trainer.progress.record.answers).items():
            if found.answers:
                share = found.exact / found.answers
                name = words(f"confidence.{int(level)}")
                text = words("progress.sure", name=name, exact=found.exact, answers=found.answers)
                yield Row(Content.assemble((bar(share, 10), "$accent"), f"  {text}"))
        yield BLANK

    def _due(self) -> Iterator[Row]:
        words, progress = self.words, self.trainer.progress
        yield heading(words("progress.review"))
        now = progress.clock()
        for mistake, due in sorted(review_dates(progress.record.answers).items(), key=lambda item: item[1]):
            when = words("progress.due-now") if due <= now else format_date(due.astimezone().date(), words.language)
            yield Row(Content.assemble(words(f"mistake.{mistake}"), (f"  {when}", "bold $accent" if due <= now else "$muted")))
        yield BLANK

    def _confusion(self) -> Iterator[Row]:
        words = self.words
        table = confusion(self.trainer.progress.record.answers)
        yield heading(words("progress.confusion"))
        yield paragraph(words("progress.confusion-how"), "$muted")
        signs = [*"12345", "0"]
        yield Row(Content("    " + "".join(f"{sign:>5}" for sign in signs)).stylize("$muted"))
        for sign, row in zip(signs, LABELS, strict=True):
            cells: list[str | tuple[str, str]] = [(f"{sign:>4}", "$muted")]
            for column in LABELS:
                count = table[row][column]
                style = "bold $good" if row == column else "bold $bad"
                cells.append((f"{count or '·':>5}", style if count else "$muted"))
            name = words("short.clean") if row == "clean" else words(f"short.{row}")
            yield Row(Content.assemble(*cells, (f"   {name}", "$muted")))
        yield BLANK
