"""Grading: a learner's diagnosis of a scenario, held against its key."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from smm_trainer.course.mistakes import MISTAKES, Mistake

if TYPE_CHECKING:
    from smm_trainer.course.scenario import Scenario


class Confidence(IntEnum):
    """How sure a learner is of a diagnosis."""

    GUESSING = 1
    FAIRLY_SURE = 2
    CERTAIN = 3


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a learner answers about a scenario."""

    mistakes: frozenset[Mistake]
    """The mistakes that they see; empty says that the campaign is clean."""
    confidence: Confidence
    """How sure they are."""
    evidence: frozenset[str] = field(default=frozenset())
    """The ids of the lines that they marked as proof; empty when they marked none."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A graded diagnosis."""

    hits: frozenset[Mistake]
    """Committed, and seen."""
    misses: frozenset[Mistake]
    """Committed, and not seen."""
    false_alarms: frozenset[Mistake]
    """Seen, and not committed."""
    score: float
    """0 to 1: `plus_minus_score`."""
    overlap: float | None
    """0 to 1: how far the marked lines and the key's agree (Jaccard); None when no line was marked. Never part of the score."""

    @property
    def exact(self) -> bool:
        """All five judgements are right."""
        return not self.misses and not self.false_alarms


def plus_minus_score(truth: Set[Mistake], said: Set[Mistake]) -> float:
    """The score of five yes/no judgements, from 0 to 1.

    Exact is 1; a clean campaign with any alarm is 0; else max(0, hits ÷ true − false alarms ÷ (5 − true)):
    plus/minus scoring of multiple-response items (Betts et al. 2021), so that saying "all five" earns nothing.
    """
    if truth == said:
        return 1.0
    if not truth:
        return 0.0
    hits = len(truth & said) / len(truth)
    absent = len(MISTAKES) - len(truth)
    # Where all five are committed there is nothing left to cry wolf about.
    alarms = len(said - truth) / absent if absent else 0.0
    return max(0.0, hits - alarms)


def jaccard(marked: Set[str], key: Set[str]) -> float:
    """The share of lines in either set that are in both; 1 for two empty sets."""
    union = marked | key
    return len(marked & key) / len(union) if union else 1.0


def grade(scenario: Scenario, diagnosis: Diagnosis) -> Verdict:
    """The verdict on ``diagnosis`` of ``scenario``."""
    truth, said = scenario.mistakes, diagnosis.mistakes
    return Verdict(
        hits=truth & said,
        misses=truth - said,
        false_alarms=said - truth,
        score=plus_minus_score(truth, said),
        overlap=jaccard(diagnosis.evidence, scenario.key_lines) if diagnosis.evidence else None,
    )
