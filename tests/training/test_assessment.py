"""What an assessment says, and what two of them say together."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.training.assessment import Assessment, gain_between, gains
from smm_trainer.training.draw import Mode
from smm_trainer.training.grading import Confidence, plus_minus_score
from smm_trainer.training.skills import Answered
from tests.conftest import NOW

pytestmark = pytest.mark.anywhere

scores = st.lists(st.floats(0, 1), min_size=1, max_size=12)


def assessment(mode: Mode, *said: bool, at: dt.datetime = NOW) -> Assessment:
    """An assessment of campaigns that commit the first mistake, each found or not."""
    truth = frozenset({MISTAKES[0]})
    answers = []
    for number, found in enumerate(said):
        seen = truth if found else frozenset()
        answers.append(Answered(at, f"s{number}", truth, seen, Confidence.CERTAIN, plus_minus_score(truth, seen)))
    return Assessment("q", mode, at, tuple(answers), fresh=True)


@pytest.mark.parametrize(("found", "passed"), [(8, True), (7, False), (10, True), (0, False)])
def test_a_mean_of_four_fifths_passes(found: int, passed: bool) -> None:
    assert assessment(Mode.FINAL, *([True] * found + [False] * (10 - found))).passed is passed


@given(scores, scores)
def test_a_gain_lies_within_its_interval_and_the_interval_within_what_can_be(before: list[float], after: list[float]) -> None:
    gain = gain_between(before, after)
    assert -1 <= gain.low < gain.high <= 1
    assert -1 <= gain.difference <= 1
    turned = gain_between(after, before)
    assert turned.low == pytest.approx(-gain.high)
    assert turned.difference == pytest.approx(-gain.difference)


def test_an_interval_never_shrinks_to_nothing_and_a_small_gain_is_not_called_one() -> None:
    assert gain_between([1.0] * 10, [1.0] * 10).high > 0.15
    small = gain_between([0.6] * 10, [0.75] * 10)
    assert not small.certain
    assert gain_between([0.1] * 10, [0.9] * 10).certain
    with pytest.raises(ValueError, match="both sides"):
        gain_between([], [1.0])


def test_the_interval_of_agresti_and_caffo() -> None:
    # 7 of 10 against 2 of 10: shares (8/12, 3/12); half the width is 1.96 √(8·4/12³ + 3·9/12³).
    gain = gain_between([1.0] * 2 + [0.0] * 8, [1.0] * 7 + [0.0] * 3)
    half = 1.96 * ((8 * 4 + 3 * 9) / 12**3) ** 0.5
    assert (gain.low, gain.high) == pytest.approx((5 / 12 - half, 5 / 12 + half))


def test_gains_are_told_for_each_mistake() -> None:
    whole, each = gains(assessment(Mode.FIRST, *[False] * 10), assessment(Mode.FINAL, *[True] * 10))
    assert whole.low > 0
    assert each[MISTAKES[0]].difference == 1.0
    assert each[MISTAKES[1]].difference == 0.0


def test_weak_is_what_was_judged_wrongly_most_often_first() -> None:
    one, two = MISTAKES[:2]
    answers = (
        Answered(NOW, "a", frozenset({one}), frozenset({two}), Confidence.CERTAIN, 0.0),
        Answered(NOW, "b", frozenset({two}), frozenset(), Confidence.CERTAIN, 0.0),
    )
    assert Assessment("q", Mode.FIRST, NOW, answers, fresh=True).weak() == (two, one)
