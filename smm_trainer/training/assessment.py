"""Assessments: what a whole form says, whether it is passed, and what two of them say about getting better."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.training.draw import Mode
from smm_trainer.training.skills import Answered

PASS_MARK = 0.8
"""The mean score from which an assessment is passed."""

Z95 = 1.96
"""The standard normal quantile of a two-sided interval of 95 %."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A whole form, answered to its end."""

    quiz: str
    """Its quiz's id."""
    mode: Mode
    """First, final or delayed."""
    at: dt.datetime
    """When its last answer was given."""
    answers: tuple[Answered, ...]
    """Its answers, in order."""
    fresh: bool
    """None of its scenarios had been met before."""

    @property
    def mean(self) -> float:
        """The mean score, from 0 to 1."""
        return sum(answer.score for answer in self.answers) / len(self.answers)

    @property
    def exact(self) -> int:
        """How many were diagnosed exactly."""
        return sum(answer.exact for answer in self.answers)

    @property
    def passed(self) -> bool:
        """The mean score reaches `PASS_MARK`."""
        # Ten scores of thirds and fifths do not add up exactly in binary; 0.8 less one part in a thousand million is 0.8.
        return self.mean >= PASS_MARK - 1e-9

    def weak(self) -> tuple[Mistake, ...]:
        """The mistakes that were missed, or seen where they were not, most often first."""
        wrong = {mistake: sum((mistake in a.truth) != (mistake in a.said) for a in self.answers) for mistake in MISTAKES}
        return tuple(sorted((m for m in MISTAKES if wrong[m]), key=lambda m: -wrong[m]))


@dataclass(frozen=True)
class Gain:
    """A difference between two shares, with its interval."""

    before: float
    """The earlier share, from 0 to 1."""
    after: float
    """The later one."""
    low: float
    """The lower end of the 95 % interval of the difference."""
    high: float
    """Its upper end."""

    @property
    def difference(self) -> float:
        """After less before."""
        return self.after - self.before

    @property
    def certain(self) -> bool:
        """The interval leaves no room for no difference."""
        return self.low > 0 or self.high < 0


def gain_between(before: Sequence[float], after: Sequence[float]) -> Gain:
    """The gain from one list of scores to another, each score from 0 to 1.

    The interval is that of Agresti and Caffo (2000) for two independent proportions: one success and one failure are added to each
    side. A mean of scores between 0 and 1 varies no more than a proportion of the same size, so for scores it errs on the careful side;
    and unlike an interval from the scores' own spread it does not shrink to nothing when all ten are alike.

    Raises:
        ValueError: one of the lists is empty.
    """
    if not before or not after:
        raise ValueError("a gain needs scores on both sides")
    shares, variance = [], 0.0
    for scores in (before, after):
        share = (sum(scores) + 1) / (len(scores) + 2)
        variance += share * (1 - share) / (len(scores) + 2)
        shares.append(share)
    middle, half = shares[1] - shares[0], Z95 * math.sqrt(variance)
    return Gain(
        before=sum(before) / len(before),
        after=sum(after) / len(after),
        low=max(-1.0, middle - half),
        high=min(1.0, middle + half),
    )


def gains(first: Assessment, later: Assessment) -> tuple[Gain, dict[Mistake, Gain]]:
    """The gain in score, and for each mistake the gain in how often it was judged rightly, there or not."""

    def judged(assessment: Assessment, right: Callable[[Answered], bool]) -> list[float]:
        return [float(right(answer)) for answer in assessment.answers]

    each = {}
    for mistake in MISTAKES:

        def right(answer: Answered, mistake: Mistake = mistake) -> bool:
            return (mistake in answer.truth) == (mistake in answer.said)

        each[mistake] = gain_between(judged(first, right), judged(later, right))
    return gain_between([a.score for a in first.answers], [a.score for a in later.answers]), each
