"""What the lessons refer to: the source document's claims, and the glossary."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from smm_trainer.course.problems import CourseError, Problem
from smm_trainer.course.reader import Reader
from smm_trainer.course.source import read_source
from smm_trainer.course.text import Text


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that the source document says."""

    id: int
    """Its number."""
    heading: Text
    """The document's heading that it stands under."""
    text: Text
    """What it says, restated."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the field."""

    id: str
    """What links name it by."""
    name: Text
    """The term."""
    also: Mapping[str, tuple[str, ...]]
    """Language → its other names."""
    meaning: Text
    """What it means, in a sentence or two."""


def find_terms(terms: Iterable[Term], wanted: str) -> tuple[Term, ...]:
    """The terms that ``wanted`` finds, in any language: first those whose name begins with it, then by another part, then by meaning.

    Case does not count, nor whether ``և`` is written as one letter or two.
    """
    wanted = " ".join(wanted.casefold().split())
    ranked = [(_rank(term, wanted), term) for term in terms]
    return tuple(term for _, term in sorted((found for found in ranked if found[0] < _NOWHERE), key=lambda found: found[0]))


_NOWHERE = 4


def _rank(term: Term, wanted: str) -> int:
    names = [name.casefold() for _, name in term.name]
    others = [name.casefold() for also in term.also.values() for name in also]
    if any(name.startswith(wanted) for name in names):
        return 0
    if any(name.startswith(wanted) for name in others):
        return 1
    if any(wanted in name for name in (*names, *others)):
        return 2
    return 3 if any(wanted in meaning.casefold() for _, meaning in term.meaning) else _NOWHERE


def read_claims(path: Path, root: Path) -> tuple[Mapping[int, Claim], list[Problem]]:
    """The claims in the file at ``path``, by number, and what is wrong with them; none where there is no file."""
    problems: list[Problem] = []
    claims: dict[int, Claim] = {}
    for reader in _entries(path, root, "claim", problems):
        number = reader.integer("id", at_least=1)
        heading = reader.text("heading")
        if number in claims:
            reader.problem("repeated", "id", name="claim", found=number)
        claims[number] = Claim(number, heading or Text({"en": "?"}), reader.words("claim"))
        reader.finish()
    return MappingProxyType(claims), problems


def read_glossary(path: Path, root: Path) -> tuple[Mapping[str, Term], list[Problem]]:
    """The terms in the file at ``path``, by id, and what is wrong with them; none where there is no file."""
    problems: list[Problem] = []
    terms: dict[str, Term] = {}
    for reader in _entries(path, root, "term", problems):
        id = reader.identifier("id")
        also: dict[str, tuple[str, ...]] = {}
        if names := reader.table("also", required=False):
            also = {language: names.strings(language) for language in ("hy", "en") if language in names}
            names.finish()
        meaning = reader.text("meaning")
        if id in terms:
            reader.problem("repeated", "id", name="term", found=id)
        terms[id] = Term(id, reader.words("term"), also, meaning or Text({"en": "?"}))
        reader.finish()
    return MappingProxyType(terms), problems


def _entries(path: Path, root: Path, key: str, problems: list[Problem]) -> list[Reader]:
    if not os.path.lexists(path):
        return []
    try:
        source = read_source(path, root)
        top = Reader(source, source.toml(), problems)
    except CourseError as error:
        problems.extend(error.problems)
        return []
    top.format()
    entries = list(top.tables(key, at_least=1))
    top.finish()
    return entries
