"""A scenario: a sample campaign with its key."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from smm_trainer.course.mistakes import Mistake
from smm_trainer.course.text import Text


class Platform(StrEnum):
    """A social network."""

    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    TIKTOK = "tiktok"
    LINKEDIN = "linkedin"
    TELEGRAM = "telegram"
    YOUTUBE = "youtube"
    X = "x"
    THREADS = "threads"
    PINTEREST = "pinterest"


class BlockKind(StrEnum):
    """What a block of a campaign is."""

    BRIEF = "brief"
    POST = "post"
    COMMENTS = "comments"
    ADS = "ads"
    CALENDAR = "calendar"
    METRICS = "metrics"


class Role(StrEnum):
    """What a line is within its block; most are plain."""

    PLAIN = "plain"
    """A sentence of a post, a comment, a setting, a row."""
    MEDIA = "media"
    """What a post's picture or video shows."""
    REPLY = "reply"
    """The page's own answer to the comment above."""
    NOTICE = "notice"
    """What the platform or the page shows about a thread."""


Difficulty = Literal["easy", "medium", "hard"]

DIFFICULTIES = ("easy", "medium", "hard")
INDUSTRIES = ("food", "fashion", "beauty", "health", "education", "software", "culture", "home", "tourism", "finance", "fitness", "civic")
SHAPES = ("text", "photo", "carousel", "video", "reel", "short", "story", "article", "link", "poll", "pin", "thread", "live", "message")
AD_FIELDS = (
    "objective",
    "location",
    "age",
    "gender",
    "interests",
    "lookalike",
    "language",
    "placement",
    "budget",
    "schedule",
    "exclusions",
    "creative",
    "link",
)
METRICS = (
    "reach",
    "impressions",
    "clicks",
    "ctr",
    "followers",
    "engagement",
    "leads",
    "orders",
    "views",
    "saves",
    "shares",
    "comments",
    "likes",
    "spend",
    "visits",
    "bookings",
    "sales",
    "messages",
    "retention",
    "trials",
)


@dataclass(frozen=True, slots=True)
class Removal:
    """That the page removed a comment."""

    time: dt.time | None
    """When, if known."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The number of a metrics line."""

    value: int | float
    """The number now."""
    before: int | float | None
    """The number before, for a change."""
    unit: str
    """``percent``, a currency, a span of time, or empty for a count."""
    metric: str
    """What it measures, one of `METRICS`, or empty."""
    of: str
    """Measures with the same `of` belong together: of the same post, the same week."""


@dataclass(frozen=True, slots=True)
class Line:
    """The smallest thing that can be marked as evidence."""

    id: str
    """Unique in the scenario."""
    text: Text
    """The sentence, the comment, the setting's value, the row, the metric's label."""
    role: Role = Role.PLAIN
    """What it is in its block."""
    by: Text | None = None
    """Who wrote a comment; None for the organisation's own page."""
    date: dt.date | None = None
    """The day of a comment or a calendar row."""
    time: dt.time | None = None
    """The time of a comment or a calendar row."""
    removed: Removal | None = None
    """Set when the page removed this comment."""
    field: str = ""
    """Which ad setting, one of `AD_FIELDS`."""
    platforms: tuple[Platform, ...] = ()
    """Where a calendar row is published."""
    measure: Measure | None = None
    """The number of a metrics line."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a campaign that looks like what it is: a post card, a thread, a form of settings …"""

    kind: BlockKind
    """What it is."""
    lines: tuple[Line, ...]
    """Its lines, at least one."""
    platform: Platform | None = None
    """On which network it stands."""
    shape: str = ""
    """What a post is made of, one of `SHAPES`."""
    date: dt.date | None = None
    """When it was published."""
    time: dt.time | None = None
    """At what time."""
    title: Text | None = None
    """A heading of its own."""


@dataclass(frozen=True, slots=True)
class Lure:
    """What looks like a mistake that the campaign does not commit."""

    mistake: Mistake
    """The mistake it looks like."""
    lines: tuple[str, ...]
    """The ids of the lines that tempt."""


@dataclass(frozen=True)
class Scenario:
    """A sample campaign, what it commits, and why."""

    id: str
    """For ever: answers are kept under it."""
    title: Text
    """A neutral name."""
    brand: Text
    """The invented organisation."""
    form: str
    """The assessment form it belongs to; empty for none."""
    difficulty: Difficulty
    """How hard its writer meant it to be."""
    industry: str
    """One of `INDUSTRIES`."""
    platforms: tuple[Platform, ...]
    """The networks it runs on, the lead first."""
    mistakes: frozenset[Mistake]
    """The key: what it commits; empty for a clean campaign."""
    twin: str
    """The id of its minimal-edit sibling; empty for none."""
    blocks: tuple[Block, ...]
    """The campaign."""
    evidence: Mapping[Mistake, tuple[str, ...]]
    """For each mistake committed, the ids of the lines that prove it."""
    clearing: tuple[str, ...]
    """For a clean campaign, the ids of the lines that clear it."""
    lures: tuple[Lure, ...]
    """What only looks like a mistake."""
    reasons: Mapping[Mistake, Text]
    """For each of the five, why yes or why no; ``{id}`` stands for a line's number."""
    mended: Text
    """What the organisation should have done, or did right."""
    discussion: Text
    """A question for a group."""

    @functools.cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines, in order; a line's number on screen is its place here, from 1."""
        return tuple(line for block in self.blocks for line in block.lines)

    @functools.cached_property
    def numbers(self) -> Mapping[str, int]:
        """Line id → its number on screen, from 1."""
        return {line.id: number for number, line in enumerate(self.lines, 1)}

    @functools.cached_property
    def key_lines(self) -> frozenset[str]:
        """The ids of all lines that prove what is committed, or that clear a clean campaign."""
        return frozenset(self.clearing).union(*self.evidence.values())

    @property
    def clean(self) -> bool:
        """That it commits none of the five."""
        return not self.mistakes

    def reason(self, mistake: Mistake, language: str) -> str:
        """Why ``mistake`` is or is not committed, with the lines' numbers filled in."""
        return fill_numbers(self.reasons[mistake](language), self.numbers)


LINE_REFERENCE = re.compile(r"\{([a-z0-9-]+)\}")
"""How a reason, the mended version and the question for a group name a line: ``{id}``."""


def fill_numbers(text: str, numbers: Mapping[str, int]) -> str:
    """``text`` with every ``{id}`` that ``numbers`` knows replaced by its number; others stay as they stand."""
    return LINE_REFERENCE.sub(lambda found: str(numbers.get(found[1], found[0])), text)
