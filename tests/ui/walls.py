"""Sessions on the wall, for tests: a class of twelve that has voted, at any step, on a clock that stands still."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.locale import Language
from smm_trainer.training.grading import Confidence
from smm_trainer.ui.facilitator import Desk, Facilitator
from smm_trainer.workshop.happenings import Began, Closed, Counted, Happening, Joined, Moved, Phase, Voted
from smm_trainer.workshop.host import Running
from smm_trainer.workshop.log import SessionLog
from smm_trainer.workshop.material import Material
from tests.conftest import NOW
from tests.ui.conftest import COURSE

PROGRAMME = ("raffle-friday", "very-clean-page")
QUESTIONS = ("wrong-audience/1", "wrong-audience/2")
NAMES = ("Անի", "Դավիթ", "Mariam", "[b]Gor[/b]", "Հասմիկ", "Արամ", "Lilit", "Narek", "Սոնա", "Tigran", "", "<i>Eva</i>")
LONG, LIKES, DELETED, AUDIENCE, SAME = MISTAKES
FIRST: tuple[list[Mistake], ...] = ([LIKES], [LIKES], [LONG], [], [LIKES, LONG], [SAME], [], [LIKES], [AUDIENCE], [LIKES, AUDIENCE], [LONG])
SECOND: tuple[list[Mistake], ...] = ([LIKES],) * 9 + ([LIKES, LONG], [])

STEPS = ("lobby", "campaign", "first", "first-closed", "discussion", "second", "second-closed", "reveal", "next", "talk", "end")
"""Where a session can be begun to be looked at."""


def votes(round: Phase, said: tuple[list[Mistake], ...]) -> Iterator[Voted]:
    """Everybody's votes."""
    for number, mistakes in enumerate(said):
        yield Voted(NOW, str(number), 0, round, frozenset(mistakes), Confidence(1 + number % 3), 1)


def until(step: str, *, networked: bool = True) -> list[Happening]:
    """What has happened by a step."""
    later = NOW + dt.timedelta(seconds=75)
    people: list[Happening] = [Joined(NOW, str(number), name, False, f"t{number}") for number, name in enumerate(NAMES)]
    hands = dict(zip(MISTAKES, (5, 9, 0, 3, 1), strict=True))
    first = votes(Phase.FIRST, FIRST) if networked else [Counted(NOW, 14, hands, 2)]
    second = votes(Phase.SECOND, SECOND) if networked else [Counted(NOW, 14, {**hands, LONG: 1, LIKES: 13}, 0)]
    parts: list[list[Happening]] = [
        people if networked else [],
        [Moved(NOW, Phase.CAMPAIGN)],
        [Moved(NOW, Phase.FIRST, later), *first],
        [Closed(NOW)],
        [Moved(NOW, Phase.DISCUSSION)],
        [Moved(NOW, Phase.SECOND), *second],
        [Closed(NOW)],
        [Moved(NOW, Phase.REVEAL)],
        [Moved(NOW, Phase.CAMPAIGN)],
        [Moved(NOW, Phase.FIRST), Closed(NOW), Moved(NOW, Phase.REVEAL), Moved(NOW, Phase.TALK)],
        [Moved(NOW, Phase.TALK), Moved(NOW, Phase.END)],
    ]
    return [what for part in parts[: STEPS.index(step) + 1] for what in part]


@contextmanager
def wall(path: Path, language: Language = "en", step: str = "lobby", *, networked: bool = True, pause: float = 0) -> Iterator[Facilitator]:
    """The wall at a step."""
    log = SessionLog(path, lambda: NOW)
    log.start(Began(NOW, "abc123", "314159", PROGRAMME, networked, 90, 8765, QUESTIONS, 450))
    happenings = until(step, networked=networked)
    if happenings:
        log.record(happenings)
    log.close()
    session, _ = log.resume()
    with ExitStack() as stack:
        running = stack.enter_context(Running(session, log, None, lambda: NOW))
        url = "http://192.168.1.20:8765/" if networked else ""
        desk = Desk(
            running, Material(COURSE.scenarios, COURSE.outlines), Path("workshop.toml"), url, f"{url}314159" if url else "", pause=pause
        )
        yield Facilitator(desk, language, motion=False)
        log.close()
