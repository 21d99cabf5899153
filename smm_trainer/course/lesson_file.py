"""Reading a lesson whole: its outline, and the prose, checks and campaigns of its sections in every language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from smm_trainer.course.lesson import Beyond, Check, CheckKind, Comparison, Lesson, Node, Option, Section
from smm_trainer.course.outline_file import Piece, heads_of, outline_of, read_files
from smm_trainer.course.problems import CourseError, Problem
from smm_trainer.course.prose import Bullets, Fence, Paragraph, read_prose
from smm_trainer.course.reader import Reader
from smm_trainer.course.scenario import BlockKind, Line, Platform
from smm_trainer.course.scenario_file import line_parts
from smm_trainer.course.source import Source, read_source
from smm_trainer.course.text import Text

MAX_SECTION = 20_000
"""Characters of a section that are parsed, at most, its fenced blocks included: of what is longer by far than any, a parser that takes
the square of a length in time is spared."""


def read_lesson(folder: Path, root: Path) -> tuple[Lesson | None, list[Problem]]:
    """The lesson in ``folder``, or None where it cannot be used, and what is wrong with it."""
    problems: list[Problem] = []
    files = read_files(folder, root, problems)
    try:
        heads = heads_of({language: pieces for language, (_, pieces) in files.items()})
        outline = outline_of(folder, read_source(folder / "lesson.toml", root), lambda: heads, problems)
    except CourseError as error:
        return None, [*problems, *error.problems]
    bodies = {language: {piece.id: _body(piece, language, problems) for piece in pieces} for language, (_, pieces) in files.items()}
    _check_parity(files, bodies, problems)
    _check_ids(files, bodies, problems)
    sections = tuple(
        Section(head, {language: own[head.id] for language, own in bodies.items() if head.id in own}) for head in outline.sections
    )
    return (None if problems else Lesson(outline, sections)), problems


def _body(piece: Piece, language: str, problems: list[Problem]) -> tuple[Node, ...]:
    length = len(piece.body.text)
    if length > MAX_SECTION:
        problems.append(piece.body.problem("long-section", -1, section=piece.id, found=length, most=MAX_SECTION))
        return ()
    return tuple(_nodes(piece.body, language, problems))


def _nodes(source: Source, language: str, problems: list[Problem]) -> Iterator[Node]:
    for block in read_prose(source, problems):
        if not isinstance(block, Fence):
            yield block
            continue
        word, _, rest = block.info.partition(" ")
        try:
            if word == "check":
                yield _check(block.source, problems)
            elif word == "campaign":
                yield _comparison(block.source, language, problems)
            elif word == "beyond":
                yield _beyond(block.source, rest.strip(), problems)
            else:
                problems.append(block.source.problem("fence-kind", -1, found=word))
        except CourseError as error:
            problems.extend(error.problems)


def _check(source: Source, problems: list[Problem]) -> Check:
    top = Reader(source, source.toml(), problems)
    kind = CheckKind(top.string("kind", choices=tuple(CheckKind)) or CheckKind.SINGLE)
    options = tuple(_option(reader, kind) for reader in top.tables("option", at_least=1 if kind is CheckKind.TEXT else 3))
    check = Check(
        id=top.identifier("id"),
        kind=kind,
        claims=top.integers("claims"),
        question=top.string("question"),
        options=options,
        other=top.string("other", required=kind is CheckKind.TEXT),
    )
    top.finish()
    right = sum(option.right for option in options)
    if kind is CheckKind.SINGLE and right != 1:
        top.problem("right-options-single", "option", id=check.id, found=right)
    elif kind is CheckKind.MULTIPLE and not 0 < right < len(options):
        top.problem("right-options-multiple", "option", id=check.id, found=right)
    elif kind is CheckKind.TEXT and not right:
        top.problem("right-options-text", "option", id=check.id)
    if len({option.id for option in options}) < len(options):
        top.problem("repeated", "option", name="option.id", found=check.id)
    return check


def _option(reader: Reader, kind: CheckKind) -> Option:
    option = Option(
        id=reader.identifier("id"),
        text=reader.string("text"),
        reply=reader.string("reply"),
        right=reader.flag("right") if kind in (CheckKind.SINGLE, CheckKind.MULTIPLE, CheckKind.TEXT) else False,
        match=reader.string("match") if kind is CheckKind.MATCH else "",
    )
    reader.finish()
    return option


def _comparison(source: Source, language: str, problems: list[Problem]) -> Comparison:
    top = Reader(source, source.toml(), problems)
    kind = BlockKind(top.string("kind", choices=tuple(BlockKind)) or BlockKind.POST)
    platform = top.string("platform", required=kind in (BlockKind.POST, BlockKind.COMMENTS), choices=tuple(Platform))
    sides = {
        side: tuple(_plain_line(reader, kind, language, f"{side}-{n}") for n, reader in enumerate(top.tables(side, at_least=1), 1))
        for side in ("before", "after")
    }
    comparison = Comparison(
        id=top.identifier("id"),
        kind=kind,
        platform=Platform(platform) if platform else None,
        brand=top.string("brand"),
        before=sides["before"],
        after=sides["after"],
        principle=top.string("principle"),
    )
    top.finish()
    return comparison


def _plain_line(reader: Reader, kind: BlockKind, language: str, id: str) -> Line:
    by = reader.string("by", required=False)
    parts = line_parts(reader, kind, Text({language: by}) if by else None)
    line = Line(id=id, text=Text({language: reader.string("text")}), **parts)
    reader.finish()
    return line


def _beyond(source: Source, where_from: str, problems: list[Problem]) -> Beyond:
    if not where_from:
        problems.append(source.problem("no-source", -1))
    paragraphs = []
    for block in read_prose(source, problems):
        if isinstance(block, Paragraph):
            paragraphs.append(block.spans)
        else:
            problems.append(source.problem("markdown", 0, kind="list or fence in a note"))
    return Beyond(where_from, tuple(paragraphs))


def _shape(node: Node) -> tuple[object, ...]:
    """What must be the same in every language."""
    if isinstance(node, Check):
        return ("check", node.id, node.kind, node.claims, tuple((o.id, o.right) for o in _comparable(node)))
    if isinstance(node, Comparison):
        lines = tuple(
            tuple((x.role, x.removed, x.time, x.date, x.measure, x.platforms) for x in side) for side in (node.before, node.after)
        )
        return ("campaign", node.id, node.kind, node.platform, lines)
    if isinstance(node, Beyond):
        return ("beyond",)
    return ("prose",)


def _comparable(check: Check) -> tuple[Option, ...]:
    # Which typed spellings are accepted is each language's own affair.
    return () if check.kind is CheckKind.TEXT else check.options


def _check_parity(
    files: Mapping[str, tuple[Source, tuple[Piece, ...]]],
    bodies: Mapping[str, Mapping[str, tuple[Node, ...]]],
    problems: list[Problem],
) -> None:
    """Sections, claims, checks, options and campaigns are the same in every language."""
    # What a file with a fault of its own lacks beside the other follows from that fault.
    broken = {problem.path for problem in problems}
    sound = {language: file for language, file in files.items() if file[0].path not in broken}
    if not sound:
        return
    (language, (_, first)), *others = sound.items()
    for other, (source, pieces) in others:
        if [piece.id for piece in pieces] != [piece.id for piece in first]:
            odd = {piece.id for piece in pieces} ^ {piece.id for piece in first}
            line = next((piece.line for piece in pieces if piece.id in odd), 0)
            problems.append(source.problem("parity-sections", line, other=f"{language}.md", found=", ".join(sorted(odd)) or "order"))
            continue
        for mine, theirs in zip(pieces, first, strict=True):
            if mine.claims != theirs.claims:
                problems.append(source.problem("parity-claims", mine.line, section=mine.id, other=f"{language}.md"))
            shapes = [[_shape(node) for node in _structured(bodies[which][mine.id])] for which in (other, language)]
            if check := _odd_check(*shapes):
                problems.append(source.problem("parity-options", mine.line, check=check, other=f"{language}.md"))
            elif shapes[0] != shapes[1]:
                problems.append(source.problem("parity-blocks", mine.line, section=mine.id, other=f"{language}.md"))


def _odd_check(mine: Sequence[tuple[object, ...]], theirs: Sequence[tuple[object, ...]]) -> str:
    """The id of the first check that stands in the same place of both and is not the same in both; empty for none."""
    pairs = zip(mine, theirs, strict=False)
    return next((str(one[1]) for one, other in pairs if one != other and one[0] == other[0] == "check" and one[1] == other[1]), "")


def _structured(nodes: Sequence[Node]) -> list[Node]:
    return [node for node in nodes if not isinstance(node, (Paragraph, Bullets))]


def _check_ids(
    files: Mapping[str, tuple[Source, tuple[Piece, ...]]],
    bodies: Mapping[str, Mapping[str, tuple[Node, ...]]],
    problems: list[Problem],
) -> None:
    for language, (source, pieces) in files.items():
        seen: set[tuple[type, str]] = set()
        for piece in {piece.id: piece for piece in pieces}.values():
            for node in bodies[language][piece.id]:
                if isinstance(node, (Check, Comparison)):
                    if (type(node), node.id) in seen:
                        problems.append(source.problem("repeated", piece.line, name=type(node).__name__.lower(), found=node.id))
                    seen.add((type(node), node.id))
