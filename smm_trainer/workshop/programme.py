"""The programme of a session: which campaigns and questions, in which order, and when. The same seed chooses the same."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from smm_trainer.course.mistakes import Mistake
from smm_trainer.course.scenario import DIFFICULTIES, Scenario
from smm_trainer.training.draw import practice_pool

AGENDAS = (45, 60, 90)
"""Minutes for which there is a suggested agenda."""

MINUTES_EACH = 12
"""Minutes of one campaign: read 2, vote 1½, discuss 3, vote 1, reveal and talk 4½."""

MINUTES_IN = 4
"""Minutes for coming in."""

MINUTES_OUT = 5
"""Minutes for the end."""

MINUTES_PAUSE = 8
"""Minutes of the pause in the middle of a long programme."""

LONG = 5
"""Campaigns from which on a programme has a pause."""

TALK_SECONDS = 180
"""What a peer discussion is meant to take."""


class NoProgramme(Exception):
    """No programme can be made; `code` says why, in the catalogues under ``workshop.``."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(code)


class StopKind(StrEnum):
    """What a time of an agenda is for."""

    IN = "in"
    """People come in."""
    CAMPAIGN = "campaign"
    """A campaign, from reading to the reveal."""
    PAUSE = "pause"
    """A pause."""
    QUESTION = "question"
    """A lesson's question."""
    OUT = "out"
    """The summary."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One time of an agenda."""

    minute: int
    """When it is reached, from the beginning."""
    kind: StopKind
    """What it is for."""
    number: int = 0
    """The how-manieth campaign or question; 0 for the others."""


def agenda(campaigns: int, questions: int, talk: int) -> tuple[Stop, ...]:
    """The suggested agenda of so many campaigns and questions, ``talk`` seconds for each of these; its last stop is the end, at which
    everybody may go."""
    stops, minute = [Stop(0, StopKind.IN)], MINUTES_IN
    for number in range(1, campaigns + 1):
        if campaigns >= LONG and number == campaigns // 2 + 1:
            stops.append(Stop(minute, StopKind.PAUSE))
            minute += MINUTES_PAUSE
        stops.append(Stop(minute, StopKind.CAMPAIGN, number))
        minute += MINUTES_EACH
    for number in range(1, questions + 1):
        stops.append(Stop(minute + round((number - 1) * talk / 60), StopKind.QUESTION, number))
    minute += round(questions * talk / 60)
    return (*stops, Stop(minute, StopKind.OUT))


def planned_minutes(stops: Sequence[Stop]) -> int:
    """How long an agenda takes, to five minutes."""
    return -(-(stops[-1].minute + MINUTES_OUT) // 5) * 5


def count_for(minutes: int) -> int:
    """How many campaigns there is time for."""
    return max(1, (minutes - MINUTES_IN - MINUTES_OUT) // MINUTES_EACH)


def chosen(scenarios: Mapping[str, Scenario], ids: Sequence[str]) -> tuple[str, ...]:
    """The programme of exactly these.

    Raises:
        NoProgramme: one is not in the course, or stands there twice.
    """
    unknown = next((id for id in ids if id not in scenarios), None)
    if unknown is not None:
        raise NoProgramme("unknown-scenario", id=unknown)
    twice = next((id for id in ids if ids.count(id) > 1), None)
    if twice is not None:
        raise NoProgramme("twice", id=twice)
    return tuple(ids)


def of_form(scenarios: Mapping[str, Scenario], form: str, minutes: int, seed: int) -> tuple[str, ...]:
    """Campaigns of a form, as many as there is time for.

    Raises:
        NoProgramme: there is no such form.
    """
    ids = sorted(id for id, scenario in scenarios.items() if scenario.form == form)
    if not ids:
        forms = ", ".join(sorted({scenario.form for scenario in scenarios.values() if scenario.form}))
        raise NoProgramme("unknown-form", form=form, known=forms)
    return _mixed([scenarios[id] for id in ids], count_for(minutes), seed)


def on_mistake(scenarios: Mapping[str, Scenario], mistake: Mistake, minutes: int, seed: int) -> tuple[str, ...]:
    """Campaigns that commit ``mistake``, and as many that only look like it: else nobody would have to look."""
    count = count_for(minutes)
    pool = _shuffled(practice_pool(scenarios.values(), ()), seed)
    with_it = [s for s in pool if mistake in s.mistakes]
    tempting = [s for s in pool if mistake not in s.mistakes and any(lure.mistake is mistake for lure in s.lures)]
    without = tempting + [s for s in pool if mistake not in s.mistakes and s not in tempting]
    found = with_it[: (count + 1) // 2]
    # Never beside its twin: what parts the two would be plain.
    found += [s for s in without if s.twin not in {f.id for f in found}][: count - len(found)]
    if not found:
        raise NoProgramme("nothing")
    return tuple(s.id for s in _easy_first(_shuffled(found, seed)))


def suggested(scenarios: Mapping[str, Scenario], minutes: int, seed: int) -> tuple[str, ...]:
    """A mixed programme, from what practice may use: what is held back for assessments stays unseen."""
    pool = practice_pool(scenarios.values(), ())
    if not pool:
        raise NoProgramme("nothing")
    return _mixed(pool, count_for(minutes), seed)


def _mixed(pool: Sequence[Scenario], count: int, seed: int) -> tuple[str, ...]:
    """``count`` of the pool: mistakes that have not been there yet first, one clean campaign among three or more, no twins."""
    left = _shuffled(pool, seed)
    found: list[Scenario] = []
    met: set[Mistake] = set()
    while left and len(found) < count:
        wants_clean = count >= 3 and len(found) == count // 2 and not any(s.clean for s in found)
        best = max(left, key=lambda s: (s.clean if wants_clean else bool(s.mistakes - met), len(s.mistakes) == 1))
        found.append(best)
        met |= best.mistakes
        left = [s for s in left if s is not best and s.twin != best.id]
    # Easy ones first, so that nobody is lost at the beginning.
    return tuple(s.id for s in _easy_first(found))


def _easy_first(found: Sequence[Scenario]) -> list[Scenario]:
    return sorted(found, key=lambda s: DIFFICULTIES.index(s.difficulty))


def _shuffled(pool: Sequence[Scenario], seed: int) -> list[Scenario]:
    found = sorted(pool, key=lambda s: s.id)
    random.Random(seed).shuffle(found)
    return found
