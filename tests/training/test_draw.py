"""Drawing quizzes from the shipped bank."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from smm_trainer.course.course import Course, built_in_folder
from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.training.draw import draw_form, draw_practice, draw_review, unseen_forms
from smm_trainer.training.grading import Confidence
from smm_trainer.training.review import due_mistakes, review_dates
from smm_trainer.training.skills import Answered
from tests.conftest import NOW

BANK = Course(built_in_folder()).scenarios
ids = st.sampled_from(sorted(BANK))
histories = st.lists(ids, max_size=40).map(lambda seen: {id: place for place, id in enumerate(seen)})


@given(histories, st.integers(1, 12), st.integers(0, 2**31))
def test_practice_never_serves_twins_together_nor_anything_twice(seen: dict[str, int], count: int, seed: int) -> None:
    drawn = draw_practice(BANK.values(), seen, count, seed)
    assert len(drawn) == count
    assert len(set(drawn)) == count
    assert not any(BANK[id].twin in drawn for id in drawn)
    assert drawn == draw_practice(list(reversed(list(BANK.values()))), seen, count, seed)


@given(histories, st.integers(0, 2**31))
def test_what_was_never_seen_comes_before_what_was_seen_unless_its_twin_is_in_the_quiz(seen: dict[str, int], seed: int) -> None:
    drawn = draw_practice(BANK.values(), seen, 5, seed)
    for id in BANK:
        if id not in seen and id not in drawn and BANK[id].twin not in drawn:
            assert all(other not in seen for other in drawn)


def test_an_assessment_is_a_whole_form_never_seen() -> None:
    drawn = draw_form(BANK.values(), {}, 1)
    assert len(drawn) == 10
    forms = {BANK[id].form for id in drawn}
    assert len(forms) == 1
    second = draw_form(BANK.values(), dict.fromkeys(drawn, 0), 1)
    assert {BANK[id].form for id in second}.isdisjoint(forms)
    assert draw_form(BANK.values(), dict.fromkeys([*drawn, *second], 0), 1) == ()
    assert unseen_forms(BANK.values(), {}) == ("a", "b")


def test_a_review_serves_only_what_is_due() -> None:
    drawn = draw_review(BANK.values(), [MISTAKES[2]], {}, 4, 0)
    assert drawn
    assert all(MISTAKES[2] in BANK[id].mistakes for id in drawn)


def test_a_mistake_overlooked_is_due_sooner_than_one_found_and_a_clock_set_back_harms_nothing() -> None:
    truth = frozenset(MISTAKES[:2])
    said = frozenset(MISTAKES[:1])
    answers = [Answered(NOW + dt.timedelta(days=n), f"s{n}", truth, said, Confidence.CERTAIN, 0.5) for n in (0, 3, 6)]
    answers.append(Answered(NOW - dt.timedelta(days=400), "back", truth, said, Confidence.CERTAIN, 0.5))
    dates = review_dates(answers)
    assert dates[MISTAKES[1]] < dates[MISTAKES[0]]
    assert due_mistakes(answers, NOW + dt.timedelta(days=3650)) == (MISTAKES[1], MISTAKES[0])
    assert due_mistakes(answers, NOW - dt.timedelta(days=999)) == ()
