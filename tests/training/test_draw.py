"""Drawing quizzes from the shipped bank."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_trainer.course.course import Course, built_in_folder
from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.progress.record import Record
from smm_trainer.training.draw import draw_form, draw_practice, draw_review, held_back, practice_pool
from smm_trainer.training.grading import Confidence, plus_minus_score
from smm_trainer.training.review import due_mistakes, possible_times, review_dates
from smm_trainer.training.skills import Answered
from tests.conftest import NOW

pytestmark = pytest.mark.anywhere

BANK = Course(built_in_folder()).scenarios
ids = st.sampled_from(sorted(BANK))
histories = st.lists(ids, max_size=40).map(lambda seen: {id: place for place, id in enumerate(seen)})


@given(histories, st.integers(1, 12), st.integers(0, 2**31))
def test_practice_never_serves_twins_together_nor_anything_twice(seen: dict[str, int], count: int, seed: int) -> None:
    drawn = draw_practice(BANK.values(), (), seen, count, seed)
    assert len(drawn) == count
    assert len(set(drawn)) == count
    assert not any(BANK[id].twin in drawn for id in drawn)
    assert drawn == draw_practice(list(reversed(list(BANK.values()))), (), seen, count, seed)


@given(histories, st.integers(0, 2**31))
def test_what_was_never_seen_comes_before_what_was_seen_unless_its_twin_is_in_the_quiz(seen: dict[str, int], seed: int) -> None:
    drawn = draw_practice(BANK.values(), (), seen, 5, seed)
    for clean in (True, False):
        left = [id for id in BANK if id not in seen and id not in drawn and BANK[id].twin not in drawn and BANK[id].clean is clean]
        assert not left or all(id not in seen for id in drawn if BANK[id].clean is clean)


@given(histories, st.integers(0, 2**31))
def test_a_fifth_of_a_practice_quiz_is_clean(seen: dict[str, int], seed: int) -> None:
    drawn = draw_practice(practice_pool(BANK.values(), seen), (), seen, 10, seed)
    assert sum(BANK[id].clean for id in drawn) == 2


def answered(id: str, said: frozenset[Mistake], sure: Confidence = Confidence.FAIRLY_SURE) -> Answered:
    """An answer to a scenario of the bank."""
    truth = BANK[id].mistakes
    return Answered(NOW, id, truth, said, sure, plus_minus_score(truth, said))


def test_practice_serves_more_of_what_is_missed() -> None:
    weak = MISTAKES[2]
    answers = [answered(id, BANK[id].mistakes - {weak}) for id in sorted(BANK)[:30]]
    seen = {answer.scenario: place for place, answer in enumerate(answers)}
    pool = practice_pool(BANK.values(), seen)

    def share(answers: list[Answered]) -> float:
        drawn = [id for seed in range(60) for id in draw_practice(pool, answers, seen, 10, seed)]
        return sum(weak in BANK[id].mistakes for id in drawn) / len(drawn)

    rightly = [answered(answer.scenario, answer.truth) for answer in answers]
    assert share(answers) > 1.3 * share(rightly)


def test_an_assessment_is_a_whole_form_never_seen_and_one_that_practice_leaves_alone() -> None:
    seen: dict[str, int] = {}
    forms: list[str] = []
    for _ in range(4):
        practised = draw_practice(practice_pool(BANK.values(), seen), (), seen, 10, 1)
        assert not {BANK[id].form for id in practised} & held_back(BANK.values(), seen)
        seen.update(dict.fromkeys(practised, 0))
        drawn = draw_form(BANK.values(), seen, 1)
        assert len(drawn) == 10
        assert not seen.keys() & set(drawn)
        forms += {BANK[id].form for id in drawn}
        seen.update(dict.fromkeys(drawn, 0))
    assert len(set(forms)) == 4


def test_when_no_form_is_left_the_one_seen_longest_ago_comes() -> None:
    order = sorted({scenario.form for scenario in BANK.values()}, reverse=True)
    seen = {scenario.id: order.index(scenario.form) for scenario in BANK.values()}
    assert {BANK[id].form for id in draw_form(BANK.values(), seen, 3)} == {order[0]}
    assert draw_form([], {}, 1) == ()


@given(st.permutations(MISTAKES), histories, st.integers(0, 2**31))
def test_a_review_serves_what_is_due_by_turns_and_a_fifth_that_only_tempts(due: list[Mistake], seen: dict[str, int], seed: int) -> None:
    due = due[:2]
    drawn = draw_review(BANK.values(), due, seen, 10, seed)
    guilty = [id for id in drawn if not BANK[id].clean]
    assert all(BANK[id].mistakes & set(due) for id in guilty)
    assert all({lure.mistake for lure in BANK[id].lures} & set(due) for id in drawn if BANK[id].clean)
    assert all(sum(mistake in BANK[id].mistakes for id in drawn) >= 4 for mistake in due)
    assert not any(BANK[id].twin in drawn for id in drawn)
    assert drawn == draw_review(BANK.values(), due, seen, 10, seed)


def test_errors_made_with_certainty_come_back_first() -> None:
    one, two = MISTAKES[:2]
    answers = [
        Answered(NOW, "a", frozenset({one}), frozenset(), Confidence.GUESSING, 0.0),
        Answered(NOW + dt.timedelta(hours=1), "b", frozenset({two}), frozenset(), Confidence.CERTAIN, 0.0),
    ]
    later = NOW + dt.timedelta(days=30)
    assert due_mistakes(answers, later) == (two, one)
    answers.append(Answered(NOW + dt.timedelta(hours=2), "c", frozenset({two}), frozenset({two}), Confidence.FAIRLY_SURE, 1.0))
    assert due_mistakes(answers, later)[0] == one


def test_a_mistake_overlooked_is_due_sooner_than_one_found_and_a_clock_set_back_harms_nothing() -> None:
    truth = frozenset(MISTAKES[:2])
    said = frozenset(MISTAKES[:1])
    answers = [Answered(NOW + dt.timedelta(days=n), f"s{n}", truth, said, Confidence.CERTAIN, 0.5) for n in (0, 3, 6)]
    answers.append(Answered(NOW - dt.timedelta(days=400), "back", truth, said, Confidence.CERTAIN, 0.5))
    dates = review_dates(answers, NOW + dt.timedelta(days=6))
    assert dates[MISTAKES[1]] < dates[MISTAKES[0]]
    assert due_mistakes(answers, NOW + dt.timedelta(days=3650)) == (MISTAKES[1], MISTAKES[0])
    assert due_mistakes(answers, NOW - dt.timedelta(days=999)) == ()


def test_a_clock_that_was_once_ahead_keeps_no_review_away() -> None:
    truth, day = frozenset(MISTAKES[:1]), dt.timedelta(days=1)
    right = [Answered(NOW + n * day, f"s{n}", truth, frozenset(), Confidence.GUESSING, 0.0) for n in range(3)]
    ahead = replace(right[1], at=NOW + 3000 * day)
    now = NOW + 3 * day
    seen = review_dates([right[0], ahead, right[2]], now)
    assert now - day < seen[MISTAKES[0]] < now + 2 * day
    assert possible_times([ahead, right[0], ahead, right[2], ahead], now) == [NOW, NOW, NOW, right[2].at, right[2].at]
    assert possible_times([ahead], now) == [now]
    record = Record()
    record.answers.extend([right[0], ahead, right[2]])
    assert record.due(now + 3 * day) == tuple(MISTAKES[:1])
    assert record.due(now + 4000 * day) == tuple(MISTAKES[:1])
