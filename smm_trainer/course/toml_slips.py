"""What a writer has most likely done where a file is no TOML: the parser says it to a programmer, and where it gave up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Slip = tuple[int, str, Mapping[str, object]]
"""The 0-based line to mend, which sentence says how, and what it names."""

MOST = 2_000
"""Characters of a line that are looked at."""

BACK = 60
"""Lines above the place where the parser gave up in which a list may have begun."""

_CURLY = "“”„‟‘’‚‛«»`´"
_BLANK = re.compile("[^\"'#]*?([\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])")
_STRING = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')
_HEADING = re.compile(r"\s*(\[\[?)\s*([\w.-]*)")
_PAIR = re.compile(r"\s*([^\s=]+)\s*=\s*(.*?)\s*$")
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\b")
_FLAGS = frozenset(("yes", "no", "true", "false", "on", "off", "այո", "ոչ"))


def slip(text: str, line: int, why: str) -> Slip:
    """What to mend in ``text``, at whose 0-based ``line`` the parser gave up, saying ``why``."""
    lines = text.split("\n")
    bad = lines[min(line, len(lines) - 1)][:MOST]
    if why.startswith("Unclosed array"):
        return _list_start(lines, line), "toml-list", {}
    if why.startswith("Unclosed inline table"):
        return line, "toml-inline", {}
    if found := _BLANK.match(bad):
        return line, "toml-blank", {"character": f"U+{ord(found[1]):04X}"}
    if bad.lstrip().startswith(("//", "--", "/*", "<!", ";")):
        return line, "toml-remark", {}
    if heading := _HEADING.match(bad):
        return line, *_of_heading(heading[1], heading[2], lines, why)
    pair = _PAIR.match(bad)
    if pair is None:
        return line, "toml-equals", {}
    if why.startswith(("Cannot overwrite", "Cannot mutate")):
        return line, "toml-twice", {"name": pair[1]}
    return line, *_of_value(pair[1], pair[2], why)


def _of_heading(brackets: str, name: str, lines: Sequence[str], why: str) -> tuple[str, Mapping[str, object]]:
    if not why.startswith("Cannot"):
        return "toml-heading", {"name": f"{brackets}{name or '…'}{']' * len(brackets)}"}
    both = any((other := _HEADING.match(one)) and other[2] == name and other[1] != brackets for one in lines)
    return ("two-brackets" if both else "toml-twice"), {"name": name}


def _of_value(name: str, value: str, why: str) -> tuple[str, Mapping[str, object]]:
    """What is wrong with ``name = value``."""
    bare = _STRING.sub("", value)
    if any(mark in bare for mark in _CURLY) and (not value.startswith('"') or value[-1] in _CURLY):
        return "toml-quotes", {"name": name, "found": next(mark for mark in bare if mark in _CURLY)}
    if "'\\'" in why:
        return "toml-backslash", {}
    if value.startswith('"'):
        after = bare.partition("#")[0].strip()
        if '"' in after:
            return ("toml-open" if value.count('"') == 1 else "toml-inner"), {"name": name}
        return ("toml-inner" if '"' in _STRING.sub("", value, count=1) else "toml-rest"), {"name": name, "found": after}
    if _DATE.match(value):
        return "toml-date", {"name": name}
    if value.rstrip(",;").lower() in _FLAGS:
        return "toml-flag", {"name": name}
    if rest := re.match(r"[\d.:-]+\s*(\D.*)", value):
        return "toml-rest", {"name": name, "found": rest[1]}
    if re.match(r"[^\W\d]", value):
        return "toml-bare", {"name": name}
    return "toml", {"why": why}


def _list_start(lines: Sequence[str], line: int) -> int:
    """Where the list begins that was not closed: the nearest line above that opens more than it closes."""
    for number in range(min(line, len(lines) - 1), max(-1, line - BACK), -1):
        bare = _STRING.sub("", lines[number][:MOST])
        if bare.count("[") > bare.count("]") and "=" in bare:
            return number
    return line
