"""Learners of known skill: what they see of a mistake is signal and noise, and they answer by a criterion of their own.

Equal-variance signal detection (Green & Swets 1966): the evidence for a mistake is normal with mean +d′/2 where it is committed and −d′/2
where it is not; it is called seen when it lies above the criterion.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.course.scenario import Scenario
from smm_trainer.training.grading import Confidence, plus_minus_score
from smm_trainer.training.skills import Answered

START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

SHIFT = {"easy": 0.5, "medium": 0.0, "hard": -0.5}
"""What a scenario's difficulty does to d′."""


@dataclass(frozen=True)
class Learner:
    """Somebody of known skill."""

    sensitivity: Mapping[Mistake, float]
    """d′ for each mistake."""
    criterion: Mapping[Mistake, float]
    """The criterion for each: below 0 cries wolf, above overlooks."""
    by_difficulty: bool = False
    """Hard scenarios are harder for them (`SHIFT`)."""

    def answer(self, scenario: Scenario, rng: random.Random, place: int = 0) -> Answered:
        """Their answer to one scenario."""
        said: set[Mistake] = set()
        nearest = 9.0
        for mistake in MISTAKES:
            d = max(0.0, self.sensitivity[mistake] + (SHIFT[scenario.difficulty] if self.by_difficulty else 0.0))
            evidence = rng.gauss(d / 2 if mistake in scenario.mistakes else -d / 2, 1.0)
            nearest = min(nearest, abs(evidence - self.criterion[mistake]))
            if evidence > self.criterion[mistake]:
                said.add(mistake)
        sure = Confidence.GUESSING if nearest < 0.15 else Confidence.FAIRLY_SURE if nearest < 0.5 else Confidence.CERTAIN
        return answered(scenario, frozenset(said), sure, place)


def even(d: float, c: float = 0.0, *, by_difficulty: bool = False) -> Learner:
    """A learner of the same skill in all five."""
    return Learner(dict.fromkeys(MISTAKES, d), dict.fromkeys(MISTAKES, c), by_difficulty)


def answered(scenario: Scenario, said: frozenset[Mistake], sure: Confidence = Confidence.FAIRLY_SURE, place: int = 0) -> Answered:
    """An answer as the journal would hold it."""
    score = plus_minus_score(scenario.mistakes, said)
    return Answered(START + dt.timedelta(minutes=3 * place), scenario.id, scenario.mistakes, said, sure, score)
