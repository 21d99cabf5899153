"""``smm-trainer workshop``, but for its screen: the session, begun or taken up again, and how it is put on the network."""

from __future__ import annotations

import datetime as dt
import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from smm_trainer.course.mistakes import Mistake
from smm_trainer.course.scenario import Scenario
from smm_trainer.locale import Language
from smm_trainer.network.address import reachable, url
from smm_trainer.progress.clock import Clock, utc_now
from smm_trainer.workshop.happenings import Began, Resumed
from smm_trainer.workshop.host import Serve
from smm_trainer.workshop.log import SessionLog
from smm_trainer.workshop.material import Material, question_names
from smm_trainer.workshop.programme import NoProgramme, chosen, of_form, on_mistake, suggested
from smm_trainer.workshop.rules import MAX_PROGRAMME, Session, happen

LOOPBACK = "127.0.0.1"
"""Where a session is served unless another address is asked for: nobody but this machine sees it."""

PORT = 8765
"""Where it is served unless another port is asked for: always the same, so that phones find it again."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    bind: str | None = None
    """The address to serve at."""
    port: int | None = None
    """The port to serve on."""
    form: str | None = None
    """A form as the programme."""
    mistake: str | None = None
    """A mistake to have campaigns on."""
    scenarios: tuple[str, ...] = ()
    """Campaigns by their ids."""
    lesson: str | None = None
    """A lesson whose questions are talked about: behind the campaigns where some are asked for, else alone."""
    minutes: int = 60
    """How long it takes."""
    seconds: int = 90
    """How long a vote is open."""
    seed: int | None = None
    """What the choice depends on."""
    networked: bool = True
    """Phones, not hands."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that can be run."""

    session: Session
    """As its log has it."""
    log: SessionLog
    """Its log."""
    damaged: Path | None = None
    """Where a torn tail was put."""


@dataclass(frozen=True, slots=True)
class Programme:
    """What a session will be about."""

    scenarios: tuple[str, ...]
    """The campaigns' ids, in order."""
    questions: tuple[str, ...] = ()
    """The questions behind them, as `Material.question` calls them."""
    talk: int = 0
    """Seconds for each question."""


def programme(material: Material, wish: Wish) -> Programme:
    """The programme that was wished for.

    Raises:
        NoProgramme: there is none.
    """
    questions: tuple[str, ...] = ()
    talk, minutes = 0, wish.minutes
    if wish.lesson is not None:
        lesson = material.lessons.get(wish.lesson)
        if lesson is None:
            raise NoProgramme("unknown-lesson", id=wish.lesson, known=", ".join(material.lessons))
        questions = question_names(lesson)
        talk, minutes = 60 * lesson.group_minutes // len(questions), minutes - lesson.group_minutes
        if not (wish.scenarios or wish.form or wish.mistake):
            return Programme((), questions[:MAX_PROGRAMME], talk)
    return Programme(_campaigns(material.scenarios, wish, minutes)[: MAX_PROGRAMME - len(questions)], questions, talk)


def _campaigns(scenarios: Mapping[str, Scenario], wish: Wish, minutes: int) -> tuple[str, ...]:
    seed = secrets.randbelow(2**31) if wish.seed is None else wish.seed
    if wish.scenarios:
        return chosen(scenarios, wish.scenarios)
    if wish.form:
        return of_form(scenarios, wish.form, minutes, seed)
    if wish.mistake:
        return on_mistake(scenarios, Mistake(wish.mistake), minutes, seed)
    return suggested(scenarios, minutes, seed)


def begin_session(folder: Path, material: Material, wish: Wish, clock: Clock = utc_now) -> Opened:
    """A new session, its log in ``folder``.

    Raises:
        NoProgramme: there is no such programme.
        JournalError: the log could not be written.
    """
    found, now = programme(material, wish), clock()
    log = SessionLog(_free(folder, now), clock)
    code = f"{secrets.randbelow(10**6):06}"
    id, port = secrets.token_hex(4), wish.port or PORT
    log.start(Began(now, id, code, found.scenarios, wish.networked, wish.seconds, port, found.questions, found.talk))
    log.close()
    return Opened(log.resume()[0], log)


def _free(folder: Path, now: dt.datetime) -> Path:
    path, number = folder / f"workshop-{now:%Y%m%dT%H%M%S}.toml", 1
    while path.exists():
        number += 1
        path = folder / f"workshop-{now:%Y%m%dT%H%M%S}-{number}.toml"
    return path


def resume_session(path: Path, material: Material, clock: Clock = utc_now) -> Opened:
    """The session in the file at ``path``; an open vote goes on without its countdown.

    Raises:
        NoProgramme: a campaign or a question of it is not in the course.
        JournalError: it could not be read or written.
    """
    log = SessionLog(path, clock)
    session, damaged = log.resume()
    gone = material.missing(session.began.scenarios, session.began.questions)
    if gone is not None:
        raise NoProgramme("gone", id=gone)
    resumed = Resumed(clock())
    log.record([resumed])
    return Opened(happen(session, resumed), log, damaged)


def is_address(text: str) -> bool:
    """Whether ``text`` is a numeric address."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def only_here(wish: Wish) -> bool:
    """Whether it is served to this machine alone."""
    return ipaddress.ip_address(wish.bind or LOOPBACK).is_loopback


def network(opened: Opened, material: Material, language: Language, wish: Wish) -> tuple[Serve, str]:
    """What puts the session on the network, and the address that people open.

    Raises:
        ModuleNotFoundError: the packages of the ``workshop`` extra are not installed.
    """
    from smm_trainer.workshop.server import serve

    bind, port = wish.bind or LOOPBACK, port_of(opened, wish)
    return serve(material, language, bind, port), url(reachable(bind), port)


def port_of(opened: Opened, wish: Wish) -> int:
    """The port asked for, or the one that the session was on before."""
    return wish.port or opened.session.began.port or PORT
