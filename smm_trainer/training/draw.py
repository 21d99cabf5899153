"""Drawing quizzes: which scenarios come next. The same seed and history draw the same quiz."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from smm_trainer.course.mistakes import Mistake

if TYPE_CHECKING:
    from smm_trainer.course.scenario import Scenario


class Mode(StrEnum):
    """What a quiz is for."""

    PRACTICE = "practice"
    """Least recently seen scenarios, mixed, a verdict after each."""
    FIRST = "first"
    """The first assessment: a whole form, never seen."""
    FINAL = "final"
    """The final assessment: another form, never seen."""
    DELAYED = "delayed"
    """The delayed assessment: a third."""
    REVIEW = "review"
    """Scenarios of the mistakes that are due."""

    @property
    def assessment(self) -> bool:
        """A whole unseen form."""
        return self in (Mode.FIRST, Mode.FINAL, Mode.DELAYED)


DEFAULT_COUNT = 10
"""Scenarios in a quiz when nothing else is asked for: the size of a form."""


def draw_practice(scenarios: Collection[Scenario], last_seen: Mapping[str, int], count: int, seed: int) -> tuple[str, ...]:
    """The ids of ``count`` scenarios for practice: those never seen, then those seen longest ago; twins never together.

    Args:
        scenarios: what there is to draw from.
        last_seen: scenario id → the place of its last answer in the history; ids not in it were never seen.
        count: how many; fewer come when there are no more.
        seed: decides among equals, and the order.
    """
    rng = random.Random(seed)
    # Sorted by id first, so that the draw does not depend on the order in which files were read.
    pool = sorted(scenarios, key=lambda scenario: scenario.id)
    rng.shuffle(pool)
    pool.sort(key=lambda scenario: last_seen.get(scenario.id, -1))
    chosen: list[str] = []
    barred: set[str] = set()
    for scenario in pool:
        if len(chosen) == count:
            break
        if scenario.id not in barred:
            chosen.append(scenario.id)
            barred.update((scenario.id, scenario.twin))
    rng.shuffle(chosen)
    return tuple(chosen)


def draw_review(
    scenarios: Collection[Scenario], due: Sequence[Mistake], last_seen: Mapping[str, int], count: int, seed: int
) -> tuple[str, ...]:
    """The ids of ``count`` scenarios that commit a mistake that is due, the least recently seen first."""
    return draw_practice([scenario for scenario in scenarios if scenario.mistakes & set(due)], last_seen, count, seed)


def unseen_forms(scenarios: Collection[Scenario], last_seen: Collection[str]) -> tuple[str, ...]:
    """The forms of which no scenario was ever answered."""
    forms: dict[str, bool] = defaultdict(lambda: True)
    for scenario in scenarios:
        if scenario.form:
            forms[scenario.form] &= scenario.id not in last_seen
    return tuple(sorted(form for form, unseen in forms.items() if unseen))


def draw_form(scenarios: Collection[Scenario], last_seen: Collection[str], seed: int) -> tuple[str, ...]:
    """The ids of a whole form never seen before, in a seeded order; empty when there is none left."""
    forms = unseen_forms(scenarios, last_seen)
    if not forms:
        return ()
    rng = random.Random(seed)
    form = rng.choice(forms)
    chosen = sorted(scenario.id for scenario in scenarios if scenario.form == form)
    rng.shuffle(chosen)
    return tuple(chosen)
