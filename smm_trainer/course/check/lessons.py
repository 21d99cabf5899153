"""Rules for lessons: length, links, claims, unique ids, Armenian."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from smm_trainer.course.armenian import armenian_slips
from smm_trainer.course.check.gather import Gathered, Located, strings_of
from smm_trainer.course.lesson import MAX_PROSE, Beyond, Check, Lesson, Node, Section
from smm_trainer.course.problems import Problem
from smm_trainer.course.prose import Bullets, Paragraph, Span, prose_length
from smm_trainer.course.source import Source, read_source


def lesson_problems(course: Gathered) -> Iterator[Problem]:
    """What the lessons break."""
    yield from _repeated_ids(course.lessons)
    for name, known in (("claims.toml", course.claims), ("glossary.toml", course.glossary)):
        if known:
            yield from _toml_armenian(read_source(course.root / "lessons" / name, course.root))
    sections = {lesson.value.outline.id: {head.id for head in lesson.value.outline.sections} for lesson in course.lessons}
    for lesson in course.lessons:
        yield from _toml_armenian(lesson.source)
        languages = sorted({language for section in lesson.value.sections for language in section.body})
        for language in languages:
            source = read_source(lesson.value.outline.folder / f"{language}.md", course.root)
            lines = _section_lines(source)
            for section in lesson.value.sections:
                at = lines.get(section.head.id, 0)
                yield from _length(section, language, source, at)
                yield from _claims(section, language, source, at, course)
                yield from _links(section, language, source, at, course, sections)
            if language == "hy":
                yield from _markdown_armenian(source)


def _repeated_ids(lessons: Sequence[Located[Lesson]]) -> Iterator[Problem]:
    seen: dict[str, Source] = {}
    for lesson in lessons:
        id = lesson.value.outline.id
        if id in seen:
            yield lesson.problem("same-id", ("id",), id=id, other=seen[id].path)
        seen[id] = lesson.source


def _section_lines(source: Source) -> dict[str, int]:
    return {
        line.rsplit("{#", 1)[1].split()[0].rstrip("}"): number
        for number, line in enumerate(source.text.split("\n"))
        if line.startswith("## ") and "{#" in line
    }


def _length(section: Section, language: str, source: Source, at: int) -> Iterator[Problem]:
    length = prose_length(section.nodes(language))
    if length > MAX_PROSE:
        yield source.problem("long-section", at, section=section.head.id, found=length, most=MAX_PROSE)


def _claims(section: Section, language: str, source: Source, at: int, course: Gathered) -> Iterator[Problem]:
    if not course.claims:
        return
    named = [*section.head.claims, *(n for node in section.nodes(language) if isinstance(node, Check) for n in node.claims)]
    for number in dict.fromkeys(named):
        if number not in course.claims:
            yield source.problem("no-such-claim", at, found=number, section=section.head.id)


def _spans(nodes: Sequence[Node]) -> Iterator[Span]:
    for node in nodes:
        if isinstance(node, Paragraph):
            yield from node.spans
        elif isinstance(node, Bullets):
            for item in node.items:
                yield from item
        elif isinstance(node, Beyond):
            for spans in node.spans:
                yield from spans


def _links(section: Section, language: str, source: Source, at: int, course: Gathered, sections: dict[str, set[str]]) -> Iterator[Problem]:
    for span in _spans(section.nodes(language)):
        kind, _, target = span.link.partition(":")
        if kind == "term":
            if course.glossary and target not in course.glossary:
                yield source.problem("no-such-term", at, found=target)
        elif kind == "lesson":
            lesson, _, anchor = target.partition("#")
            # A lesson on one of the five that is not written yet is no dead link in a course that leaves it out.
            if lesson not in sections or (anchor and anchor not in sections[lesson]):
                yield source.problem("no-such-lesson-link", at, found=target)


def _toml_armenian(source: Source) -> Iterator[Problem]:
    for where, text in strings_of(source):
        if "hy" in where:
            for code, near in armenian_slips(text):
                yield source.problem(code, where, near=near)


def _markdown_armenian(source: Source) -> Iterator[Problem]:
    for number, line in enumerate(source.text.split("\n")):
        if line.startswith("## "):
            line = line.split("{#")[0]
        elif line.startswith("```"):
            continue
        for code, near in armenian_slips(_without_marks(line)):
            yield source.problem(code, number, near=near)


def _without_marks(line: str) -> str:
    """The Armenian prose of a Markdown or TOML line: link targets, emphasis marks and TOML's own quotes and keys left out."""
    out = line.replace("**", "").replace("*", "")
    while (start := out.find("](")) >= 0 and (end := out.find(")", start)) >= 0:
        out = out[:start] + out[end + 1 :]
    return out.replace("[", "").replace('"', " ")
