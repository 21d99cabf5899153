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

MAX_SLIPS = 50
"""After so many problems no more is guessed of what was meant: it takes time, and the file is no slip of the pen."""

_MISSING = ("missing-key", "missing-choice", "missing-reason", "missing-tables")
_LANGUAGE = re.compile(r"(?!of$|by$)[a-z]{2,3}")  # keys of ours that no language is called
_WRONG_TYPE: Mapping[type, str] = {
    str: "wrong-type-text",
    int: "wrong-type-number",
    bool: "wrong-type-flag",
    dt.date: "wrong-type-date",
    dict: "wrong-type-table",
    list: "wrong-type-list",
}
"""What was asked for → the sentence that says how it is written."""


class Reader:
    """One table of a file. What is wrong is put into `problems`, and a harmless value returned in its place."""

    def __init__(self, source: Source, table: Mapping[str, Any], problems: list[Problem], where: KeyPath = ()) -> None:
        self.source = source
        self.problems = problems
        self._table = table
        self._where = where
        self._known: set[str] = set()

    def problem(self, code: str, key: str | KeyPath | None = None, **values: object) -> None:
        """Note a problem at this table, or at ``key`` in it."""
        if len(self.problems) < MAX_PROBLEMS:
            where = (*self._where, *(key if isinstance(key, tuple) else () if key is None else (key,)))
            self.problems.append(self.source.problem(code, where, **values))

    def __contains__(self, key: str) -> bool:
        return key in self._table

    def skip(self, *keys: str) -> None:
        """Take ``keys`` for known, whatever they say."""
        self._known.update(keys)

    def _take(self, key: str, kinds: tuple[type, ...], required: bool, wrong: str = "") -> Any:
        self._known.add(key)
        value = self._table.get(key)
        if value is None:
            if required:
                self.problem("missing-key", key=None, name=key)
            return None
        # bool is an int to Python, and never one to a writer.
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            self.problem(wrong or _WRONG_TYPE[kinds[0]], key, name=key)
            return None
        return value

    def _dotted(self, key: str) -> str:
        """``key`` as a heading names it: ``block.line``."""
        return ".".join([*(part for part in self._where if isinstance(part, str)), key])

    def _list(self, key: str, required: bool, wrong: str = "") -> list[Any]:
        values: list[Any] = self._take(key, (list,), required, wrong) or []
        if len(values) > MAX_ENTRIES:
            self.problem("too-many", key, name=key, most=MAX_ENTRIES)
        return values[:MAX_ENTRIES]

    def _clean(self, key: str, value: str) -> str:
        # TOML's \u escapes can spell what the raw file does not contain.
        if found := forbidden_character(value):
            self.problem("forbidden-character", key, character=f"U+{ord(found[0][0]):04X}", near=value[: found.start()][-30:])
            return ""
        return value

    def format(self) -> None:
        """Check the format number, which every file carries."""
        if "format" not in self._table:
            self.problem("missing-key", None, name=f"format = {FORMAT}")
        value = self._take("format", (int,), False)
        if value is not None and value != FORMAT:
            self.problem("newer-format" if value > FORMAT else "unknown-format", "format", found=value, known=FORMAT)

    def string(self, key: str, *, required: bool = True, choices: Collection[str] | None = None) -> str:
        """A non-empty string; one of ``choices`` where they are given; empty when missing."""
        if required and choices is not None and key not in self._table:
            self._known.add(key)
            self.problem("missing-choice", None, name=key, choices=", ".join(choices))
            return ""
        value = self._take(key, (str,), required)
        if value is None:
            return ""
        value = self._clean(key, value)
        if not value.strip() and required:
            self.problem("empty", key, name=key)
            return ""
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
            self.problem("wrong-type-number", key, name=key)
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
            self.problem("wrong-type-date", key, name=key)
            return None
        return value if isinstance(value, dt.date) else None

    def strings(self, key: str, *, choices: Collection[str] | None = None, required: bool = False, at_least: int = 0) -> tuple[str, ...]:
        """A list of distinct strings; those not among ``choices`` are noted and left out."""
        values = self._list(key, required)
        if len(values) < at_least and isinstance(self._table.get(key), list):
            self.problem("too-few", key, name=key, least=at_least)
        kept: dict[str, None] = {}
        for value in values:
            if not isinstance(value, str):
                self.problem("wrong-type-entry", key, name=key, found=value)
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
            self.problem("wrong-type-numbers", key, name=key)
            return ()
        return tuple(values)

    def table(self, key: str, *, required: bool = True, wrong: str = "") -> Reader | None:
        """A table, as a reader of its own."""
        value = self._take(key, (dict,), required, "one-bracket" if isinstance(self._table.get(key), list) else wrong)
        return None if value is None else Reader(self.source, value, self.problems, (*self._where, key))

    def tables(self, key: str, *, at_least: int = 0) -> Iterator[Reader]:
        """A list of tables, each as a reader of its own."""
        name = self._dotted(key)
        if at_least and key not in self._table:
            self._known.add(key)
            self.problem("missing-tables", None, name=name)
            return
        if isinstance(self._table.get(key), dict):
            self._known.add(key)
            self.problem("two-brackets", key, name=name)
            return
        values = self._list(key, False)
        if isinstance(self._table.get(key), list) and len(values) < at_least:
            self.problem("too-few-tables", key, name=name, found=len(values), least=at_least)
        for index, value in enumerate(values):
            if isinstance(value, dict):
                yield Reader(self.source, value, self.problems, (*self._where, key, index))
            else:
                self.problem("two-brackets", key, name=name)

    def text(self, key: str, *, required: bool = True) -> Text | None:
        """A text in every language, as a table ``{ hy = "…", en = "…" }``."""
        reader = self.table(key, required=required, wrong="wrong-type-texts")
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
                self.problem("wrong-type-text", language, name=language)
            elif not value.strip():
                self.problem("empty", language, name=f"{name}.{language}")
            else:
                words[language] = self._clean(language, value).strip()
        return Text(words)

    def finish(self) -> None:
        """Note every key that nothing asked for: most are slips of the pen."""
        for key in self._table:
            if key not in self._known:
                if near := self._meant(key):
                    self._forget_missing(near)
                    self.problem("misspelt-key", key, name=key, near=near)
                else:
                    self.problem("unknown-key", key, name=key)

    def _meant(self, key: str) -> str:
        """What the writer of ``key`` may have meant: a key that is asked for and not there; nothing where too much is wrong for slips."""
        if len(self.problems) > MAX_SLIPS:
            return ""
        import difflib

        wanted = sorted(self._known - set(self._table))
        return next(iter(difflib.get_close_matches(key[:64].lower().replace("_", "-"), wanted, 1, 0.75)), "")

    def _forget_missing(self, key: str) -> None:
        """That ``key`` is missing need not be said beside its misspelling."""
        line = self.source.problem("missing-key", self._where).line
        self.problems[:] = [
            problem
            for problem in self.problems
            if not (
                problem.code in _MISSING
                and problem.line == line
                and any(str(value).split(" ")[0] == key for value in problem.values.values())
            )
        ]
