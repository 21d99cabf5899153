"""The Armenian writing rules that a program can hold a text to.

Sources: the project's glossary rules, and the Unicode Standard, chapter 7.6, on Armenian punctuation: ։ U+0589 full stop,
՞ U+055E question, ՛ U+055B emphasis, ՜ U+055C exclamation, ՝ U+055D short stop, ․ U+2024 mijaket.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LETTER = "\u0531-\u0556\u0561-\u0587"
_VOWELS = "աեէըիոօԱԵԷԸԻՈՕև"

_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    # A colon after an Armenian letter; in a time, a ratio or an address it stands between digits or Latin letters.
    ("armenian-colon", re.compile(f"[{_LETTER}»)]:")),
    ("armenian-full-stop", re.compile(f"[{_LETTER}»)]\\.(?=\\s|$)")),
    ("armenian-question", re.compile(f"[{_LETTER}][»)]?\\s?[?!;]")),
    ("armenian-script", re.compile(f"[{_LETTER}][A-Za-z\u0400-\u04ff]|[A-Za-z\u0400-\u04ff][{_LETTER}]")),
    ("armenian-vowel", re.compile(f"(?<![{_VOWELS}ւ])[\u055e\u055b\u055c]")),
    ("armenian-quotes", re.compile(f'["“”][{_LETTER}]|[{_LETTER}]["”]')),
    ("armenian-smm", re.compile(f"SMM[ _]?[{_LETTER}]{{1,3}}(?![{_LETTER}])")),
)

_TRANSPARENT = re.compile(r"\{[a-z0-9-]+\}")


def armenian_slips(text: str) -> Iterator[tuple[str, str]]:
    """The rules that ``text`` breaks, each with the words around the place.

    Texts without an Armenian letter are nobody's business here.
    """
    text = _TRANSPARENT.sub("1", text)
    if not re.search(f"[{_LETTER}]", text):
        return
    for code, pattern in _RULES:
        if found := pattern.search(text):
            yield code, text[max(0, found.start() - 15) : found.end() + 15].replace("\n", " ")


def ends_as_sentence(text: str) -> bool:
    """Whether ``text`` ends as an Armenian sentence may: ։, or … or a closing mark after it."""
    return re.search(r"[։…](?:[»)\]]|\s)*$|»$", text.strip()) is not None
