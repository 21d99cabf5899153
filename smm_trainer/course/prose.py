"""The prose of a lesson: CommonMark, read with markdown-it-py into a few plain blocks that a screen can draw."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from smm_trainer.course.problems import Problem
from smm_trainer.course.source import Source

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text of one style."""

    text: str
    """The words."""
    strong: bool = False
    """Set in bold."""
    emphasis: bool = False
    """Set in italics."""
    link: str = ""
    """Where it leads: ``term:ID``, ``lesson:ID`` or ``lesson:ID#SECTION``; empty for nowhere."""


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    spans: Spans
    """What it says."""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, numbered or not."""

    items: tuple[Spans, ...]
    """What each item says."""
    ordered: bool
    """Numbered from 1."""


Prose = Paragraph | Bullets


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block, not yet read."""

    info: str
    """What stands after the fence's opening marks."""
    source: Source
    """What stands inside."""


def plain_text(spans: Sequence[Span]) -> str:
    """The words of ``spans`` alone."""
    return "".join(span.text for span in spans)


def prose_length(blocks: Sequence[object]) -> int:
    """How many characters of prose a reader meets in ``blocks``; fences do not count."""
    total = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            total += len(plain_text(block.spans))
        elif isinstance(block, Bullets):
            total += sum(len(plain_text(item)) for item in block.items)
    return total


_NOT_SHOWN = re.compile(
    r"(?P<image>!\[)|(?P<html></?(?:b|i|u|p|br|div|span|strong|em|img|a|ul|ol|li|h[1-6]|table)\b)|(?P<table>^[ ]{0,3}\|.*\|[ ]*$)",
    re.MULTILINE | re.IGNORECASE,
)
"""What other Markdown has and lessons have not, and would be shown letter by letter."""

_NOT_SHOWN_CODES = {"image": "markdown-image", "html": "markdown-html", "table": "markdown-table"}


@functools.cache
def _parser() -> MarkdownIt:
    # Imported at need: 30 ms that home, which shows no prose, does not have to spend.
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).disable(["html_block", "html_inline", "image", "lheading", "reference"])


def read_prose(source: Source, problems: list[Problem]) -> tuple[Prose | Fence, ...]:
    """The blocks of ``source``; what is not a paragraph, a list or a fence is a problem."""
    blocks: list[Prose | Fence] = []
    tokens = iter(_parser().parse(source.text))
    lines = source.text.split("\n")
    for token in tokens:
        line = token.map[0] if token.map else 0
        if token.type == "fence":
            body = Source(source.path, token.content, source.first_line + line + 1)
            blocks.append(Fence(token.info.strip(), body))
        elif token.type == "paragraph_open":
            inline = next(tokens)
            if found := _NOT_SHOWN.search(inline.content[:20_000]):
                code = next(_NOT_SHOWN_CODES[kind] for kind, words in found.groupdict().items() if words)
                problems.append(source.problem(code, line + inline.content.count("\n", 0, found.start())))
            blocks.append(Paragraph(tuple(_spans(inline, source, line, problems))))
            next(tokens)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            items = tuple(_items(tokens, token.type.replace("_open", "_close"), source, problems))
            blocks.append(Bullets(items, ordered=token.type == "ordered_list_open"))
        else:
            # A line that begins with # and is no heading of a section is said by who cuts the file into sections.
            if not lines[line].startswith("#"):
                problems.append(source.problem("markdown", line, kind=token.type.removesuffix("_open").replace("_", " ")))
            _skip(tokens, token)
    return tuple(blocks)


def _skip(tokens: Iterator[Token], opened: Token) -> None:
    depth = int(opened.nesting)
    while depth > 0:
        depth += next(tokens).nesting


def _items(tokens: Iterator[Token], closing: str, source: Source, problems: list[Problem]) -> Iterator[Spans]:
    for token in tokens:
        if token.type == closing and token.level == 0:
            return
        line = token.map[0] if token.map else 0
        if token.type == "inline":
            yield tuple(_spans(token, source, line, problems))
        elif token.type in ("bullet_list_open", "ordered_list_open", "blockquote_open", "fence", "code_block", "heading_open", "hr"):
            problems.append(source.problem("markdown", line, kind=f"{token.type.removesuffix('_open').replace('_', ' ')} in a list"))


def _spans(inline: Token, source: Source, line: int, problems: list[Problem]) -> Iterator[Span]:
    strong = emphasis = 0
    link = ""
    for token in inline.children or ():
        if token.type == "text":
            if token.content:
                yield Span(token.content, bool(strong), bool(emphasis), link)
        elif token.type == "softbreak":
            yield Span(" ", bool(strong), bool(emphasis), link)
        elif token.type == "strong_open":
            strong += 1
        elif token.type == "strong_close":
            strong -= 1
        elif token.type == "em_open":
            emphasis += 1
        elif token.type == "em_close":
            emphasis -= 1
        elif token.type == "link_open":
            link = str(token.attrs.get("href", ""))
            if not link.startswith(("term:", "lesson:")):
                problems.append(source.problem("link-scheme", line, link=link))
        elif token.type == "link_close":
            link = ""
        elif token.type == "hardbreak":
            yield Span("\n", bool(strong), bool(emphasis), link)
        else:
            problems.append(source.problem("markdown", line, kind=token.type.replace("_", " ")))
