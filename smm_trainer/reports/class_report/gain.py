"""The gain of a class from the first assessment to the final one, with its interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from smm_trainer.training.assessment import Z95, Gain

ENOUGH_PAIRS = 2
"""Learners with both assessments from whom a class's gain has an interval of its own."""

_T95 = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip


def t95(freedom: int) -> float:
    """Student's t for a two-sided interval of 95 %: tabulated up to 30 degrees of freedom, then within 0.001 (Cornish and Fisher 1938)."""
    if freedom <= len(_T95):
        return _T95[freedom - 1]
    z = 1.959964
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)


@dataclass(frozen=True)
class ClassGain(Gain):
    """The gain of all who have taken both assessments, in the mean."""

    learners: int
    """How many they are."""


def class_gain(gains: Sequence[Gain]) -> ClassGain | None:
    """What the learners' own gains add up to; None when there is none.

    The interval is the paired one of Student, over learners. Ten campaigns measure a learner roughly, and a few learners may be alike by
    chance: where the learners' own intervals, taken together, leave more room than the spread between them, that room is what counts.
    """
    if not gains:
        return None
    count = len(gains)
    before, after = sum(gain.before for gain in gains) / count, sum(gain.after for gain in gains) / count
    if count < ENOUGH_PAIRS:
        return ClassGain(before, after, gains[0].low, gains[0].high, count)
    mean = after - before
    spread = sum((gain.difference - mean) ** 2 for gain in gains) / (count - 1)
    own = sum(((gain.high - gain.low) / (2 * Z95)) ** 2 for gain in gains) / count
    half = t95(count - 1) * math.sqrt(max(spread, own) / count)
    return ClassGain(before, after, max(-1.0, mean - half), min(1.0, mean + half), count)
