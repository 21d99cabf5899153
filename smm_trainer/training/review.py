"""When to come back to which mistake: the ``fsrs`` package schedules the five mistakes, each as one card."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.training.grading import Confidence
from smm_trainer.training.skills import Answered

if TYPE_CHECKING:
    from fsrs import Rating


LATEST = dt.datetime(9000, 1, 1, tzinfo=dt.UTC)
"""A review is never dated later than this, so that a date can be reckoned from it."""


def possible_times(answers: Sequence[Answered], now: dt.datetime) -> list[dt.datetime]:
    """When each answer was given. A time that has not come yet is a clock's that was ahead: the answer before it says when, or else the
    next one; where all are like that, ``now``."""
    at = next((answer.at for answer in answers if answer.at <= now), now)
    found = []
    for answer in answers:
        at = answer.at if answer.at <= now else at
        found.append(at)
    return found


def review_dates(answers: Sequence[Answered], now: dt.datetime) -> Mapping[Mistake, dt.datetime]:
    """For each mistake met so far, when it is due next, as seen from ``now`` (FSRS-6 with its published default weights).

    A mistake is reviewed by every answer in which it was committed or seen: overlooked or cried wolf is "again", right is
    "hard", "good" or "easy" by the confidence it was said with.
    """
    # Imported at need: 24 ms that a start without any answer does not have to spend.
    from fsrs import Card, Scheduler

    scheduler = Scheduler(enable_fuzzing=False)
    cards: dict[Mistake, Card] = {}
    for answer, moment in zip(answers, possible_times(answers, now), strict=True):
        for mistake in MISTAKES:
            if mistake in answer.truth or mistake in answer.said:
                card = cards.get(mistake) or Card(card_id=mistake.number, due=moment)
                # A clock set back must not make an interval negative, nor one that is far ahead lead out of the calendar.
                at = min(max(moment, card.last_review or moment), LATEST)
                cards[mistake], _ = scheduler.review_card(card, _rating(mistake, answer), at)
    return {mistake: cards[mistake].due for mistake in MISTAKES if mistake in cards}


def review_order(answers: Sequence[Answered], now: dt.datetime) -> tuple[tuple[Mistake, dt.datetime], ...]:
    """The mistakes met so far and when each is due, seen from ``now``, the most pressing first: confident errors not made good since,
    then by date.

    Errors made with confidence are corrected best when they come back soon (hypercorrection: Butterfield & Metcalfe 2001).
    """
    dates = review_dates(answers, now)
    sure = confident_errors(answers)
    return tuple(sorted(dates.items(), key=lambda item: (item[0] not in sure, item[1], item[0].number)))


def confident_errors(answers: Sequence[Answered]) -> frozenset[Mistake]:
    """The mistakes that were last judged wrongly with certainty, and not rightly since where they were to be seen."""
    state: dict[Mistake, bool] = {}
    for answer in answers:
        for mistake in answer.truth | answer.said:
            wrong = (mistake in answer.truth) != (mistake in answer.said)
            if wrong and answer.confidence is Confidence.CERTAIN:
                state[mistake] = True
            elif not wrong:
                state[mistake] = False
    return frozenset(mistake for mistake, wrong in state.items() if wrong)


def due_mistakes(answers: Sequence[Answered], now: dt.datetime) -> tuple[Mistake, ...]:
    """The mistakes whose review is due by ``now``, the most pressing first."""
    return tuple(mistake for mistake, due in review_order(answers, now) if due <= now)


def _rating(mistake: Mistake, answer: Answered) -> Rating:
    from fsrs import Rating

    if (mistake in answer.truth) != (mistake in answer.said):
        return Rating.Again
    return {Confidence.GUESSING: Rating.Hard, Confidence.FAIRLY_SURE: Rating.Good, Confidence.CERTAIN: Rating.Easy}[answer.confidence]
