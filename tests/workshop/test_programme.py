"""Programmes: enough for the time, mixed, and nothing that gives itself away."""

from __future__ import annotations

import pytest

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.course.scenario import DIFFICULTIES
from smm_trainer.training.draw import practice_pool
from smm_trainer.workshop.programme import AGENDAS, NoProgramme, chosen, count_for, of_form, on_mistake, suggested
from tests.workshop.serving import SCENARIOS


@pytest.mark.parametrize("minutes", AGENDAS)
@pytest.mark.parametrize("seed", range(10))
def test_the_suggested_agenda(minutes: int, seed: int) -> None:
    ids = suggested(SCENARIOS, minutes, seed)
    found = [SCENARIOS[id] for id in ids]
    assert len(set(ids)) == count_for(minutes) == {45: 3, 60: 4, 90: 6}[minutes]
    assert any(s.clean for s in found)
    assert len(set().union(*(s.mistakes for s in found))) >= min(5, len(found) - 1)
    assert set(ids) <= {s.id for s in practice_pool(SCENARIOS.values(), ())}
    assert not any(s.twin in ids for s in found)
    ranks = [DIFFICULTIES.index(s.difficulty) for s in found]
    assert ranks == sorted(ranks)
    assert ids == suggested(SCENARIOS, minutes, seed)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_and_what_only_looks_like_it(mistake: Mistake) -> None:
    found = [SCENARIOS[id] for id in on_mistake(SCENARIOS, mistake, 60, 1)]
    assert sum(mistake in s.mistakes for s in found) == 2
    assert len(found) == 4
    assert not any(s.twin in {other.id for other in found} for s in found)


def test_a_form_and_a_list() -> None:
    assert {SCENARIOS[id].form for id in of_form(SCENARIOS, "c", 90, 1)} == {"c"}
    assert chosen(SCENARIOS, ["raffle-friday", "very-clean-page"]) == ("raffle-friday", "very-clean-page")
    for wrong in (["raffle-friday", "nothing-such"], ["raffle-friday", "raffle-friday"]):
        with pytest.raises(NoProgramme):
            chosen(SCENARIOS, wrong)
    with pytest.raises(NoProgramme):
        of_form(SCENARIOS, "zz", 60, 1)
