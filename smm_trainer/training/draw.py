"""Drawing quizzes: which scenarios come next. The same seed and history draw the same quiz."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from smm_trainer.course.mistakes import MISTAKES, Mistake

if TYPE_CHECKING:
    from smm_trainer.course.scenario import Scenario
    from smm_trainer.training.skills import Answered


class Mode(StrEnum):
    """What a quiz is for."""

    PRACTICE = "practice"
    """Least recently seen scenarios, mixed, more of what goes wrong, a verdict after each."""
    FIRST = "first"
    """The first assessment: a whole form, never seen; the verdicts come at its end."""
    FINAL = "final"
    """The final assessment: another form, never seen."""
    DELAYED = "delayed"
    """The delayed assessment: a third, seven days or more after the final one."""
    REVIEW = "review"
    """Scenarios of the mistakes that are due."""

    @property
    def assessment(self) -> bool:
        """A whole unseen form, and no verdict before its end."""
        return self in (Mode.FIRST, Mode.FINAL, Mode.DELAYED)


DEFAULT_COUNT = 10
"""Scenarios in a quiz when nothing else is asked for: the size of a form."""

HELD_BACK = 4
"""Forms that practice leaves alone, at most: one for each of the three assessments, and one to take the final again with."""

CLEAN_SHARE = 0.2
"""Clean campaigns in a practice quiz or a review, as in a form: without them people learn to cry wolf."""

FADE = 0.97
"""What an answer weighs beside the next one: the errors of some 23 answers ago count half."""

SHARPNESS = 3.0
"""How strongly a scenario that trains what goes wrong is preferred; 0 would draw evenly. `docs/assessment.md` shows what it does."""


def held_back(scenarios: Collection[Scenario], seen: Collection[str]) -> frozenset[str]:
    """The forms that practice does not draw from: the last unseen ones by name, four of twelve, none in a course of two."""
    unseen = unseen_forms(scenarios, seen)
    forms = {scenario.form for scenario in scenarios if scenario.form}
    keep = min(HELD_BACK, len(forms) // 3)
    return frozenset(unseen[-keep:]) if keep else frozenset()


def practice_pool(scenarios: Collection[Scenario], seen: Collection[str]) -> tuple[Scenario, ...]:
    """What practice and review may draw from: everything but the forms held back for assessments."""
    held = held_back(scenarios, seen)
    return tuple(scenario for scenario in scenarios if scenario.form not in held)


def trouble(answers: Sequence[Answered]) -> Mapping[Mistake, float]:
    """How badly each mistake is told apart: how often it is missed where it is, plus how often it is seen where it is not.

    Recent answers weigh more. Both shares start at what one would expect of somebody unknown (a half, and a fifth), and one answer
    moves them little.
    """
    misses = {mistake: [1.0, 2.0] for mistake in MISTAKES}
    alarms = {mistake: [0.5, 2.5] for mistake in MISTAKES}
    weight = 1.0
    for answer in reversed(answers[-200:]):
        for mistake in MISTAKES:
            present = mistake in answer.truth
            wrong = present != (mistake in answer.said)
            count = (misses if present else alarms)[mistake]
            count[0] += weight * wrong
            count[1] += weight
        weight *= FADE
    return {m: misses[m][0] / misses[m][1] + alarms[m][0] / alarms[m][1] for m in MISTAKES}


def _need(scenario: Scenario, troubles: Mapping[Mistake, float], sharpness: float) -> float:
    """How much a scenario trains what goes wrong: by the worst of the mistakes in its key, and by half the worst of its lures."""
    committed = max((troubles[mistake] for mistake in scenario.mistakes), default=0.0)
    tempting = max((troubles[lure.mistake] for lure in scenario.lures if lure.mistake not in scenario.mistakes), default=0.0)
    return float((0.05 + max(committed, tempting / 2)) ** sharpness)


def draw_practice(
    scenarios: Collection[Scenario],
    answers: Sequence[Answered],
    last_seen: Mapping[str, int],
    count: int,
    seed: int,
    *,
    sharpness: float = SHARPNESS,
) -> tuple[str, ...]:
    """The ids of ``count`` scenarios for practice: unseen ones, then those seen longest ago; of these, more of what goes wrong.

    A fifth are clean, twins are never together, and fewer come when there are no more.

    Args:
        scenarios: what there is to draw from: `practice_pool`.
        answers: the learner's answers so far, in order.
        last_seen: scenario id → the place of its last answer in the history; ids not in it were never seen.
        count: how many.
        seed: decides among equals, and the order.
        sharpness: how strongly what goes wrong is preferred.
    """
    rng = random.Random(seed)
    troubles = trouble(answers)
    # Sorted by id first, so that the draw does not depend on the order in which files were read.
    pool = sorted(scenarios, key=lambda scenario: scenario.id)
    # Weighted sampling without replacement (Efraimidis & Spirakis 2006): the largest u^(1/weight) come first.
    keys = {scenario.id: rng.random() ** (1 / _need(scenario, troubles, sharpness)) for scenario in pool}
    waves = _waves(pool, last_seen, count)
    chosen: list[str] = []
    clean = round(CLEAN_SHARE * count)
    for wanted, guilty in ((clean, False), (count - clean, True), (count, None)):
        for wave in waves:
            for scenario in sorted(wave, key=lambda scenario: -keys[scenario.id]):
                if wanted <= 0 or len(chosen) >= count:
                    break
                if scenario.id in chosen or scenario.twin in chosen or (guilty is not None and bool(scenario.mistakes) is not guilty):
                    continue
                chosen.append(scenario.id)
                wanted -= 1
    rng.shuffle(chosen)
    return tuple(chosen)


def _waves(pool: Sequence[Scenario], last_seen: Mapping[str, int], count: int) -> Iterable[Sequence[Scenario]]:
    """The pool in the order in which it is drawn from: what was never seen, then by how long ago, some three quizzes at a time."""
    unseen = [scenario for scenario in pool if scenario.id not in last_seen]
    seen = sorted((scenario for scenario in pool if scenario.id in last_seen), key=lambda scenario: last_seen[scenario.id])
    size = max(1, 3 * count)
    return [unseen, *(seen[start : start + size] for start in range(0, len(seen), size))]


def draw_review(
    scenarios: Collection[Scenario], due: Sequence[Mistake], last_seen: Mapping[str, int], count: int, seed: int
) -> tuple[str, ...]:
    """The ids of ``count`` scenarios for a review: by turns one of each mistake that is due, the most pressing first.

    Unseen ones come first, then those seen longest ago; a fifth are clean campaigns that tempt to see one of them; twins never together.
    """
    rng = random.Random(seed)
    pool = sorted(scenarios, key=lambda scenario: scenario.id)
    rng.shuffle(pool)
    # What commits fewer mistakes trains the one that is due more purely.
    pool.sort(key=lambda scenario: (last_seen.get(scenario.id, -1), len(scenario.mistakes)))
    wanted = set(due)
    tempting = [s for s in pool if not s.mistakes and wanted & {lure.mistake for lure in s.lures}]
    queues = [[scenario for scenario in pool if mistake in scenario.mistakes] for mistake in due]
    chosen: list[str] = []

    def take(queue: list[Scenario]) -> bool:
        while queue:
            scenario = queue.pop(0)
            if scenario.id not in chosen and scenario.twin not in chosen:
                chosen.append(scenario.id)
                return True
        return False

    for _ in range(round(CLEAN_SHARE * count)):
        take(tempting)
    going = True
    while len(chosen) < count and going:
        going = False
        for queue in queues:
            going = (len(chosen) < count and take(queue)) or going
    rng.shuffle(chosen)
    return tuple(chosen)


def unseen_forms(scenarios: Collection[Scenario], seen: Collection[str]) -> tuple[str, ...]:
    """The forms of which no scenario was ever seen, by name."""
    forms: dict[str, bool] = defaultdict(lambda: True)
    for scenario in scenarios:
        if scenario.form:
            forms[scenario.form] &= scenario.id not in seen
    return tuple(sorted(form for form, unseen in forms.items() if unseen))


def draw_form(scenarios: Collection[Scenario], last_seen: Mapping[str, int], seed: int) -> tuple[str, ...]:
    """The ids of a whole form, in a seeded order: one held back for assessments if there is one, else one never seen, else the one
    that was seen longest ago; empty in a course without forms."""
    forms = sorted(held_back(scenarios, last_seen)) or unseen_forms(scenarios, last_seen)
    rng = random.Random(seed)
    if forms:
        form = rng.choice(forms)
    else:
        latest: dict[str, int] = defaultdict(lambda: -1)
        for scenario in scenarios:
            if scenario.form:
                latest[scenario.form] = max(latest[scenario.form], last_seen.get(scenario.id, -1))
        if not latest:
            return ()
        form = min(sorted(latest), key=lambda name: latest[name])
    chosen = sorted(scenario.id for scenario in scenarios if scenario.form == form)
    rng.shuffle(chosen)
    return tuple(chosen)
