"""Texts in several languages, and what no text from a content file may contain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

REQUIRED_LANGUAGES = ("hy", "en")
"""Every text of a course is given in these; a course may add others."""

FALLBACK = "en"
"""What has no text in a language that a course has brought is shown in this one: the interface speaks it there."""

MAX_COMBINING = 3
"""More combining marks than this on one letter is no writing system's spelling, but a way to overdraw lines."""

_FORBIDDEN = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # Unicode Cc but tab and newline: escape sequences start here
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls: text that reads other than it is
    "\u00ad\u200b\u2028\u2029\u2060\ufeff\ud800-\udfff]"  # invisible separators, soft hyphens and lone surrogates
    f"|[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{{{MAX_COMBINING + 1},}}"
)


def forbidden_character(text: str) -> re.Match[str] | None:
    """The first thing in ``text`` that no content may contain, or None.

    Controls (Unicode Cc but tab and newline), bidirectional controls, invisible separators, floods of combining marks.
    """
    # Compiled when first needed, half a millisecond: the built-in course's outlines are trusted, and home needs it not.
    return re.search(_FORBIDDEN, text)


@dataclass(frozen=True, slots=True)
class Text:
    """One text in every language of the course."""

    words: Mapping[str, str]
    """Language → text."""

    def __call__(self, language: str) -> str:
        """The text in ``language``; in English, as the interface then is, when it is not given there."""
        return self.words.get(language) or self.words.get(FALLBACK) or next(iter(self.words.values()))

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.words.items())
