"""The rules of a session: what happened so far as plain state, and what may happen next. Pure; the server and the log both go through it.

`happen` is the only way from one state to the next. What it refuses has not happened: it is neither logged nor counted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from smm_trainer.course.mistakes import Mistake
from smm_trainer.course.text import forbidden_character
from smm_trainer.training.grading import Confidence
from smm_trainer.workshop.happenings import VOTES, Began, Closed, Counted, Happening, Joined, Moved, Phase, Resumed, Timed, Voted

MAX_PEOPLE = 2_000
"""More than this is no class but an attack."""

MAX_NAME = 24
"""Characters of a nickname."""

MAX_PROGRAMME = 30
"""Scenarios and questions of one session: ten hours' worth."""

_NEXT: Mapping[Phase, tuple[Phase, ...]] = {
    Phase.CAMPAIGN: (Phase.FIRST,),
    # Where nearly all are right, or hardly anybody is, there is nothing to discuss: the reveal may follow at once.
    Phase.FIRST: (Phase.DISCUSSION, Phase.REVEAL),
    Phase.DISCUSSION: (Phase.SECOND,),
    Phase.SECOND: (Phase.REVEAL,),
    Phase.END: (),
}
"""What follows within a scenario; what follows upon it depends on the programme."""


class Refused(Exception):
    """Something may not happen now; `code` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the session."""

    name: str
    """A nickname; may be empty."""
    agrees: bool
    """Their nickname may stand in the report."""
    token: str
    """What their phone's token hashes to."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What one person said in one round."""

    mistakes: frozenset[Mistake]
    """What they see; empty says that the campaign is clean."""
    confidence: Confidence
    """How sure they are."""
    number: int
    """The how-manieth of this person's votes in the round it is."""


@dataclass(frozen=True, slots=True)
class Round:
    """One vote on one scenario."""

    votes: Mapping[str, Vote] = field(default_factory=lambda: MappingProxyType({}))
    """Person → their vote, the last one taken while it was open."""
    until: dt.datetime | None = None
    """When it closes by itself."""
    closed: bool = False
    """It was closed, and stays so."""
    counted: Counted | None = None
    """The hands, where hands were raised."""

    def open_at(self, moment: dt.datetime) -> bool:
        """A vote that comes at ``moment`` is taken."""
        return not self.closed and (self.until is None or moment < self.until)


@dataclass(frozen=True, slots=True)
class Session:
    """A session as it stands."""

    began: Began
    """How it was begun."""
    now: dt.datetime
    """When the last thing happened. A clock that is set back does not turn the session's time back."""
    phase: Phase = Phase.LOBBY
    """Where it stands."""
    place: int = 0
    """Which scenario of the programme, from 0; behind them all, which question."""
    since: dt.datetime | None = None
    """When this phase began; None before the first step."""
    people: Mapping[str, Person] = field(default_factory=lambda: MappingProxyType({}))
    """Id → person, in the order in which they came."""
    tokens: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What a token hashes to → person."""
    rounds: Mapping[tuple[int, Phase], Round] = field(default_factory=lambda: MappingProxyType({}))
    """Every vote that was opened, by scenario and round."""
    revision: int = 0
    """Grows with whatever phones have to be told."""

    @property
    def scenario(self) -> str:
        """The id of the scenario at hand; empty before the first and where the programme is empty."""
        return self.began.scenarios[self.place] if self.place < len(self.began.scenarios) and self.phase is not Phase.LOBBY else ""

    @property
    def question(self) -> str:
        """The question at hand, as the programme calls it; empty while there is none."""
        return self.began.questions[self.place - len(self.began.scenarios)] if self.phase is Phase.TALK else ""

    @property
    def round(self) -> Round | None:
        """The vote of this phase, when there is one."""
        return self.rounds.get((self.place, self.phase)) if self.phase in VOTES else None

    @property
    def last(self) -> bool:
        """There is nothing in the programme after this."""
        return self.place + 1 >= len(self.began.scenarios) + len(self.began.questions)

    def open_at(self, moment: dt.datetime) -> bool:
        """A vote is open at ``moment``."""
        vote = self.round
        return vote is not None and vote.open_at(max(moment, self.now))

    def revealed(self, place: int) -> bool:
        """The key of the scenario at ``place`` has been shown."""
        return place < self.place or (place == self.place and self.phase in (Phase.REVEAL, Phase.END))

    def next_phases(self) -> tuple[Phase, ...]:
        """Where the facilitator may go from here; nowhere while a vote is open."""
        vote = self.round
        if vote is not None and not vote.closed:
            return ()
        if self.phase is Phase.LOBBY:
            return (self._item(0),)
        if self.phase in (Phase.REVEAL, Phase.TALK):
            return (Phase.END,) if self.last else (self._item(self.place + 1), Phase.END)
        return _NEXT[self.phase]

    def _item(self, place: int) -> Phase:
        """What the programme has at ``place``."""
        return Phase.CAMPAIGN if place < len(self.began.scenarios) else Phase.TALK


def begin(began: Began) -> Session:
    """A session at its beginning.

    Raises:
        Refused: its programme is empty, or too long.
    """
    if not 1 <= len(began.scenarios) + len(began.questions) <= MAX_PROGRAMME:
        raise Refused("programme")
    return Session(began, began.at)


def happen(session: Session, what: Happening) -> Session:
    """The session after ``what``.

    Raises:
        Refused: it may not happen now.
    """
    moment = max(what.at, session.now)
    match what:
        case Joined():
            return _joined(session, what, moment)
        case Voted():
            return _voted(session, what, moment)
        case Moved():
            return _moved(session, what, moment)
        case Timed():
            if not session.open_at(moment) or (what.until is not None and what.until <= moment):
                raise Refused("closed")
            return _with_round(session, moment, until=what.until)
        case Closed():
            if session.round is None or session.round.closed:
                raise Refused("closed")
            return _with_round(session, moment, closed=True)
        case Counted():
            return _counted(session, what, moment)
        case Resumed():
            session = replace(session, now=moment, revision=session.revision + 1)
            return _with_round(session, moment, until=None) if session.round is not None and not session.round.closed else session
        case Began():
            raise Refused("begun")


def replayed(happenings: Iterable[Happening]) -> tuple[Session | None, int]:
    """The session that a log adds up to, and how much of it made no sense (a line put there by a hand); None where it never began."""
    session: Session | None = None
    strange = 0
    for what in happenings:
        try:
            if session is None:
                session = begin(what) if isinstance(what, Began) else None
                strange += session is None
            else:
                session = happen(session, what)
        except Refused:
            strange += 1
    return session, strange


def name_of(text: str) -> str:
    """A nickname as it will be shown: one line, spaces tidied.

    Raises:
        Refused: it is too long, or contains what no text may contain.
    """
    # Lengths first: what is far too long is not gone through.
    if len(text) > 4 * MAX_NAME:
        raise Refused("name")
    name = " ".join(text.split())
    if len(name) > MAX_NAME or forbidden_character(name):
        raise Refused("name")
    return name


def _joined(session: Session, what: Joined, moment: dt.datetime) -> Session:
    if session.phase is Phase.END:
        raise Refused("over")
    before = session.people.get(what.who)
    if before is None and len(session.people) >= MAX_PEOPLE:
        raise Refused("full")
    owner = session.tokens.get(what.token)
    if (before is not None and before.token != what.token) or (owner is not None and owner != what.who):
        raise Refused("token")
    person = Person(name_of(what.name), what.agrees, what.token)
    people = {**session.people, what.who: person}
    return replace(session, now=moment, people=people, tokens={**session.tokens, what.token: what.who})


def _voted(session: Session, what: Voted, moment: dt.datetime) -> Session:
    if what.who not in session.people:
        raise Refused("stranger")
    vote = session.round
    if vote is None or (what.place, what.round) != (session.place, session.phase) or not vote.open_at(moment):
        raise Refused("closed")
    before = vote.votes.get(what.who)
    if before is not None and what.number <= before.number:
        raise Refused("stale")
    votes = {**vote.votes, what.who: Vote(what.mistakes, what.confidence, what.number)}
    return replace(session, now=moment, rounds=_put(session, replace(vote, votes=votes)))


def _moved(session: Session, what: Moved, moment: dt.datetime) -> Session:
    if what.to not in session.next_phases() or (what.until is not None and (what.to not in VOTES or what.until <= moment)):
        raise Refused("phase")
    on = session.phase in (Phase.REVEAL, Phase.TALK) and what.to is not Phase.END
    place = session.place + on
    rounds = {**session.rounds, (place, what.to): Round(until=what.until)} if what.to in VOTES else session.rounds
    return replace(session, now=moment, phase=what.to, place=place, since=moment, rounds=rounds, revision=session.revision + 1)


def _counted(session: Session, what: Counted, moment: dt.datetime) -> Session:
    vote = session.round
    if vote is None or vote.closed or session.began.networked:
        raise Refused("closed")
    if not 1 <= what.present <= MAX_PEOPLE or not all(0 <= hands <= what.present for hands in (*what.hands.values(), what.clean)):
        raise Refused("hands")
    return _with_round(session, moment, counted=what)


def _with_round(session: Session, moment: dt.datetime, **changes: object) -> Session:
    assert session.round is not None
    # dataclasses.replace checks names, not types: the callers above give the fields of `Round`.
    changed: Round = replace(session.round, **changes)  # type: ignore[arg-type]
    return replace(session, now=moment, rounds=_put(session, changed), revision=session.revision + 1)


def _put(session: Session, vote: Round) -> Mapping[tuple[int, Phase], Round]:
    return {**session.rounds, (session.place, session.phase): vote}
