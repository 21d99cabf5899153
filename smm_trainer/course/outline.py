"""A lesson's outline: what a list of lessons shows. Apart from `lesson`, so that a list costs no more than it needs."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from smm_trainer.course.mistakes import Mistake
from smm_trainer.course.text import Text


@dataclass(frozen=True, slots=True)
class SectionHead:
    """What an outline says of a section."""

    id: str
    """Unique in the lesson; reading is kept under it."""
    title: Text
    """Its heading."""
    claims: tuple[int, ...]
    """The claims that it teaches."""


@dataclass(frozen=True)
class Outline:
    """A lesson as a list shows it: quick to read, without the prose."""

    id: str
    """For ever: progress is kept under it."""
    folder: Path
    """Where it stands."""
    order: int
    """Its place in the course."""
    minutes: int
    """How long a reader takes."""
    group_minutes: int
    """How long a facilitator plans for it."""
    mistake: Mistake | None
    """The mistake that it is about, if one."""
    title: Text
    """Its title."""
    goal: Text
    """What the reader can do afterwards."""
    takeaway: Text
    """The one sentence to keep."""
    exercise: Text
    """A small thing to do in one's own work."""
    discussion: tuple[Text, ...]
    """Questions for a group."""
    read_sections: Callable[[], tuple[SectionHead, ...]]
    """Reads its sections' headings."""

    @functools.cached_property
    def sections(self) -> tuple[SectionHead, ...]:
        """Its sections, read when first asked for: a list of lessons asks only for those begun.

        Raises:
            CourseError: their files cannot be used.
        """
        return self.read_sections()
