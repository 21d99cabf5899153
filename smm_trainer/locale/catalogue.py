"""Catalogues of interface texts: a dotted key in, a sentence in one language out."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

import tomli

Language = Literal["hy", "en"]
"""A language of the interface, as ISO 639-1 writes it."""

LANGUAGES: tuple[Language, ...] = get_args(Language)
"""The languages of the interface, the first language first."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The interface's texts in one language."""

    language: Language
    """Which language."""
    texts: Mapping[str, str]
    """Dotted key → text, with ``{name}`` where a value goes."""

    def __call__(self, key: str, **values: object) -> str:
        """The text under ``key`` with ``values`` filled in.

        Raises:
            KeyError: no such key (a test holds every catalogue against every other).
        """
        return self.texts[key].format(**values)

    def __contains__(self, key: str) -> bool:
        return key in self.texts


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield prefix + key, str(value)


class _Texts(Mapping[str, str]):
    """A catalogue's texts, each section of the file read when the first text of it is asked for: home shows a fifth of them, and reading
    all takes 2 ms of the first picture's 150."""

    def __init__(self, source: str) -> None:
        """
        Args:
            source: the file, every table of which has its name at the beginning of a line.
        """
        self._unread: dict[str, str] = {}
        for part in source.split("\n[")[1:]:
            section = part[: part.index("]")].partition(".")[0]
            self._unread[section] = f"{self._unread.get(section, '')}[{part}\n"
        self._known: dict[str, str] = {}

    def _read(self, section: str) -> None:
        # Known before it counts as read, and harmless twice: the wall and the server ask from two threads.
        self._known.update(_flatten(tomli.loads(self._unread.get(section, ""))))
        self._unread.pop(section, None)

    def __getitem__(self, key: str) -> str:
        section = key.partition(".")[0]
        if section in self._unread:
            self._read(section)
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        for section in tuple(self._unread):
            self._read(section)
        return iter(tuple(self._known))

    def __len__(self) -> int:
        return sum(1 for _ in self)


_NAMES: Mapping[str, str] = {
    "de": "Deutsch",
    "el": "Ελληνικά",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "ka": "ქართული",
    "pl": "Polski",
    "ru": "Русский",
    "tr": "Türkçe",
    "uk": "Українська",
}
"""What languages that a course may bring call themselves; others go by their code."""


@functools.cache
def catalogue(language: Language) -> Catalogue:
    """The catalogue of ``language``, read once."""
    source = Path(__file__).with_name(f"{language}.toml").read_text(encoding="utf-8")
    return Catalogue(language, _Texts(source))


def content_catalogue(language: str) -> Catalogue:
    """The texts to show content in ``language`` with: the catalogue of that language, or the English one where a course has brought a
    language that the interface does not speak."""
    known = next((own for own in LANGUAGES if own == language), None)
    if known:
        return catalogue(known)
    texts = {**catalogue("en").texts, "language.name": _NAMES.get(language, language)}
    return Catalogue(cast("Language", language), texts)


def detect_language(environment: Mapping[str, str]) -> Language | None:
    """The language that the user's locale asks for, or None when it asks for neither of ours.

    POSIX order of precedence: ``LC_ALL``, ``LC_MESSAGES``, ``LANG``; an empty value counts as unset.
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            code = value[:2].lower()
            return next((language for language in LANGUAGES if language == code), None)
    return None
