"""Who needs help with what: by the last answers, and only where there are enough of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.reports.class_report.learner import Learner

ENOUGH = 5
"""Recent campaigns with a mistake, or without it, from which somebody is said to need help with it."""

MISSES = 0.5
"""Who overlooks at least this share of them needs help."""

ALARMS = 1 / 3
"""Who sees it in at least this share of those without it needs help."""

AWAY = dt.timedelta(days=14)
"""Who has not been seen for so long is asked after."""


class Why(StrEnum):
    """What goes wrong."""

    MISSES = "misses"
    """It is there and not seen."""
    ALARMS = "alarms"
    """It is seen and not there."""


@dataclass(frozen=True, slots=True)
class Need:
    """That a learner needs help with a mistake."""

    learner: Learner
    """Who."""
    mistake: Mistake
    """With what."""
    why: Why
    """What goes wrong."""
    count: int
    """How often it went wrong of late."""
    of: int
    """Out of how many."""

    @property
    def share(self) -> float:
        """How often it goes wrong, from 0 to 1."""
        return self.count / self.of


def needs(learners: Sequence[Learner]) -> tuple[Need, ...]:
    """Who needs help with what, by mistake, the worst first."""
    found = [need for learner in learners for need in _needs_of(learner)]
    return tuple(sorted(found, key=lambda need: (need.mistake.number, -need.share, -need.of, need.learner.name)))


def _needs_of(learner: Learner) -> Iterator[Need]:
    for mistake in MISTAKES:
        skill = learner.recent[mistake]
        if skill.present >= ENOUGH and skill.missed >= MISSES * skill.present:
            yield Need(learner, mistake, Why.MISSES, skill.missed, skill.present)
        if skill.absent >= ENOUGH and skill.false_alarms >= ALARMS * skill.absent - 1e-9:
            yield Need(learner, mistake, Why.ALARMS, skill.false_alarms, skill.absent)


def away(learners: Sequence[Learner], now: dt.datetime) -> tuple[Learner, ...]:
    """Who has not been seen for `AWAY` or longer, the longest first; who has never done anything comes first."""
    never = dt.datetime.min.replace(tzinfo=dt.UTC)
    found = [learner for learner in learners if learner.last_seen is None or now - learner.last_seen >= AWAY]
    return tuple(sorted(found, key=lambda learner: (learner.last_seen or never, learner.name)))
