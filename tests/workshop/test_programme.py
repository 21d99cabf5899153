"""Programmes: enough for the time, mixed, and nothing that gives itself away."""

from __future__ import annotations

import pytest

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.course.scenario import DIFFICULTIES
from smm_trainer.training.draw import practice_pool
from smm_trainer.workshop.command import Programme, Wish, programme
from smm_trainer.workshop.material import question_names
from smm_trainer.workshop.programme import (
    AGENDAS,
    NoProgramme,
    Stop,
    StopKind,
    agenda,
    chosen,
    count_for,
    of_form,
    on_mistake,
    planned_minutes,
    suggested,
)
from tests.workshop.serving import MATERIAL, SCENARIOS


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


@pytest.mark.parametrize("minutes", AGENDAS)
def test_the_agenda_of_a_suggested_programme_takes_as_long_as_was_asked(minutes: int) -> None:
    stops = agenda(count_for(minutes), 0, 0)
    assert planned_minutes(stops) == minutes
    assert [stop.number for stop in stops if stop.kind is StopKind.CAMPAIGN] == list(range(1, count_for(minutes) + 1))
    assert [stop.minute for stop in stops] == sorted(stop.minute for stop in stops)


def test_an_agenda_with_questions() -> None:
    assert agenda(1, 2, 450) == (
        Stop(0, StopKind.IN),
        Stop(4, StopKind.CAMPAIGN, 1),
        Stop(16, StopKind.QUESTION, 1),
        Stop(24, StopKind.QUESTION, 2),
        Stop(31, StopKind.OUT),
    )


def test_a_lessons_questions_alone_and_behind_campaigns() -> None:
    lesson = MATERIAL.lessons["wrong-audience"]
    names = question_names(lesson)
    assert len(names) == len(lesson.discussion) > 1
    alone = programme(MATERIAL, Wish(lesson=lesson.id))
    assert alone == Programme((), names, 60 * lesson.group_minutes // len(names))
    both = programme(MATERIAL, Wish(lesson=lesson.id, mistake="wrong-audience", minutes=60, seed=1))
    assert both.questions == names
    assert len(both.scenarios) == count_for(60 - lesson.group_minutes)
    question = MATERIAL.question(names[1])
    assert question is not None
    assert question.text("hy") == lesson.discussion[1]("hy")
    for wrong in ("wrong-audience/0", "wrong-audience/99", "wrong-audience/x", "nothing/1", "wrong-audience", "/1"):
        assert MATERIAL.question(wrong) is None
        assert MATERIAL.missing((), (names[0], wrong)) == wrong
    with pytest.raises(NoProgramme):
        programme(MATERIAL, Wish(lesson="nothing-such"))
