"""What `docs/assessment.md` says of our numbers holds over the bank that we ship."""

from __future__ import annotations

import pytest

pytest.importorskip("simulation", reason="the simulation is a developers' tool and not in the wheel")

from simulation.figures import STRATEGIES, adaptive_gain, alpha, chance_to_pass, form_means, forms_of, recovery
from smm_trainer.course.course import Course, built_in_folder

BANK = Course(built_in_folder()).scenarios
FORMS = forms_of(BANK)


@pytest.mark.parametrize(("d", "c"), [(0.5, 0.0), (1.5, 0.0), (1.5, -0.5), (1.5, 0.5), (2.5, 0.0)])
def test_a_skill_that_is_put_in_comes_out(d: float, c: float) -> None:
    found = recovery(BANK, 60, d, c, 60, 1)
    assert abs(found.d_bias) < 0.15
    assert abs(found.c_bias) < 0.12
    assert found.d_spread < recovery(BANK, 10, d, c, 60, 1).d_spread or d > 2


@pytest.mark.parametrize("name", STRATEGIES)
def test_nobody_passes_without_looking(name: str) -> None:
    for form in FORMS.values():
        passed, mean = chance_to_pass(form, STRATEGIES[name], 400, 2)
        assert passed == 0.0
        assert mean < 0.3


def test_practice_by_need_finds_the_weak_mistake_sooner() -> None:
    needs, evens = adaptive_gain(BANK, 3, 3)
    assert needs < 0.8 * evens


def test_forms_are_of_equal_difficulty_for_the_same_learner() -> None:
    means = form_means(BANK, 2.0, 300, 4)
    assert max(means.values()) - min(means.values()) < 0.12


def test_a_form_tells_learners_apart() -> None:
    values = [alpha(form, 400, 5) for form in FORMS.values()]
    assert sum(values) / len(values) > 0.55
