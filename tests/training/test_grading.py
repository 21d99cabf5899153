"""Grading, as a learner relies on it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.training.grading import Confidence, jaccard, plus_minus_score
from smm_trainer.training.skills import CLEAN, Answered, Skill, calibration, confusion, skills
from tests.conftest import NOW

pytestmark = pytest.mark.anywhere

some = st.frozensets(st.sampled_from(MISTAKES))
ONE, TWO, THREE = MISTAKES[:3]
ALL = frozenset(MISTAKES)

answers = st.lists(
    st.builds(
        lambda truth, said, sure: Answered(NOW, "s", truth, said, sure, plus_minus_score(truth, said)),
        some,
        some,
        st.sampled_from(Confidence),
    ),
    max_size=30,
)


@given(some, some)
def test_a_score_is_a_share_and_full_only_when_exact(truth: frozenset[Mistake], said: frozenset[Mistake]) -> None:
    score = plus_minus_score(truth, said)
    assert 0.0 <= score <= 1.0
    assert (score == 1.0) == (truth == said)


@given(some)
def test_saying_all_five_earns_nothing_unless_it_is_so(truth: frozenset[Mistake]) -> None:
    assert plus_minus_score(truth, ALL) == (1.0 if truth == ALL else 0.0)


@given(some)
def test_any_alarm_on_a_clean_campaign_earns_nothing(said: frozenset[Mistake]) -> None:
    assert plus_minus_score(frozenset(), said) == (0.0 if said else 1.0)


@pytest.mark.parametrize(
    ("truth", "said", "score"),
    [
        ({ONE, TWO}, {ONE}, 0.5),
        ({ONE}, {ONE, TWO}, 0.75),
        ({ONE, TWO}, {ONE, THREE}, 0.5 - 1 / 3),
        ({ONE}, {TWO}, 0.0),
        ({ONE}, set(), 0.0),
    ],
)
def test_known_scores(truth: set[Mistake], said: set[Mistake], score: float) -> None:
    assert plus_minus_score(truth, said) == pytest.approx(score)


@given(st.frozensets(st.integers()), st.frozensets(st.integers()))
def test_overlap_is_symmetric_and_full_only_for_the_same_lines(a: frozenset[int], b: frozenset[int]) -> None:
    marked, key = frozenset(map(str, a)), frozenset(map(str, b))
    assert jaccard(marked, key) == jaccard(key, marked)
    assert (jaccard(marked, key) == 1.0) == (marked == key)


@given(answers)
def test_skills_count_every_judgement_once(given_answers: list[Answered]) -> None:
    for mistake, skill in skills(given_answers).items():
        assert skill.present + skill.absent == len(given_answers)
        assert skill.found == sum(mistake in a.truth & a.said for a in given_answers)
        assert skill.false_alarms == sum(mistake in a.said - a.truth for a in given_answers)
        assert math.isfinite(skill.sensitivity)
        assert math.isfinite(skill.criterion)
    assert sum(level.answers for level in calibration(given_answers).values()) == len(given_answers)
    assert sum(level.exact for level in calibration(given_answers).values()) == sum(a.exact for a in given_answers)


def test_known_sensitivity_and_criterion() -> None:
    """Log-linear: (8 + .5) / (9 + 1) = .85 and (1 + .5) / (20 + 1) = .0714…; z = 1.0364 and −1.4652."""
    skill = Skill(present=9, found=8, absent=20, false_alarms=1)
    assert skill.sensitivity == pytest.approx(2.5016, abs=1e-3)
    assert skill.criterion == pytest.approx(0.2144, abs=1e-3)
    assert skill.judged
    assert not Skill(7, 7, 20, 0).judged


@given(answers)
def test_the_confusion_table_has_the_hits_on_its_diagonal(given_answers: list[Answered]) -> None:
    table = confusion(given_answers)
    for mistake in MISTAKES:
        assert table[mistake][mistake] == skills(given_answers)[mistake].found
    assert table[CLEAN][CLEAN] == sum(not a.truth and not a.said for a in given_answers)
