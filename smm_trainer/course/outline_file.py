"""Reading a lesson's outline: ``lesson.toml``, and the headings of its Markdown files. Quick: no prose is parsed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.course.outline import Outline, SectionHead
from smm_trainer.course.problems import CourseError, Problem
from smm_trainer.course.reader import Reader
from smm_trainer.course.source import Source, read_source
from smm_trainer.course.text import REQUIRED_LANGUAGES, Text

# Texts of patterns, compiled when a section's headings are looked for. The title begins and ends with something: spaces that two parts could
# share out between them would be tried in every way.
_HEADING = (
    r"##[ \t]+(?P<title>[^ \t](?:.*[^ \t])?)[ \t]*\{#(?P<id>[a-z0-9-]+)"
    r"(?:[ \t]+claims=\"(?P<claims> *(?:[0-9]{1,6}(?: +|(?=\")))*)\")?[ \t]*\}[ \t]*"
)
_FENCE = r" {0,3}(`{3,}|~{3,})"
_WRONG_FENCE = "[ \t]*([’‘'´＇]{3}|[“”\"]{1,3}|`{1,2})[ \t]*(?:check|campaign|beyond)\\b"
_NO_TEXT = Text({"en": "?"})

MAX_HEADING_PROBLEMS = 100
"""After so many lines that look like headings and are none the file is something else, and not read on."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A section of one Markdown file, its body not yet parsed."""

    id: str
    title: str
    claims: tuple[int, ...]
    line: int
    body: Source


def pieces_of(source: Source, problems: list[Problem]) -> tuple[Piece, ...]:
    """Cut a Markdown file at its ``##`` headings: a scan, 50 times quicker than a parse, so that a list of lessons need not parse any."""
    heads: list[tuple[int, re.Match[str]]] = []
    lines = source.text.split("\n")
    fence, opened_at, wrong = "", 0, 0
    for number, line in enumerate(lines):
        if fence:
            if line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif opened := re.match(_FENCE, line):
            fence, opened_at = opened[1], number
        elif marks := re.match(_WRONG_FENCE, line):
            problems.append(source.problem("fence-marks", number, found=marks[1]))
            return ()
        elif line.startswith("#"):
            if head := re.fullmatch(_HEADING, line):
                heads.append((number, head))
            else:
                problems.append(source.problem("heading", number, found=line[:40]))
                wrong += 1
                if wrong == MAX_HEADING_PROBLEMS:
                    return ()
        elif line.strip() and not heads and not wrong:
            problems.append(source.problem("before-heading", number))
            return ()
    if fence:
        problems.append(source.problem("open-fence", opened_at))
    if not heads:
        if not wrong:
            problems.append(source.problem("no-sections"))
        return ()
    pieces: list[Piece] = []
    seen: set[str] = set()
    for (start, head), end in zip(heads, [number for number, _ in heads[1:]] + [len(lines)], strict=True):
        body = Source(source.path, "\n".join(lines[start + 1 : end]), source.first_line + start + 1)
        claims = tuple(int(number) for number in (head["claims"] or "").split())
        if head["id"] in seen:
            problems.append(source.problem("repeated", start, name="section", found=head["id"]))
        seen.add(head["id"])
        pieces.append(Piece(head["id"], head["title"], claims, start, body))
    return tuple(pieces)


def read_files(folder: Path, root: Path, problems: list[Problem]) -> dict[str, tuple[Source, tuple[Piece, ...]]]:
    files: dict[str, tuple[Source, tuple[Piece, ...]]] = {}
    extra = sorted(path.stem for path in folder.glob("*.md") if re.fullmatch("[a-z]{2,3}", path.stem))
    for language in dict.fromkeys((*REQUIRED_LANGUAGES, *extra)):
        try:
            source = read_source(folder / f"{language}.md", root)
        except CourseError as error:
            problems.extend(error.problems)
        else:
            files[language] = (source, pieces_of(source, problems))
    return files


def outline_of(folder: Path, source: Source, read_sections: Callable[[], tuple[SectionHead, ...]], problems: list[Problem]) -> Outline:
    top = Reader(source, source.toml(), problems)
    top.format()
    mistake = top.string("mistake", required=False, choices=MISTAKES)
    outline = Outline(
        id=top.identifier("id"),
        folder=folder,
        order=top.integer("order", at_least=0),
        minutes=top.integer("minutes", at_least=1),
        group_minutes=top.integer("group_minutes", at_least=1),
        mistake=Mistake(mistake) if mistake else None,
        title=top.text("title") or _NO_TEXT,
        goal=top.text("goal") or _NO_TEXT,
        takeaway=top.text("takeaway") or _NO_TEXT,
        exercise=top.text("exercise") or _NO_TEXT,
        discussion=tuple(_discussion(top)),
        read_sections=read_sections,
    )
    top.finish()
    return outline


def _discussion(top: Reader) -> Iterator[Text]:
    for reader in top.tables("discussion", at_least=1):
        yield reader.words("discussion")
        reader.finish()


def heads_of(pieces: Mapping[str, Sequence[Piece]]) -> tuple[SectionHead, ...]:
    first = next(iter(pieces.values()), ())
    titles = {language: {piece.id: piece.title for piece in own} for language, own in pieces.items()}
    return tuple(
        SectionHead(piece.id, Text({language: own[piece.id] for language, own in titles.items() if piece.id in own}), piece.claims)
        for piece in first
    )


def read_outline(folder: Path, root: Path) -> Outline:
    """The outline of the lesson in ``folder``.

    Raises:
        CourseError: it has none that can be used.
    """

    def read_sections() -> tuple[SectionHead, ...]:
        found: list[Problem] = []
        files = read_files(folder, root, found)
        if found:
            raise CourseError(found)
        return heads_of({language: pieces for language, (_, pieces) in files.items()})

    problems: list[Problem] = []
    outline = outline_of(folder, read_source(folder / "lesson.toml", root), read_sections, problems)
    if problems:
        raise CourseError(problems)
    return outline
