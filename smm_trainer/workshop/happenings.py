"""What happens in a session: everything that its log is a list of. Times are passed in; the rules judge by them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from smm_trainer.course.mistakes import Mistake
from smm_trainer.training.grading import Confidence


class Phase(StrEnum):
    """Where a session stands. All but the first and the last two belong to one scenario of the programme, a talk to one question."""

    LOBBY = "lobby"
    """People come in."""
    CAMPAIGN = "campaign"
    """The campaign is read."""
    FIRST = "first"
    """Everyone votes for themselves."""
    DISCUSSION = "discussion"
    """They convince each other."""
    SECOND = "second"
    """Everyone votes again."""
    REVEAL = "reveal"
    """The key, its reasons, and both votes."""
    TALK = "talk"
    """A question that a lesson ends with is talked about; nobody votes."""
    END = "end"
    """The programme is over."""


VOTES = (Phase.FIRST, Phase.SECOND)
"""The phases in which there is a vote."""


@dataclass(frozen=True, slots=True)
class Began:
    """A session was begun."""

    at: dt.datetime
    """When."""
    session: str
    """Its id."""
    code: str
    """What people type to join."""
    scenarios: tuple[str, ...]
    """The programme: the scenarios' ids, in order."""
    networked: bool = True
    """People vote on phones; else they raise hands, and the facilitator types the counts."""
    seconds: int = 0
    """How long a vote is open unless it is extended; 0 for as long as the facilitator likes."""
    port: int = 0
    """Where it was served: phones come back to the same place."""
    questions: tuple[str, ...] = ()
    """What is talked about behind the scenarios, as `Material.question` calls it."""
    talk: int = 0
    """Seconds that are meant for each question."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody came in, or came in again under another name."""

    at: dt.datetime
    """When."""
    who: str
    """Their id in the session."""
    name: str
    """A nickname."""
    agrees: bool
    """Their nickname may stand in the report."""
    token: str
    """What their phone's token hashes to."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The facilitator went on; to a vote means that it is open from now on."""

    at: dt.datetime
    """When."""
    to: Phase
    """The phase that begins."""
    until: dt.datetime | None = None
    """When a vote closes by itself; None for never."""


@dataclass(frozen=True, slots=True)
class Voted:
    """Somebody voted, or changed their vote."""

    at: dt.datetime
    """When."""
    who: str
    """Their id in the session."""
    place: int
    """Which scenario of the programme, from 0."""
    round: Phase
    """Which vote, one of `VOTES`."""
    mistakes: frozenset[Mistake]
    """What they see; empty says that the campaign is clean."""
    confidence: Confidence
    """How sure they are."""
    number: int
    """Counts this person's votes of the round upwards, so that one that was held up on its way cannot undo a later one."""


@dataclass(frozen=True, slots=True)
class Timed:
    """An open vote's countdown was changed: put off, or stopped."""

    at: dt.datetime
    """When."""
    until: dt.datetime | None
    """When it closes now; None for when the facilitator closes it."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A vote was closed. It stays closed."""

    at: dt.datetime
    """When."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Hands were counted, for a vote that was taken without phones."""

    at: dt.datetime
    """When."""
    present: int
    """How many people could have raised a hand."""
    hands: Mapping[Mistake, int]
    """How many hands for each mistake."""
    clean: int
    """How many for none."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The session was taken up again from its log. An open vote stays open, its countdown stopped: nobody is shut out by a crash."""

    at: dt.datetime
    """When."""


Happening = Began | Joined | Moved | Voted | Timed | Closed | Counted | Resumed
"""Anything that happens in a session."""
