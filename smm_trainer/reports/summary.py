"""A learner's record in plain sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from smm_trainer.locale import Catalogue, format_date
from smm_trainer.progress.record import Record
from smm_trainer.reports.wording import skill_in_words
from smm_trainer.training.skills import calibration, mean_overlap, skills


def summary_lines(record: Record, lessons: Collection[str], now: dt.datetime, words: Catalogue) -> Iterator[str]:
    """What ``progress`` prints.

    Args:
        record: what the journal adds up to.
        lessons: the ids of the course's lessons.
        now: the time, for what is due.
        words: the language.
    """
    done = sum(record.lessons[id].done for id in lessons if id in record.lessons)
    yield words("progress.lessons", done=done, total=len(lessons))
    if not record.answers:
        yield words("home.no-skills")
        return
    exact = sum(answer.exact for answer in record.answers)
    yield words("progress.answers", exact=exact, total=len(record.answers))
    for mistake, skill in skills(record.answers).items():
        yield f"{words(f'mistake.{mistake}')} – {skill_in_words(skill, words)}"
    for level, count in calibration(record.answers).items():
        if count.answers:
            yield words("progress.sure", name=words(f"confidence.{int(level)}"), exact=count.exact, answers=count.answers)
    overlap, marked = mean_overlap(record.answers)
    if marked:
        yield words("progress.evidence", percent=round(100 * overlap), answers=marked)
    for assessment in record.assessments:
        passed = words("assessment.passed" if assessment.passed else "assessment.not-passed")
        day = format_date(assessment.at.astimezone().date(), words.language)
        yield f"{words(f'mode.{assessment.mode}')} – {day} – {round(100 * assessment.mean)}/100 – {passed}"
    if due := record.due(now):
        yield words("progress.review") + " – " + ", ".join(words(f"mistake.{mistake}") for mistake in due)
