"""Reading a course's files: inside their folder, of a sane size, UTF-8, without characters that could do harm.

Everything that a content file says is untrusted. What gets past here is text; what does not is a `Problem` with its line.
"""

from __future__ import annotations

import codecs
import functools
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli

from smm_trainer.course.problems import CourseError, Problem, printable
from smm_trainer.course.text import forbidden_character

MAX_BYTES = 128 * 1024
"""The largest content file read. The longest that we ship has 34 KB."""

KeyPath = tuple[str | int, ...]
"""Where a value stands in a TOML document: ``("block", 0, "line", 2, "id")``."""


@dataclass(frozen=True)
class Source:
    """A text from a content file, or a piece of one, that knows where it stands."""

    path: str
    """The file, as the user would type it."""
    text: str
    """The text, checked; newlines are ``\\n``."""
    first_line: int = 1
    """The line of the file on which `text` starts."""

    def problem(self, code: str, at: int | KeyPath = 0, **values: object) -> Problem:
        """A problem at a line of `text` (0-based) or at a key of it."""
        line = at if isinstance(at, int) else self.line_of(at)
        return Problem(self.path, self.first_line + line, code, values)

    def toml(self) -> dict[str, Any]:
        """`text` read as TOML.

        Raises:
            CourseError: it is none.
        """
        if not self.text.strip():
            raise CourseError([self.problem("empty-file")])
        try:
            return tomli.loads(self.text)
        except tomli.TOMLDecodeError as error:
            # Imported at need: good files never get here.
            from smm_trainer.course.toml_slips import slip

            line, code, values = slip(self.text, getattr(error, "lineno", 1) - 1, getattr(error, "msg", str(error)))
            raise CourseError([self.problem(code, line, **values)]) from None
        except (ValueError, RecursionError):
            # tomli lets Python's own limits through: a number of 4,300 digits or more, a value nested too deep.
            raise CourseError([self.problem("toml-limits")]) from None

    def line_of(self, where: KeyPath) -> int:
        """The 0-based line on which the value at ``where`` starts, or that of its nearest ancestor."""
        while where:
            if where in self._lines:
                return self._lines[where]
            where = where[:-1]
        return 0

    @functools.cached_property
    def _lines(self) -> dict[KeyPath, int]:
        return _key_lines(self.text)


# Texts of patterns: compiled when there is something to say of a file, and not at the start.
_HEADER = r"\s*(\[\[?)([^\[\]]+)\]\]?\s*(?:#.*)?$"  # no two parts that could share out a run of spaces between them
_KEY = r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*="""


def _key_lines(text: str) -> dict[KeyPath, int]:
    """Where the tables and keys of a TOML document stand: tomli reads the values but keeps no positions.

    A line scanner, for messages only: it knows headers, keys and multi-line strings;
    what stands in an inline table has the line of its key.
    """
    lines: dict[KeyPath, int] = {}
    table: KeyPath = ()
    counts: dict[KeyPath, int] = {}
    open_quotes = ""
    for number, line in enumerate(text.split("\n")):
        if open_quotes:
            if open_quotes in line:
                open_quotes = ""
            continue
        if header := re.match(_HEADER, line):
            table = ()
            names = _split_key(header[2].strip())
            for position, name in enumerate(names):
                table = (*table, name)
                last = position == len(names) - 1
                if header[1] == "[[" and last:
                    counts[table] = counts.get(table, -1) + 1
                if table in counts:
                    table = (*table, counts[table])
            for end in range(1, len(table) + 1):
                lines.setdefault(table[:end], number)
        elif key := re.match(_KEY, line):
            names = _split_key(key[1])
            for end in range(1, len(names) + 1):
                lines.setdefault((*table, *names[:end]), number)
            for quotes in ('"""', "'''"):
                if line.count(quotes) % 2:
                    open_quotes = quotes
    return lines


def _split_key(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


class NotRegular(Exception):
    """What stands at a path is no regular file: a folder, a pipe, a device."""


def read_regular(path: Path, most: int) -> bytes:
    """The first ``most`` bytes of the regular file at ``path``; a pipe is not waited for, nor a device read without end.

    Raises:
        NotRegular: it is something else.
        OSError: it cannot be read.
    """
    # Without O_NONBLOCK opening a pipe waits until somebody writes into it.
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise NotRegular
        parts = []
        while most > 0 and (part := os.read(number, most)):  # one call may give less than there is
            parts.append(part)
            most -= len(part)
    finally:
        os.close(number)
    return b"".join(parts)


def read_source(path: Path, root: Path) -> Source:
    """The file at ``path``, which must lie inside ``root`` once links are followed.

    Raises:
        CourseError: it lies outside, is no regular file, cannot be read, is too large, is not UTF-8, or contains a forbidden character.
    """
    name = shown_path(path)
    try:
        if not path.resolve().is_relative_to(_resolved(root)):
            raise CourseError([Problem(name, 1, "outside")])
        data = read_regular(path, MAX_BYTES + 1)
    except NotRegular:
        raise CourseError([Problem(name, 1, "not-a-file")]) from None
    except FileNotFoundError:
        raise CourseError([Problem(name, 1, "no-file")]) from None
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links
        why = getattr(error, "strerror", None) or str(error)
        raise CourseError([Problem(name, 1, "unreadable", {"why": why})]) from None
    if len(data) > MAX_BYTES:
        raise CourseError([Problem(name, 1, "too-large", {"limit": MAX_BYTES // 1024})])
    return checked_source(data, name)


@functools.lru_cache(maxsize=8)
def _resolved(root: Path) -> Path:
    """``root`` with its links followed: once per course, not once per file (0.03 ms each)."""
    return root.resolve()


def checked_source(data: bytes, name: str) -> Source:
    """``data`` as a `Source` named ``name``; the mark that Notepad puts before UTF-8 is left out.

    Raises:
        CourseError: it is not UTF-8, or contains a forbidden character.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise CourseError([Problem(name, 1, "utf16")])
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"%PDF")):
        raise CourseError([Problem(name, 1, "a-document")])
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CourseError([Problem(name, line, "not-utf8")]) from None
    if found := forbidden_character(text):
        start = found.start()
        before = text[text.rfind("\n", 0, start) + 1 : start][-30:]
        values = {"character": f"U+{ord(found[0][0]):04X}", "near": before}
        raise CourseError([Problem(name, text.count("\n", 0, start) + 1, "forbidden-character", values)])
    return Source(name, text)


def shown_path(path: Path) -> str:
    """``path`` as a user would type it: relative to the working folder when it lies below it."""
    try:
        return printable(str(path.relative_to(Path.cwd())))
    except (ValueError, OSError):
        return printable(str(path))
