"""What a class's workshops add to its report. A session belongs to no single learner; people are named only where they agreed to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class ScenarioVotes:
    """Both votes on one scenario of a session."""

    scenario: str
    """Its id."""
    votes_before: int
    """How many voted before the discussion; of raised hands, how many were present."""
    right_before: float | None
    """The share of them that was right, 0 to 1: of people, of raised hands of judgements; None when nobody voted."""
    votes_after: int | None
    """How many voted after it; None when there was no second vote."""
    right_after: float | None
    """The share that was right then."""
    gain: float | None
    """The normalised gain: of what could still be won, what was won (Hake 1998)."""
    confused: tuple[str, str, int] | None
    """In the last vote: what was there, what was most often said instead, and how often."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who took part, and agreed to be named."""

    name: str
    """Their nickname."""
    voted: int
    """On how many scenarios they voted."""
    exact: int
    """In how many of their last votes all five judgements were right."""


@dataclass(frozen=True, slots=True)
class SessionResult:
    """What came of one workshop."""

    session: str
    """Its id."""
    began: dt.datetime
    """When."""
    people: int
    """How many came in; 0 where hands were raised."""
    by_hands: bool
    """Hands were counted: shares are of judgements, not of people."""
    scenarios: tuple[ScenarioVotes, ...]
    """The scenarios that were voted on, in order."""
    participants: tuple[Participant, ...] = ()
    """Who agreed to be named, by name."""


def nameless_session(result: SessionResult) -> SessionResult:
    """``result`` for an anonymous report: nobody is named, and a day stands for the time."""
    return replace(result, participants=(), began=result.began.replace(hour=0, minute=0, second=0, microsecond=0))
