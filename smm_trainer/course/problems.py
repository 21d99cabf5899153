"""What can be wrong with a course's files: problems with a path, a line and a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from smm_trainer.locale import Catalogue

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not hold, and where."""

    path: str
    """The file, as the user would type it."""
    line: int
    """1-based; the line nearest to the fault."""
    code: str
    """Which rule: the sentence stands in the catalogues under ``problem.CODE``."""
    values: Mapping[str, object] = field(default_factory=dict)
    """What the sentence names."""
    severity: Severity = "error"
    """An error makes ``check`` fail; a warning is only said."""

    def message(self, words: Catalogue) -> str:
        """The sentence, without the place."""
        return printable(words(f"problem.{self.code}", **{name: brief(value) for name, value in self.values.items()}))

    def sentence(self, words: Catalogue) -> str:
        """``path:line: message``."""
        return f"{printable(self.path)}:{self.line}: {self.message(words)}"


def brief(value: object) -> object:
    """``value`` as a sentence can carry it: Python refuses to print a whole number of 4,300 digits, and nobody would read it."""
    if isinstance(value, int) and abs(value) >= 10**15:
        return "> 10¹⁵"
    return f"{value[:300]}…" if isinstance(value, str) and len(value) > 300 else value


class CourseError(Exception):
    """A course, or a part of it, cannot be used; says why in problems, at least one."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)


def printable(text: str) -> str:
    """``text`` on one line, with everything that could drive a terminal shown as an escape."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in text)
