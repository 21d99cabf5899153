"""One learner of a class: what their journal adds up to, in a few figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.course.text import forbidden_character
from smm_trainer.progress.record import Record
from smm_trainer.training.assessment import Assessment, Gain, gain_between
from smm_trainer.training.draw import Mode
from smm_trainer.training.review import due_mistakes
from smm_trainer.training.skills import Answered, Skill, skills

RECENT = 10
"""Help goes by the last so many campaigns that commit a mistake, and the last so many that do not: what was learnt since counts."""

LONGEST_NAME = 80
"""Characters of a name that are shown: a name is whatever somebody typed."""


@dataclass(frozen=True, slots=True)
class Learner:
    """What the report says of one learner."""

    name: str
    """Their name, fit to be shown; empty when they gave none."""
    file: str
    """Where their journal stands; empty in an anonymous report."""
    lessons: int
    """Lessons of the course that they have done."""
    answers: int
    """Campaigns that they have diagnosed."""
    exact: int
    """Of those, how many exactly."""
    mean: float | None
    """Their mean score, from 0 to 1; None without an answer."""
    skills: Mapping[Mistake, Skill]
    """How well they tell each mistake apart, from all answers."""
    recent: Mapping[Mistake, Skill]
    """The same from the last `RECENT` with it and without it."""
    due: tuple[Mistake, ...]
    """What is to be reviewed now, the most pressing first."""
    last_seen: dt.datetime | None
    """When they last did anything."""
    first: Assessment | None
    """Their first assessment, as soon as it was ended."""
    final: Assessment | None
    """Their last final assessment behind it."""

    @property
    def gain(self) -> Gain | None:
        """From the first assessment to the final one; None when one of them is missing."""
        if self.first is None or self.final is None:
            return None
        return gain_between([answer.score for answer in self.first.answers], [answer.score for answer in self.final.answers])


def learner_of(record: Record, file: str, last_seen: dt.datetime | None, lessons: Collection[str], now: dt.datetime) -> Learner:
    """The learner whose journal adds up to ``record``.

    Args:
        record: what the journal adds up to.
        file: where it stands, as it is to be shown.
        last_seen: when its last event happened.
        lessons: the ids of the course's lessons; others do not count as done.
        now: the time, for what is due.
    """
    answers = record.answers
    assessments = record.assessments
    first = next((each for each in assessments if each.mode is Mode.FIRST), None)
    finals = [each for each in assessments if each.mode is Mode.FINAL and (first is None or each.at >= first.at)]
    return Learner(
        name=shown_name(record.learner),
        file=file,
        lessons=sum(lesson.done for id, lesson in record.lessons.items() if id in lessons),
        answers=len(answers),
        exact=sum(answer.exact for answer in answers),
        mean=sum(answer.score for answer in answers) / len(answers) if answers else None,
        skills=skills(answers),
        recent=recent_skills(answers),
        due=due_mistakes(answers, now) if answers else (),
        last_seen=last_seen,
        first=first,
        final=finals[-1] if finals else None,
    )


def recent_skills(answers: Sequence[Answered]) -> Mapping[Mistake, Skill]:
    """The five skills from the last `RECENT` answers with each mistake and the last `RECENT` without it."""
    counts = {mistake: [0, 0, 0, 0] for mistake in MISTAKES}
    for answer in reversed(answers):
        full = True
        for mistake, count in counts.items():
            start = 0 if mistake in answer.truth else 2
            if count[start] < RECENT:
                count[start] += 1
                count[start + 1] += mistake in answer.said
            full = full and count[0] == RECENT == count[2]
        if full:
            break
    return {mistake: Skill(*count) for mistake, count in counts.items()}


def shown_name(name: str) -> str:
    """``name`` without anything that could drive a terminal, turn a line round or fill a page."""
    kept = " ".join("".join(c for c in name if not forbidden_character(c)).split())
    return kept if len(kept) <= LONGEST_NAME else f"{kept[: LONGEST_NAME - 1]}…"
