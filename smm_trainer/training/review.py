"""When to come back to which mistake: the ``fsrs`` package schedules the five mistakes, each as one card."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.training.grading import Confidence
from smm_trainer.training.skills import Answered

if TYPE_CHECKING:
    from fsrs import Rating


LATEST = dt.datetime(9000, 1, 1, tzinfo=dt.UTC)
"""A review is never dated later than this, so that a date can be reckoned from it."""


def review_dates(answers: Iterable[Answered]) -> Mapping[Mistake, dt.datetime]:
    """For each mistake met so far, when it is due next (FSRS-6 with its published default weights).

    A mistake is reviewed by every answer in which it was committed or seen: overlooked or cried wolf is "again", right is
    "hard", "good" or "easy" by the confidence it was said with.
    """
    # Imported at need: 24 ms that a start without any answer does not have to spend.
    from fsrs import Card, Scheduler

    scheduler = Scheduler(enable_fuzzing=False)
    cards: dict[Mistake, Card] = {}
    for answer in answers:
        for mistake in MISTAKES:
            if mistake in answer.truth or mistake in answer.said:
                card = cards.get(mistake) or Card(card_id=mistake.number, due=answer.at)
                # A clock set back must not make an interval negative, nor one that is far ahead lead out of the calendar.
                at = min(max(answer.at, card.last_review or answer.at), LATEST)
                cards[mistake], _ = scheduler.review_card(card, _rating(mistake, answer), at)
    return {mistake: cards[mistake].due for mistake in MISTAKES if mistake in cards}


def due_mistakes(answers: Iterable[Answered], now: dt.datetime) -> tuple[Mistake, ...]:
    """The mistakes whose review is due by ``now``, the longest overdue first."""
    dates = review_dates(answers)
    return tuple(sorted((m for m, due in dates.items() if due <= now), key=lambda m: dates[m]))


def _rating(mistake: Mistake, answer: Answered) -> Rating:
    from fsrs import Rating

    if (mistake in answer.truth) != (mistake in answer.said):
        return Rating.Again
    return {Confidence.GUESSING: Rating.Hard, Confidence.FAIRLY_SURE: Rating.Good, Confidence.CERTAIN: Rating.Easy}[answer.confidence]
