"""Reading a scenario's file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypedDict, cast

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.course.problems import CourseError, Problem
from smm_trainer.course.reader import Reader
from smm_trainer.course.scenario import (
    AD_FIELDS,
    DIFFICULTIES,
    INDUSTRIES,
    LINE_REFERENCE,
    METRICS,
    SHAPES,
    Block,
    BlockKind,
    Difficulty,
    Line,
    Lure,
    Measure,
    Platform,
    Removal,
    Role,
    Scenario,
    fill_numbers,
)
from smm_trainer.course.source import KeyPath, Source, read_source
from smm_trainer.course.text import Text
from smm_trainer.locale.formats import UNITS

MAX_LINES = 60
"""More lines than this are no campaign that a person reads in a few minutes; the longest that we ship has 18."""


class LineParts(TypedDict):
    """The fields of a `Line` besides its id and its words."""

    role: Role
    by: Text | None
    date: dt.date | None
    time: dt.time | None
    removed: Removal | None
    field: str
    platforms: tuple[Platform, ...]
    measure: Measure | None


_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_HALF_REFERENCE = re.compile(r"\{[a-z0-9-]+(?![a-z0-9}-])|(?<![a-z0-9{-])[a-z0-9-]+\}|\{ +[a-z0-9-]+ *\}|\{[a-z0-9-]+ +\}")
"""What was meant to name a line, and lacks a brace or has a blank too many."""

_NO_TEXT = Text({"en": "?"})


def read_scenario(path: Path, root: Path) -> tuple[Scenario | None, list[Problem]]:
    """The scenario in the file at ``path``, or None, and what is wrong with it."""
    try:
        source = read_source(path, root)
        scenario, problems = parse_scenario(source)
    except CourseError as error:
        return None, list(error.problems)
    if scenario is not None and scenario.id != path.stem:
        problems.append(source.problem("file-name", ("id",), id=scenario.id, name=path.name))
    return (None if problems else scenario), problems


def parse_scenario(source: Source) -> tuple[Scenario | None, list[Problem]]:
    """The scenario that ``source`` says, or None where it cannot be used, and what is wrong with it.

    Raises:
        CourseError: the text is not TOML.
    """
    problems: list[Problem] = []
    top = Reader(source, source.toml(), problems)
    top.format()
    blocks = tuple(_block(reader) for reader in top.tables("block", at_least=1))
    lines = [line.id for block in blocks for line in block.lines]
    before = len(problems)
    mistakes = frozenset(Mistake(name) for name in top.strings("mistakes", choices=MISTAKES, required=True))
    evidence, clearing = _evidence(top, None if len(problems) > before else mistakes, lines)
    scenario = Scenario(
        id=top.identifier("id"),
        title=top.text("title") or _NO_TEXT,
        brand=top.text("brand") or _NO_TEXT,
        form=top.identifier("form", required=False),
        difficulty=cast("Difficulty", top.string("difficulty", choices=DIFFICULTIES)),
        industry=top.string("industry", choices=INDUSTRIES),
        platforms=_platforms(top, required=True),
        mistakes=mistakes,
        twin=top.identifier("twin", required=False),
        blocks=blocks,
        evidence=evidence,
        clearing=clearing,
        lures=_lures(top, mistakes, lines),
        reasons=_reasons(top, lines),
        mended=_numbered(top, "mended", lines),
        discussion=_numbered(top, "discussion", lines),
    )
    if scenario.twin and scenario.twin == scenario.id:
        top.problem("own-twin", "twin")
    _check_lines(top, scenario)
    top.finish()
    return (None if problems else scenario), problems


def _platforms(reader: Reader, *, required: bool = False) -> tuple[Platform, ...]:
    names = reader.strings("platforms", choices=tuple(Platform), required=required, at_least=int(required))
    return tuple(Platform(name) for name in names)


def _clock(reader: Reader, key: str) -> dt.time | None:
    value = reader.string(key, required=False)
    if not value:
        return None
    found = _CLOCK.fullmatch(value)
    if not found:
        reader.problem("not-a-time", key, name=key, found=value)
        return None
    return dt.time(int(found[1]), int(found[2]))


def _block(reader: Reader) -> Block:
    named = reader.string("kind", choices=tuple(BlockKind))
    kind = BlockKind(named or BlockKind.BRIEF)
    noted = len(reader.problems)
    block = _block_of(reader, kind)
    if not named:
        # What belongs into a block of an unknown kind nobody knows.
        del reader.problems[noted:]
    return block


def _block_of(reader: Reader, kind: BlockKind) -> Block:
    platform = reader.string("platform", required=kind in (BlockKind.POST, BlockKind.COMMENTS), choices=tuple(Platform))
    block = Block(
        kind=kind,
        platform=Platform(platform) if platform else None,
        shape=reader.string("shape", choices=SHAPES, required=False) if kind is BlockKind.POST else "",
        date=reader.date("date"),
        time=_clock(reader, "time"),
        title=reader.text("title", required=False),
        lines=tuple(_line(line, kind) for line in reader.tables("line", at_least=1)),
    )
    reader.finish()
    return block


def _line(reader: Reader, kind: BlockKind) -> Line:
    # The parts first: of the keys that they leave, each of two or three letters is a language.
    parts = line_parts(reader, kind, reader.text("by", required=False))
    line = Line(id=reader.identifier("id"), text=reader.words("line"), **parts)
    reader.finish()
    return line


def line_parts(reader: Reader, kind: BlockKind, by: Text | None) -> LineParts:
    """What a line carries besides its id and its words: the same in a scenario's block and in a lesson's campaign."""
    role = Role(reader.string("role", required=False, choices=_ROLES[kind]) or Role.PLAIN)
    parts: LineParts = {
        "role": role,
        "by": by,
        "date": reader.date("date"),
        "time": _clock(reader, "time"),
        "removed": Removal(_clock(reader, "removed")) if "removed" in reader else None,
        "field": reader.string("field", choices=AD_FIELDS) if kind is BlockKind.ADS else "",
        "platforms": _platforms(reader),
        "measure": _measure(reader) if kind is BlockKind.METRICS else None,
    }
    if by is not None and (kind is not BlockKind.COMMENTS or role is not Role.PLAIN):
        reader.problem("not-here", "by", name="by")
    if parts["removed"] and kind is not BlockKind.COMMENTS:
        reader.problem("not-here", "removed", name="removed")
    return parts


_ROLES: Mapping[BlockKind, tuple[Role, ...]] = {
    BlockKind.BRIEF: (),
    BlockKind.POST: (Role.MEDIA,),
    BlockKind.COMMENTS: (Role.REPLY, Role.NOTICE),
    BlockKind.ADS: (),
    BlockKind.CALENDAR: (),
    BlockKind.METRICS: (),
}


def _measure(reader: Reader) -> Measure | None:
    value = reader.number("value", required=True)
    before = reader.number("from")
    unit = reader.string("unit", required=False, choices=sorted(UNITS))
    metric = reader.string("metric", required=False, choices=METRICS)
    of = reader.string("of", required=False)
    return None if value is None else Measure(value, before, unit, metric, of)


def _known_lines(reader: Reader, key: str, lines: Sequence[str]) -> tuple[str, ...]:
    names = reader.strings(key, required=True, at_least=1)
    for name in names:
        _refuse_unknown_line(reader, key, name, lines)
    return names


def _refuse_unknown_line(reader: Reader, key: str | KeyPath, name: str, lines: Sequence[str]) -> None:
    # Where a line has no id that can be used, it may be the one that is meant: its own fault is said already.
    if name not in lines and "" not in lines:
        reader.problem("no-such-line", key, found=name, known=", ".join(dict.fromkeys(lines)))


def _evidence(
    top: Reader, mistakes: frozenset[Mistake] | None, lines: Sequence[str]
) -> tuple[dict[Mistake, tuple[str, ...]], tuple[str, ...]]:
    """The lines that prove each of ``mistakes``, and those that clear a clean campaign; None: `mistakes` could not be read."""
    reader = top.table("evidence")
    if reader is None:
        return {}, ()
    evidence: dict[Mistake, tuple[str, ...]] = {}
    for mistake in MISTAKES:
        if mistake in reader:
            evidence[mistake] = _known_lines(reader, mistake, lines)
            if mistakes is not None and mistake not in mistakes:
                reader.problem("evidence-too-much", mistake, mistake=mistake)
        elif mistakes is not None and mistake in mistakes:
            reader.skip(mistake)
            reader.problem("missing-evidence", None, mistake=mistake)
    clearing: tuple[str, ...] = ()
    if mistakes is None:
        reader.skip("clear")
    elif not mistakes and "clear" not in reader:
        reader.skip("clear")
        reader.problem("missing-clear", None)
    elif not mistakes:
        clearing = _known_lines(reader, "clear", lines)
    reader.finish()
    return evidence, clearing


def _lures(top: Reader, mistakes: frozenset[Mistake], lines: Sequence[str]) -> tuple[Lure, ...]:
    lures = []
    for reader in top.tables("lure", at_least=1):
        name = reader.string("mistake", choices=MISTAKES)
        tempting = _known_lines(reader, "lines", lines)
        reader.finish()
        if name:
            lures.append(Lure(Mistake(name), tempting))
    return tuple(lures)


def _reasons(top: Reader, lines: Sequence[str]) -> dict[Mistake, Text]:
    reasons: dict[Mistake, Text] = {}
    reader = top.table("reason")
    if reader is None:
        return reasons
    for mistake in MISTAKES:
        if mistake not in reader:
            reader.problem("missing-reason", None, mistake=mistake)
            reader.table(mistake, required=False)
        elif (text := reader.text(mistake)) is not None:
            reasons[mistake] = text
            for language, words in text:
                _references(reader, (mistake, language), words, lines)
    reader.finish()
    return reasons


def _numbered(top: Reader, key: str, lines: Sequence[str]) -> Text:
    """The text under ``key``, the lines that it names by their ids named by their numbers."""
    text = top.text(key) or _NO_TEXT
    numbers = {id: number for number, id in enumerate(lines, 1)}
    for language, words in text:
        _references(top, (key, language), words, lines)
    return Text({language: fill_numbers(words, numbers) for language, words in text})


def _references(reader: Reader, key: KeyPath, words: str, lines: Sequence[str]) -> None:
    """A text names lines of its own campaign, and names them in pairs of braces."""
    for found in dict.fromkeys(LINE_REFERENCE.findall(words)):
        _refuse_unknown_line(reader, key, found, lines)
    if brace := _HALF_REFERENCE.search(words):
        reader.problem("brace", key, near=words[max(0, brace.start() - 15) : brace.end() + 15].replace("\n", " "))


def _check_lines(top: Reader, scenario: Scenario) -> None:
    seen: set[str] = set()
    for place, block in enumerate(scenario.blocks):
        for number, line in enumerate(block.lines):
            if line.id and line.id in seen:
                top.problem("repeated", ("block", place, "line", number, "id"), name="id", found=line.id)
            seen.add(line.id)
    if len(scenario.lines) > MAX_LINES:
        top.problem("too-many-lines", "block", found=len(scenario.lines), most=MAX_LINES)
