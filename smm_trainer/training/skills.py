"""Skills: how well each mistake is told apart, from all answers together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.training.grading import Confidence

ENOUGH = 8
"""Below this many present or this many absent, d′ and criterion say more about chance than about a person."""

CLEAN = "clean"
"""The sixth row and column of the confusion table."""

LABELS: tuple[str, ...] = (*MISTAKES, CLEAN)
"""The rows and columns of the confusion table."""


def _z(share: float) -> float:
    """The standard normal quantile of ``share``."""
    # Imported at need: 8 ms (decimal, fractions) that home does not have to spend.
    from statistics import NormalDist

    return NormalDist().inv_cdf(share)


@dataclass(frozen=True, slots=True)
class Answered:
    """One scenario, answered."""

    at: dt.datetime
    """When."""
    scenario: str
    """Which."""
    truth: frozenset[Mistake]
    """What it committed, by the key of that day."""
    said: frozenset[Mistake]
    """What the learner saw."""
    confidence: Confidence
    """How sure they were."""
    score: float
    """What it scored."""
    overlap: float | None = None
    """How far their evidence agreed with the key's; None when they marked none."""
    evidence: tuple[str, ...] = ()
    """The ids of the lines that they marked."""
    mode: str = "practice"
    """In which kind of quiz."""
    quiz: str = ""
    """In which quiz."""

    @property
    def exact(self) -> bool:
        """All five judgements were right."""
        return self.truth == self.said


@dataclass(frozen=True, slots=True)
class Skill:
    """How well one mistake is told apart."""

    present: int
    """Answered scenarios that commit it."""
    found: int
    """Of those, how often it was seen."""
    absent: int
    """Answered scenarios that do not commit it."""
    false_alarms: int
    """Of those, how often it was seen all the same."""

    @property
    def missed(self) -> int:
        """How often it was there and not seen."""
        return self.present - self.found

    @property
    def judged(self) -> bool:
        """Enough answers for d′ and criterion to be shown."""
        return self.present >= ENOUGH and self.absent >= ENOUGH

    @property
    def sensitivity(self) -> float:
        """d′ = z(hit rate) − z(false-alarm rate), log-linear correction (Hautus 1995): finite at any count."""
        hit, alarm = self._rates()
        return _z(hit) - _z(alarm)

    @property
    def criterion(self) -> float:
        """c = −½ (z(hit rate) + z(false-alarm rate)), corrected alike; below 0 leans to crying wolf, above to overlooking."""
        hit, alarm = self._rates()
        return -0.5 * (_z(hit) + _z(alarm))

    def _rates(self) -> tuple[float, float]:
        return (self.found + 0.5) / (self.present + 1), (self.false_alarms + 0.5) / (self.absent + 1)


def skills(answers: Iterable[Answered]) -> Mapping[Mistake, Skill]:
    """The five skills that ``answers`` add up to."""
    counts = {mistake: [0, 0, 0, 0] for mistake in MISTAKES}
    for answer in answers:
        for mistake, count in counts.items():
            start = 0 if mistake in answer.truth else 2
            count[start] += 1
            if mistake in answer.said:
                count[start + 1] += 1
    return {mistake: Skill(*count) for mistake, count in counts.items()}


def confusion(answers: Iterable[Answered]) -> Mapping[str, Mapping[str, int]]:
    """What was taken for what: truth → said → how often; six labels, the five and ``clean``.

    A mistake seen counts on the diagonal. One missed counts under each mistake wrongly seen instead, or under ``clean`` when nothing
    was. One wrongly seen where nothing was missed counts in the row ``clean``; a clean campaign called clean, on the diagonal.
    """
    table = {row: dict.fromkeys(LABELS, 0) for row in LABELS}
    for answer in answers:
        wrong = answer.said - answer.truth
        missed = answer.truth - answer.said
        for mistake in answer.truth & answer.said:
            table[mistake][mistake] += 1
        for mistake in missed:
            for instead in wrong or {CLEAN}:
                table[mistake][instead] += 1
        if not missed:
            for mistake in wrong:
                table[CLEAN][mistake] += 1
        if not answer.truth and not answer.said:
            table[CLEAN][CLEAN] += 1
    return table


def mean_overlap(answers: Iterable[Answered]) -> tuple[float, int]:
    """How far the marked evidence agreed with the key's, 0 to 1 in the mean, and over how many answers; 0 over none."""
    found = [answer.overlap for answer in answers if answer.overlap is not None]
    return (sum(found) / len(found) if found else 0.0), len(found)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How often a learner was right at one level of confidence."""

    answers: int
    """Answers given so sure."""
    exact: int
    """Of those, how many were exact."""


def calibration(answers: Iterable[Answered]) -> Mapping[Confidence, Calibration]:
    """How often ``answers`` were exact, by confidence."""
    counts = {confidence: [0, 0] for confidence in Confidence}
    for answer in answers:
        counts[answer.confidence][0] += 1
        counts[answer.confidence][1] += answer.exact
    return {confidence: Calibration(*count) for confidence, count in counts.items()}
