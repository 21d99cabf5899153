"""Reading a TOML table key by key: every value checked, every problem kept, none of them fatal at once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from smm_trainer.course.problems import Problem
from smm_trainer.course.source import KeyPath, Source
from smm_trainer.course.text import REQUIRED_LANGUAGES, Text, forbidden_character

FORMAT = 1
"""The format of content files that this version reads and writes."""

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What an id looks like."""

MAX_ENTRIES = 1000
"""More entries than this has no list of a course, and none is read further."""

MAX_PROBLEMS = 1000
"""So many are noted; a file with more is not one that somebody goes through line by line."""

_LANGUAGE = re.compile(r"(?!of$|by$)[a-z]{2,3}")  # keys of ours that no language is called
_TYPE_NAMES: Mapping[type, str] = {str: "text", int: "number", float: "number", bool: "bool", dict: "table", list: "list"}


class Reader:
    """One table of a file. What is wrong is put into `problems`, and a harmless value returned in its place."""

    def __init__(self, source: Source, table: Mapping[str, Any], problems: list[Problem], where: KeyPath = ()) -> None:
        self.source = source
        self.problems = problems
        self._table = table
        self._where = where
        self._known: set[str] = set()

    def problem(self, code: str, key: str | None = None, **values: object) -> None:
        """Note a problem at this table, or at ``key`` in it."""
        if len(self.problems) < MAX_PROBLEMS:
            where = self._where if key is None else (*self._where, key)
            self.problems.append(self.source.problem(code, where, **values))

    def __contains__(self, key: str) -> bool:
        return key in self._table

    def _take(self, key: str, kinds: tuple[type, ...], required: bool) -> Any:
        self._known.add(key)
        value = self._table.get(key)
        if value is None:
            if required:
                self.problem("missing-key", key=None, name=key)
            return None
        # bool is an int to Python, and never one to a writer.
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            self.problem("wrong-type", key, name=key, expected=_TYPE_NAMES.get(kinds[0], kinds[0].__name__))
            return None
        return value

    def _list(self, key: str, required: bool) -> list[Any]:
        values: list[Any] = self._take(key, (list,), required) or []
        if len(values) > MAX_ENTRIES:
            self.problem("too-many", key, name=key, most=MAX_ENTRIES)
        return values[:MAX_ENTRIES]

    def _clean(self, key: str, value: str) -> str:
        # TOML's \u escapes can spell what the raw file does not contain.
        if found := forbidden_character(value):
            self.problem("forbidden-character", key, character=f"U+{ord(found[0][0]):04X}")
            return ""
        return value

    def format(self) -> None:
        """Check the format number, which every file carries."""
        value = self._take("format", (int,), True)
        if value is not None and value != FORMAT:
            self.problem("newer-format" if value > FORMAT else "unknown-format", "format", found=value, known=FORMAT)

    def string(self, key: str, *, required: bool = True, choices: Collection[str] | None = None) -> str:
        """A non-empty string; one of ``choices`` where they are given; empty when missing."""
        value = self._take(key, (str,), required)
        if value is None:
            return ""
        value = self._clean(key, value)
        if not value.strip() and required:
            self.problem("empty", key, name=key)
        if choices is not None and value not in choices:
            self.problem("not-a-choice", key, name=key, found=value, choices=", ".join(choices))
            return ""
        return value

    def identifier(self, key: str, *, required: bool = True) -> str:
        """An id: lower-case Latin letters, digits and hyphens."""
        value = self.string(key, required=required)
        if value and not (ID.fullmatch(value) and len(value) <= 64):
            self.problem("not-an-id", key, name=key, found=value)
            return ""
        return value

    def number(self, key: str, *, required: bool = False) -> int | float | None:
        """A finite number of at most 15 digits, so that it means the same everywhere."""
        value = self._take(key, (int, float), required)
        if value is not None and not abs(value) < 10**15:  # nan and inf fail this too
            self.problem("wrong-type", key, name=key, expected="number")
            return None
        return value if value is None or isinstance(value, (int, float)) else None

    def integer(self, key: str, *, at_least: int, required: bool = True) -> int:
        """A whole number, ``at_least`` or more and below 10⁶; ``at_least`` when missing."""
        value = self._take(key, (int,), required)
        if value is None:
            return at_least
        if not at_least <= value < 10**6:
            self.problem("out-of-range", key, name=key, least=at_least)
            return at_least
        return int(value)

    def flag(self, key: str) -> bool:
        """A true or false, false when missing."""
        return bool(self._take(key, (bool,), False))

    def date(self, key: str) -> dt.date | None:
        """A TOML local date, if there."""
        value = self._take(key, (dt.date,), False)
        if isinstance(value, dt.datetime):
            self.problem("wrong-type", key, name=key, expected="date")
            return None
        return value if isinstance(value, dt.date) else None

    def strings(self, key: str, *, choices: Collection[str] | None = None, required: bool = False) -> tuple[str, ...]:
        """A list of distinct strings; those not among ``choices`` are noted and left out."""
        values = self._list(key, required)
        kept: dict[str, None] = {}
        for value in values:
            if not isinstance(value, str):
                self.problem("wrong-type", key, name=key, expected="list")
            elif choices is not None and value not in choices:
                self.problem("not-a-choice", key, name=key, found=value, choices=", ".join(choices))
            elif value in kept:
                self.problem("repeated", key, name=key, found=value)
            else:
                kept[self._clean(key, value)] = None
        return tuple(kept)

    def integers(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers."""
        values = self._list(key, False)
        if any(not isinstance(value, int) or isinstance(value, bool) for value in values):
            self.problem("wrong-type", key, name=key, expected="list")
            return ()
        return tuple(values)

    def table(self, key: str, *, required: bool = True) -> Reader | None:
        """A table, as a reader of its own."""
        value = self._take(key, (dict,), required)
        return None if value is None else Reader(self.source, value, self.problems, (*self._where, key))

    def tables(self, key: str, *, at_least: int = 0) -> Iterator[Reader]:
        """A list of tables, each as a reader of its own."""
        values = self._list(key, at_least > 0)
        if key in self._table and len(values) < at_least:
            self.problem("too-few", key, name=key, least=at_least)
        for index, value in enumerate(values):
            if isinstance(value, dict):
                yield Reader(self.source, value, self.problems, (*self._where, key, index))
            else:
                self.problem("wrong-type", key, name=key, expected="table")

    def text(self, key: str, *, required: bool = True) -> Text | None:
        """A text in every language, as a table ``{ hy = "…", en = "…" }``."""
        reader = self.table(key, required=required)
        if reader is None:
            return None
        words = reader.words(name=key)
        reader.finish()
        return words

    def words(self, name: str | None = None) -> Text:
        """The texts that stand in this table itself, under a key per language."""
        words: dict[str, str] = {}
        name = name or str(self._where[-1] if self._where else "")
        for language in (*REQUIRED_LANGUAGES, *sorted(k for k in self._table if _LANGUAGE.fullmatch(k) and k not in REQUIRED_LANGUAGES)):
            if language not in REQUIRED_LANGUAGES and (language in self._known or not isinstance(self._table[language], str)):
                continue
            self._known.add(language)
            value = self._table.get(language)
            if value is None:
                self.problem("missing-language", None, name=name, language=language)
            elif not isinstance(value, str):
                self.problem("wrong-type", language, name=language, expected="text")
            elif not value.strip():
                self.problem("empty", language, name=f"{name}.{language}")
            else:
                words[language] = self._clean(language, value).strip()
        return Text(words)

    def finish(self) -> None:
        """Note every key that nothing asked for: most are slips of the pen."""
        for key in self._table:
            if key not in self._known:
                self.problem("unknown-key", key, name=key)
