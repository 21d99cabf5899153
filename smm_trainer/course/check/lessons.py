"""Rules for lessons: length, links, claims, small campaigns that can be read, unique ids, Armenian."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from smm_trainer.course.armenian import armenian_slips, ends_as_sentence
from smm_trainer.course.check.gather import Gathered, Located, strings_of
from smm_trainer.course.course import lesson_folders
from smm_trainer.course.lesson import MAX_PROSE, Beyond, Check, Comparison, Lesson, Node, Section
from smm_trainer.course.outline_file import pieces_of
from smm_trainer.course.problems import Problem
from smm_trainer.course.prose import Bullets, Paragraph, Span, prose_length
from smm_trainer.course.source import Source, read_source

MAX_CAMPAIGN_LINES = 8
"""Lines on each side of a lesson's small campaign, at most: both sides are compared on one screen of 24 rows."""

MAX_CAMPAIGN_LINE = 200
"""Characters of such a line, at most: four rows of half an 80-column screen, or three of a whole one."""


def lesson_problems(course: Gathered) -> Iterator[Problem]:
    """What the lessons break."""
    yield from _repeated_ids(course.lessons)
    for name, known in (("claims.toml", course.claims), ("glossary.toml", course.glossary)):
        if known:
            yield from _toml_armenian(read_source(course.root / "lessons" / name, course.root))
    yield from _coverage(course)
    sections = dict(course.beside) | {
        lesson.value.outline.id: {head.id for head in lesson.value.outline.sections} for lesson in course.lessons
    }
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
                yield from _campaigns(section, language, source, at)
                if language == "hy":
                    yield from _ends(section, source, at)
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
    return {piece.id: piece.line for piece in pieces_of(source, [])}


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


def _coverage(course: Gathered) -> Iterator[Problem]:
    """Every claim is taught by a section and asked about by a check, in every language."""
    if not course.claims or len(course.lessons) != len(lesson_folders(course.root)):
        # Where a lesson cannot be read, nobody knows what it teaches.
        return
    source = read_source(course.root / "lessons" / "claims.toml", course.root)
    taught = {claim for lesson in course.lessons for section in lesson.value.sections for claim in section.head.claims}
    languages = sorted({language for lesson in course.lessons for section in lesson.value.sections for language in section.body})
    asked = {
        language: {claim for lesson in course.lessons for check in lesson.value.checks(language) for claim in check.claims}
        for language in languages
    }
    for place, number in enumerate(course.claims):
        if number not in taught:
            yield source.problem("claim-not-taught", ("claim", place, "id"), claim=number)
        if missing := [language for language in languages if number not in asked[language]]:
            yield source.problem("claim-not-asked", ("claim", place, "id"), claim=number, languages=", ".join(missing))


def _campaigns(section: Section, language: str, source: Source, at: int) -> Iterator[Problem]:
    """A small campaign fits a screen, and its two sides differ."""
    for node in section.nodes(language):
        if not isinstance(node, Comparison):
            continue
        # Lines are numbered through both sides; what they say is compared.
        if [replace(line, id="") for line in node.before] == [replace(line, id="") for line in node.after]:
            yield source.problem("campaign-alike", at, id=node.id)
        if (most := max(len(node.before), len(node.after))) > MAX_CAMPAIGN_LINES:
            yield source.problem("long-campaign", at, id=node.id, found=most, most=MAX_CAMPAIGN_LINES)
        if (longest := max(len(line.text(language)) for line in (*node.before, *node.after))) > MAX_CAMPAIGN_LINE:
            yield source.problem("long-campaign-line", at, id=node.id, found=longest, most=MAX_CAMPAIGN_LINE)


def _ends(section: Section, source: Source, at: int) -> Iterator[Problem]:
    """Armenian prose, questions and replies end as sentences do; a paragraph that leads into a list may end in ․ or ՝."""
    nodes = section.nodes("hy")
    for node, following in zip(nodes, (*nodes[1:], None), strict=True):
        texts: list[str] = []
        if isinstance(node, Paragraph):
            text = "".join(span.text for span in node.spans)
            leads_in = isinstance(following, Bullets) and text.rstrip().endswith(("․", "՝"))
            texts = [] if leads_in else [text]
        elif isinstance(node, Beyond):
            texts = ["".join(span.text for span in spans) for spans in node.spans]
        elif isinstance(node, Check):
            texts = [node.question, *(option.reply for option in node.options), *([node.other] if node.other else [])]
        elif isinstance(node, Comparison):
            texts = [node.principle]
        for text in texts:
            if not ends_as_sentence(text):
                yield source.problem("armenian-end", at, near=text[-30:])


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
    # A lesson that cannot be read has its fault said already; its folder is named after its id.
    readable = {lesson.value.outline.folder for lesson in course.lessons}
    unread = {folder.name.partition("-")[2] for folder in lesson_folders(course.root) if folder not in readable} - set(sections)
    for span in _spans(section.nodes(language)):
        kind, _, target = span.link.partition(":")
        if kind == "term":
            if course.glossary and target not in course.glossary:
                yield source.problem("no-such-term", at, found=target)
        elif kind == "lesson":
            lesson, _, anchor = target.partition("#")
            # A lesson on one of the five that is not written yet is no dead link in a course that leaves it out.
            if lesson in unread:
                continue
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
