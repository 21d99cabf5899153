"""A learner's record in plain sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from smm_trainer.locale import Catalogue
from smm_trainer.progress.record import Record
from smm_trainer.training.review import due_mistakes
from smm_trainer.training.skills import calibration, skills


def summary_lines(record: Record, now: dt.datetime, words: Catalogue) -> Iterator[str]:
    """What ``progress`` prints."""
    done = sum(lesson.done for lesson in record.lessons.values())
    yield words("progress.lessons", done=done, total=len(record.lessons))
    if not record.answers:
        yield words("home.no-skills")
        return
    exact = sum(answer.exact for answer in record.answers)
    yield words("progress.answers", exact=exact, total=len(record.answers))
    for mistake, skill in skills(record.answers).items():
        found = words("progress.finds", found=skill.found, present=skill.present)
        cries = words("progress.cries-wolf", alarms=skill.false_alarms, absent=skill.absent)
        yield f"{words(f'mistake.{mistake}')} – {found}, {cries}"
    for level, count in calibration(record.answers).items():
        if count.answers:
            yield words("progress.sure", name=words(f"confidence.{int(level)}"), exact=count.exact, answers=count.answers)
    if due := due_mistakes(record.answers, now):
        yield words("progress.review") + " – " + ", ".join(words(f"mistake.{mistake}") for mistake in due)
