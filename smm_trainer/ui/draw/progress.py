"""A record as rows: in words first, then in numbers, then drawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from textual.content import Content

from smm_trainer.course.mistakes import Mistake
from smm_trainer.locale import Catalogue, format_clock, format_date, format_number
from smm_trainer.progress.record import QuizProgress
from smm_trainer.reports.wording import skill_in_words
from smm_trainer.training.assessment import Assessment
from smm_trainer.training.draw import Mode
from smm_trainer.training.grading import Confidence
from smm_trainer.training.skills import CLEAN, LABELS, Calibration, Skill
from smm_trainer.ui.draw.assessment import gain_rows
from smm_trainer.ui.draw.basics import BLANK, bar, heading, paragraph
from smm_trainer.ui.widgets.row import Row

BAR = 10
"""Cells of a bar."""

LEANING = 0.2
"""A criterion beyond this, either way, is called a leaning: at d′ = 2 it moves one judgement in twenty."""

QUIZZES = 12
"""How many quizzes are drawn, the last ones: one screen of 24 rows shows them with their heading."""

NARROW = 70
"""Columns below which the confusion table's names stand under it instead of beside it."""


def skill_rows(mistake: Mistake, skill: Skill, words: Catalogue) -> Iterator[Row]:
    """One skill."""
    yield Row(Content(words(f"mistake.{mistake}")).stylize("bold"))
    yield paragraph(skill_in_words(skill, words), indent=2)
    if skill.present:
        yield _bar_row(skill.found / skill.present, "$good", words("progress.found-bar"))
    if skill.absent:
        yield _bar_row(skill.false_alarms / skill.absent, "$bad", words("progress.alarms-bar"))
    if skill.judged:
        criterion = skill.criterion
        leaning = "leans-alarms" if criterion < -LEANING else "leans-misses" if criterion > LEANING else "balanced"
        numbers = words(
            "progress.dprime",
            sensitivity=format_number(round(skill.sensitivity, 2), words.language),
            criterion=format_number(round(criterion, 2), words.language),
        )
        yield paragraph(f"{words(f'progress.{leaning}')} {numbers}", "$muted", indent=2)
    else:
        yield paragraph(words("progress.too-few"), "$muted", indent=2)
    yield BLANK


def _bar_row(share: float, style: str, text: str) -> Row:
    return Row(Content.assemble((bar(share, BAR), style), f"  {text}"), first=Content("  "))


def calibration_rows(levels: Mapping[Confidence, Calibration], words: Catalogue) -> Iterator[Row]:
    """How often right, by how sure: where sureness says something, the bars grow from the first to the last."""
    yield heading(words("progress.calibration"))
    for level, found in levels.items():
        if found.answers:
            name = words(f"confidence.{int(level)}")
            text = words("progress.sure", name=name, exact=found.exact, answers=found.answers)
            yield Row(Content.assemble((bar(found.exact / found.answers, BAR), "$accent"), f"  {text}"))
    yield BLANK


def due_rows(order: Sequence[tuple[Mistake, dt.datetime]], now: dt.datetime, words: Catalogue) -> Iterator[Row]:
    """When to come back to which mistake."""
    yield heading(words("progress.review"))
    for mistake, due in order:
        local = due.astimezone()
        when = format_date(local.date(), words.language)
        if local.date() == now.astimezone().date():
            when = f"{when}, {format_clock(local.time())}"
        text, style = (words("progress.due-now"), "bold $accent") if due <= now else (when, "$muted")
        yield Row(Content.assemble(words(f"mistake.{mistake}"), (f"  {text}", style)))
    yield BLANK


def confusion_rows(table: Mapping[str, Mapping[str, int]], words: Catalogue, width: int) -> Iterator[Row]:
    """What was taken for what: six rows and six columns."""
    yield heading(words("progress.confusion"))
    yield paragraph(words("progress.confusion-how"), "$muted")
    signs = [*"12345", "0"]
    names = {sign: words(f"short.{label}") for sign, label in zip(signs, LABELS, strict=True)}
    yield Row(Content("    " + "".join(f"{sign:>5}" for sign in signs)).stylize("$muted"))
    for sign, row in zip(signs, LABELS, strict=True):
        cells: list[str | tuple[str, str]] = [(f"{sign:>4}", "$muted")]
        for column in LABELS:
            count = table[row][column]
            style = "bold $good" if row == column else "bold $bad"
            cells.append((f"{count or '·':>5}", style if count else "$muted"))
        if width >= NARROW:
            cells.append((f"   {names[sign]}", "$muted"))
        yield Row(Content.assemble(*cells))
    if width < NARROW:
        yield paragraph(" · ".join(f"{sign} {name}" for sign, name in names.items()), "$muted")
    yield BLANK


def assessment_list(assessments: Sequence[Assessment], words: Catalogue) -> Iterator[Row]:
    """The assessments taken, and the gain from the first to the last."""
    if not assessments:
        return
    yield heading(words("progress.assessments"))
    for each in assessments:
        day = format_date(each.at.astimezone().date(), words.language)
        said = words("assessment.passed" if each.passed else "assessment.not-passed") if each.mode is not Mode.FIRST else ""
        score = words("home.taken", score=round(100 * each.mean))
        yield Row(Content.assemble((words(f"mode.{each.mode}"), "bold"), (f"  {day}  ", "$muted"), score, f"  {said}"))
    first = next((each for each in assessments if each.mode is Mode.FIRST), None)
    later = next((each for each in reversed(assessments) if each.mode is not Mode.FIRST), None)
    if first and later and first.at < later.at:
        yield BLANK
        yield from gain_rows(first, later, words)
    yield BLANK


def quiz_rows(quizzes: Sequence[QuizProgress], words: Catalogue) -> Iterator[Row]:
    """The mean score of each quiz, the last ones, drawn one below the other."""
    ended = [quiz for quiz in quizzes if len(quiz.answered) > 1][-QUIZZES:]
    if len(ended) < 2:
        return
    yield heading(words("progress.quizzes"))
    for quiz in ended:
        mean = sum(answer.score for answer in quiz.answered.values()) / len(quiz.answered)
        day = format_date(quiz.begun.astimezone().date(), words.language, weekday=False)
        text = f"{round(100 * mean):>4}  {day}  {words(f'mode.{quiz.mode}')}"
        yield Row(Content.assemble((bar(mean, 2 * BAR), "$accent"), text))
    yield BLANK


def clean_rows(table: Mapping[str, Mapping[str, int]], clean: int, words: Catalogue) -> Iterator[Row]:
    """How often a clean campaign was called clean."""
    if clean:
        yield paragraph(words("progress.clean", right=table[CLEAN][CLEAN], total=clean))
