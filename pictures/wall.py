"""The wall: a class of twelve, at each step of a session, on a clock that stands still."""

from __future__ import annotations

import contextlib
import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from textual.app import App

from pictures.learner import nothing
from pictures.people import COURSE, NOW
from pictures.picture import Picture
from pictures.terminal import WIDE, Open, Screen
from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.locale import LANGUAGES, Language
from smm_trainer.training.grading import Confidence
from smm_trainer.ui.desk import Desk
from smm_trainer.ui.facilitator import Facilitator
from smm_trainer.workshop.happenings import Began, Closed, Counted, Happening, Joined, Moved, Phase, Voted
from smm_trainer.workshop.host import Running
from smm_trainer.workshop.log import SessionLog
from smm_trainer.workshop.material import Material
from tests.ui.walking import Walk, keys

NAMES = ("Անի", "Դավիթ", "Mariam", "Գոռ", "Հասմիկ", "Արամ", "Lilit", "Narek", "Սոնա", "Tigran", "Նարե", "Eva")
"""The class."""

PROGRAMME = ("raffle-friday", "very-clean-page")
"""The campaigns: of the first the key is collected likes, of the second deleted criticism."""

QUESTIONS = ("deleting-comments/1", "deleting-comments/2")
"""What is talked about behind them."""

URL = "http://192.168.1.20:8765/"
"""Where phones would find it."""

CODE = "314159"
"""The join code."""

LONG, LIKES, DELETED, AUDIENCE, SAME = MISTAKES

Said = Sequence[Sequence[Mistake]]

BEFORE: Said = ([LIKES], [LIKES], [LONG], [], [LIKES, LONG], [SAME], [], [LIKES], [AUDIENCE], [LIKES, AUDIENCE], [LONG])
AFTER: Said = ([LIKES],) * 9 + ([LIKES, LONG], [])
BEFORE_2: Said = ([DELETED],) * 5 + ([DELETED, LONG], [LONG], [LONG, DELETED], [], [AUDIENCE], [DELETED], [])
AFTER_2: Said = ([DELETED],) * 10 + ([DELETED, LONG], [])
"""What they say, the first of `NAMES` first, before they have discussed and after."""

HANDS = Counted(NOW, 14, dict(zip(MISTAKES, (5, 9, 0, 3, 1), strict=True)), 2)
"""Hands that were counted."""


def votes(place: int, round: Phase, said: Said) -> list[Happening]:
    """Everybody's votes."""
    return [Voted(NOW, str(n), place, round, frozenset(each), Confidence(1 + n % 3), 1) for n, each in enumerate(said)]


def until(step: str) -> list[Happening]:
    """What has happened by a step."""
    open_until = NOW + dt.timedelta(seconds=75)
    steps: dict[str, list[Happening]] = {
        "lobby": [Joined(NOW, str(number), name, False, f"t{number}") for number, name in enumerate(NAMES)],
        "campaign": [Moved(NOW, Phase.CAMPAIGN)],
        "vote": [Moved(NOW, Phase.FIRST, open_until), *votes(0, Phase.FIRST, BEFORE)],
        "closed": [Closed(NOW)],
        "discussion": [Moved(NOW, Phase.DISCUSSION)],
        "second": [Moved(NOW, Phase.SECOND, open_until), *votes(0, Phase.SECOND, AFTER)],
        "reveal": [Closed(NOW), Moved(NOW, Phase.REVEAL)],
        "second campaign": [
            Moved(NOW, Phase.CAMPAIGN),
            *(Moved(NOW, Phase.FIRST), *votes(1, Phase.FIRST, BEFORE_2), Closed(NOW), Moved(NOW, Phase.DISCUSSION)),
            *(Moved(NOW, Phase.SECOND), *votes(1, Phase.SECOND, AFTER_2), Closed(NOW), Moved(NOW, Phase.REVEAL)),
        ],
        "talk": [Moved(NOW, Phase.TALK)],
        "end": [Moved(NOW, Phase.TALK), Moved(NOW, Phase.END)],
    }
    return [what for name in list(steps)[: list(steps).index(step) + 1] for what in steps[name]]


def at(happenings: Sequence[Happening], *, networked: bool = True) -> Open:
    """Opens the wall when all that has happened."""

    @contextlib.contextmanager
    def opened(language: Language) -> Iterator[App[int]]:
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            log = SessionLog(Path("workshop-20261123T090000.toml"), lambda: NOW)
            log.start(Began(NOW, "abc123", CODE, PROGRAMME, networked, 90, 8765, QUESTIONS, 300))
            log.record(list(happenings))
            log.close()
            session, _ = log.resume()
            with Running(session, log, None, lambda: NOW) as running:
                # Nobody's phone is asleep, however long the picture takes.
                running.host.seen.update(dict.fromkeys(session.people, float("inf")))
                url = URL if networked else ""
                material = Material(COURSE.scenarios, COURSE.outlines)
                desk = Desk(running, material, log.path, url, f"{url}{CODE}" if url else "")
                yield Facilitator(desk, language, motion=False)
            log.close()

    return opened


by_hands = at([Moved(NOW, Phase.CAMPAIGN), Moved(NOW, Phase.FIRST), HANDS], networked=False)

STEPS: tuple[tuple[str, str, Open, Walk], ...] = (
    ("lobby", "The lobby: a code to scan, and who is here", at(until("lobby")), nothing),
    ("campaign", "The campaign is read", at(until("campaign")), nothing),
    ("vote", "The first vote: a countdown, and how many have voted", at(until("vote")), nothing),
    ("closed", "The vote is closed; nothing is told yet", at(until("closed")), nothing),
    ("peek", "Asked for: how many were right, and never what", at(until("closed")), keys("down", "down", "enter")),
    ("discussion", "They find somebody who voted otherwise", at(until("discussion")), nothing),
    ("second", "The second vote", at(until("second")), nothing),
    ("reveal", "The reveal: the key, both votes side by side, the reasons", at(until("reveal")), nothing),
    ("large", "The same in large type", at(until("reveal")), keys("f5")),
    ("talk", "A lesson's question, talked about", at(until("talk")), nothing),
    ("end", "The summary", at(until("end")), nothing),
    ("hands", "Without a network: hands are counted", by_hands, nothing),
)
"""Name, what it shows, and how it is come to: a row more is a picture more, in each language."""

SCREENS = tuple(
    Screen(Picture(f"wall-{name}", language, shows), open, walk, WIDE) for name, shows, open, walk in STEPS for language in LANGUAGES
)
"""The wall's pictures."""
