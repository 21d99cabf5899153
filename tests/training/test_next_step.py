"""A learner is always led somewhere, and from nothing to the end."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.training.next_step import DELAY, PRACTISE_FIRST, LessonState, Standing, Step, StepKind, next_step
from tests.conftest import NOW

pytestmark = pytest.mark.anywhere

LESSONS = (
    LessonState("intro", None, begun=False, done=False),
    LessonState("long", MISTAKES[0], begun=False, done=False),
    LessonState("likes", MISTAKES[1], begun=False, done=False),
)
DONE = tuple(replace(lesson, begun=True, done=True) for lesson in LESSONS)

standings = st.builds(
    Standing,
    open_quiz=st.booleans(),
    first=st.booleans(),
    weak=st.lists(st.sampled_from([m.value for m in MISTAKES]), unique=True).map(tuple),
    final=st.sampled_from(["", "passed", "failed"]),
    final_at=st.none() | st.just(NOW),
    delayed=st.booleans(),
    practised=st.integers(0, 50),
    due=st.none() | st.dictionaries(st.sampled_from([m.value for m in MISTAKES]), st.just(NOW)),
    begun=st.booleans(),
)


@given(standings, st.booleans(), st.sampled_from([LESSONS, DONE, ()]))
def test_there_is_always_one_step(standing: Standing, forms: bool, lessons: tuple[LessonState, ...]) -> None:
    step = next_step(standing, lessons, forms, NOW)
    assert (step.kind is StepKind.LESSON) == bool(step.lesson)
    if not forms:
        assert step.kind not in (StepKind.FIRST, StepKind.FINAL, StepKind.DELAYED)


def test_the_way_from_nothing_to_the_end() -> None:
    def step(standing: Standing, lessons: tuple[LessonState, ...] = LESSONS, now: dt.datetime = NOW) -> Step:
        return next_step(standing, lessons, True, now)

    assert step(Standing()).kind is StepKind.FIRST
    assert step(Standing(begun=True)).why == "first-later"
    taken = Standing(first=True, weak=(MISTAKES[1].value, MISTAKES[0].value), begun=True)
    assert step(taken) == Step(StepKind.LESSON, "points-to", "likes")
    one_read = (LESSONS[0], LESSONS[1], DONE[2])
    assert step(taken, one_read).lesson == "long"
    begun = (replace(LESSONS[0], begun=True), *one_read[1:])
    assert step(taken, begun) == Step(StepKind.LESSON, "go-on", "intro")
    both_read = (LESSONS[0], *DONE[1:])
    assert step(taken, both_read).kind is StepKind.PRACTICE
    practised = replace(taken, practised=PRACTISE_FIRST)
    assert step(practised, both_read).kind is StepKind.FINAL
    due = replace(practised, due={MISTAKES[3].value: NOW})
    assert step(due, both_read).kind is StepKind.REVIEW
    failed = replace(practised, final="failed", final_at=NOW, practised=0, weak=())
    assert step(failed, both_read) == Step(StepKind.PRACTICE, "practice-again")
    assert step(replace(failed, practised=10), both_read).kind is StepKind.FINAL
    passed = replace(failed, final="passed")
    assert step(passed, both_read) == Step(StepKind.LESSON, "next-lesson", "intro")
    assert step(passed, DONE).why == "keep-sharp"
    assert step(passed, DONE, NOW + DELAY).kind is StepKind.DELAYED
    assert step(replace(passed, delayed=True), DONE, NOW + DELAY).why == "keep-sharp"
    assert step(replace(passed, open_quiz=True), DONE).kind is StepKind.RESUME
