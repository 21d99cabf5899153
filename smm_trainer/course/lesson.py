"""A lesson, whole: its sections with prose, checks and small campaigns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from smm_trainer.course.outline import Outline, SectionHead
from smm_trainer.course.text import FALLBACK

if TYPE_CHECKING:
    # A list of lessons shows no prose and no campaign: it starts 10 ms sooner without them.
    from smm_trainer.course.prose import Prose, Spans
    from smm_trainer.course.scenario import BlockKind, Line, Platform

MAX_PROSE = 900
"""Characters of prose in a section, at most: a course that teaches brevity is brief."""


class CheckKind(StrEnum):
    """How a check is answered."""

    SINGLE = "single"
    """One of several."""
    MULTIPLE = "multiple"
    """Several of several."""
    ORDER = "order"
    """All, put in order."""
    MATCH = "match"
    """Pairs."""
    TEXT = "text"
    """A term, typed."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers that a check offers."""

    id: str
    """Unique in the check; answers are kept under it."""
    text: str
    """What it says."""
    reply: str
    """Why it is right, or what was overlooked."""
    right: bool = False
    """Whether it is a right answer (single, multiple, text)."""
    match: str = ""
    """What it belongs to (match)."""


@dataclass(frozen=True, slots=True)
class Check:
    """A short question in a lesson, in one language."""

    id: str
    """Unique in the lesson; answers are kept under it."""
    kind: CheckKind
    """How it is answered."""
    claims: tuple[int, ...]
    """The claims that it asks about."""
    question: str
    """What is asked."""
    options: tuple[Option, ...]
    """What is offered; for `CheckKind.ORDER` in the right order."""
    other: str = ""
    """The reply to a typed answer that no option foresees."""

    def option(self, id: str) -> Option:
        """The option called ``id``.

        Raises:
            KeyError: there is none.
        """
        for option in self.options:
            if option.id == id:
                return option
        raise KeyError(id)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A small sample campaign before and after, in one language."""

    id: str
    """Unique in the lesson."""
    kind: BlockKind
    """What kind of block both are."""
    platform: Platform | None
    """On which network."""
    brand: str
    """The invented organisation."""
    before: tuple[Line, ...]
    """The faulty one."""
    after: tuple[Line, ...]
    """The mended one."""
    principle: str
    """What to see when the two are compared."""


@dataclass(frozen=True, slots=True)
class Beyond:
    """A note on what goes beyond the source document."""

    source: str
    """Where it is from."""
    spans: tuple[Spans, ...]
    """Its paragraphs."""


Node: TypeAlias = "Prose | Check | Comparison | Beyond"
"""What a section is made of."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section, whole."""

    head: SectionHead
    """Its heading, id and claims."""
    body: Mapping[str, tuple[Node, ...]]
    """Language → what it is made of: the same kinds and ids in every language."""

    def nodes(self, language: str) -> tuple[Node, ...]:
        """What it is made of in ``language``, or else in English."""
        return self.body.get(language) or self.body.get(FALLBACK) or next(iter(self.body.values()))


@dataclass(frozen=True)
class Lesson:
    """A lesson, whole."""

    outline: Outline
    """What a list shows of it."""
    sections: tuple[Section, ...]
    """Its sections, in the outline's order."""

    def checks(self, language: str) -> tuple[Check, ...]:
        """All its checks, in order."""
        return tuple(node for section in self.sections for node in section.nodes(language) if isinstance(node, Check))
