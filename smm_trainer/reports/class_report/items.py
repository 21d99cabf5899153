"""The items of a class: for each scenario, how many diagnose it rightly, how well it tells learners apart, and what goes wrong."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.training.skills import Answered

ENOUGH_LEARNERS = 10
"""Below this many, a discrimination says more about chance than about a scenario."""


@dataclass(slots=True)
class ItemTally:
    """What all learners' first answers to one scenario add up to. Two tallies of different learners can be added.

    First answers alone: whoever meets a scenario again has seen its key.
    """

    learners: int = 0
    """How many learners have answered it."""
    right: int = 0
    """Of those, how many exactly."""
    score: float = 0.0
    """The sum of their scores."""
    wrongly: Counter[Mistake] = field(default_factory=Counter)
    """Mistake → how many saw it where it is not."""
    missed: Counter[Mistake] = field(default_factory=Counter)
    """Mistake → how many did not see it where it is."""
    overlap: float = 0.0
    """The sum of how far the marked evidence agreed with the key's."""
    marked: int = 0
    """How many marked evidence."""
    ranked: int = 0
    """How many have a rest score: who has answered another scenario too."""
    ranked_right: int = 0
    """Of those, how many were right here."""
    rest: float = 0.0
    """The sum of their rest scores."""
    rest_squared: float = 0.0
    """The sum of the squares of these."""
    rest_right: float = 0.0
    """The sum of the rest scores of those who were right here."""

    def add(self, answer: Answered, rest: float | None) -> None:
        """Add one learner's first answer; ``rest`` is their mean score in all other scenarios."""
        self.learners += 1
        self.right += answer.exact
        self.score += answer.score
        self.wrongly.update(answer.said - answer.truth)
        self.missed.update(answer.truth - answer.said)
        if answer.overlap is not None:
            self.overlap += answer.overlap
            self.marked += 1
        if rest is not None:
            self.ranked += 1
            self.rest += rest
            self.rest_squared += rest * rest
            if answer.exact:
                self.ranked_right += 1
                self.rest_right += rest

    def join(self, other: ItemTally) -> None:
        """Add what other learners' answers add up to."""
        for name in ("learners", "right", "score", "overlap", "marked", "ranked", "ranked_right", "rest", "rest_squared", "rest_right"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.wrongly.update(other.wrongly)
        self.missed.update(other.missed)

    @property
    def share_right(self) -> float:
        """How many of those who met it diagnosed it exactly, from 0 to 1."""
        return self.right / self.learners if self.learners else 0.0

    @property
    def discrimination(self) -> float | None:
        """The point-biserial correlation of being right here with the rest score (the mean score in all other scenarios).

        None below `ENOUGH_LEARNERS`, and where all are right or all wrong, or all alike elsewhere.
        """
        n, right = self.ranked, self.ranked_right
        if n < ENOUGH_LEARNERS or right in (0, n):
            return None
        variance = self.rest_squared / n - (self.rest / n) ** 2
        if variance <= 1e-12:
            return None
        share = right / n
        covariance = self.rest_right / n - share * self.rest / n
        return max(-1.0, min(1.0, covariance / math.sqrt(variance * share * (1 - share))))

    @property
    def chosen_wrongly(self) -> tuple[Mistake, int] | None:
        """The mistake most often seen that is not there, and by how many; None when nobody saw any."""
        return _most(self.wrongly)

    @property
    def overlooked(self) -> tuple[Mistake, int] | None:
        """The mistake most often missed that is there, and by how many."""
        return _most(self.missed)

    @property
    def mean_overlap(self) -> float | None:
        """How far the marked evidence agreed with the key's in the mean, from 0 to 1; None when nobody marked any."""
        return self.overlap / self.marked if self.marked else None


def _most(counts: Counter[Mistake]) -> tuple[Mistake, int] | None:
    most = max(MISTAKES, key=lambda mistake: (counts[mistake], -mistake.number))
    return (most, counts[most]) if counts[most] else None


def tally_answers(items: dict[str, ItemTally], answers: Iterable[Answered]) -> None:
    """Add one learner's answers to ``items`` (scenario id → tally)."""
    first: dict[str, Answered] = {}
    for answer in answers:
        first.setdefault(answer.scenario, answer)
    total = sum(answer.score for answer in first.values())
    others = len(first) - 1
    for id, answer in first.items():
        rest = (total - answer.score) / others if others else None
        if (tally := items.get(id)) is None:
            tally = items[id] = ItemTally()
        tally.add(answer, rest)
