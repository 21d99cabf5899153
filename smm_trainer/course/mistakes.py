"""The five mistakes of social-media marketing, by the ids that everything is keyed by."""

from __future__ import annotations

from enum import StrEnum


class Mistake(StrEnum):
    """One of the five mistakes, in the source document's order."""

    LONG_CONTENT = "long-content"
    """The message is padded or buried, and a reader or a metric shows it."""
    LIKE_HARVESTING = "like-harvesting"
    """Like, share, comment or tag to win, again and again, tied to no occasion."""
    DELETING_COMMENTS = "deleting-comments"
    """Genuine criticism is removed."""
    WRONG_AUDIENCE = "wrong-audience"
    """A stated buyer and settings that miss them; or nobody can say who the buyer is."""
    SAME_EVERYWHERE = "same-everywhere"
    """The same text and format on two or more networks, with a visible misfit."""

    @property
    def number(self) -> int:
        """1 to 5, as the document numbers them and as ``quiz --plain`` asks for them."""
        return MISTAKES.index(self) + 1


MISTAKES: tuple[Mistake, ...] = tuple(Mistake)
"""All five, in order."""
