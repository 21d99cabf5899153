"""Raised hands, where there is no network: how many were counted so far, and what one more number makes of it."""

from __future__ import annotations

import datetime as dt

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.training.skills import CLEAN
from smm_trainer.workshop.happenings import Counted, Phase
from smm_trainer.workshop.rules import Session

PRESENT = "present"
"""What stands for how many people could raise a hand, beside the mistakes and ``clean``."""


def counted_so_far(session: Session, now: dt.datetime) -> Counted:
    """What was counted in the vote at hand; before anything was, as many are present as in the first vote."""
    vote = session.round
    if vote is not None and vote.counted is not None:
        return vote.counted
    before = session.rounds.get((session.place, Phase.FIRST))
    return Counted(now, before.counted.present if before and before.counted else 0, {}, 0)


def count_of(counted: Counted, key: str) -> int:
    """How many there are for a mistake, for ``clean``, or `PRESENT`."""
    return counted.present if key == PRESENT else counted.clean if key == CLEAN else counted.hands.get(Mistake(key), 0)


def with_count(counted: Counted, key: str, count: int, now: dt.datetime) -> Counted:
    """``counted`` with ``count`` for ``key``; where there are more hands than people, there must be more people."""
    numbers = {each: count_of(counted, each) for each in (PRESENT, *MISTAKES, CLEAN)} | {key: max(0, count)}
    present = max(1, *numbers.values())
    return Counted(now, present, {mistake: numbers[mistake] for mistake in MISTAKES}, numbers[CLEAN])
