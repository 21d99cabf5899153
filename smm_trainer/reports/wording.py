"""A campaign in plain words: every line in one run of text, for ``quiz --plain``, quotations and exports."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.course.problems import brief, printable
from smm_trainer.course.scenario import Block, Line, Role, Scenario
from smm_trainer.locale import Catalogue, format_clock, format_date, format_number
from smm_trainer.progress.errors import JournalError
from smm_trainer.training.skills import Skill


def campaign_lines(scenario: Scenario, words: Catalogue) -> Iterator[str]:
    """The campaign as numbered lines, a heading before each block."""
    language = words.language
    yield f"{scenario.title(language)} – {scenario.brand(language)}"
    number = 0
    for block in scenario.blocks:
        yield ""
        yield block_heading(block, words)
        for line in block.lines:
            number += 1
            yield f"{number:>2} {line_text(line, words, scenario.brand(language))}"


def block_heading(block: Block, words: Catalogue) -> str:
    """What a block is, where and when: "Post · Facebook · photo · Mon 1 Jun"."""
    language = words.language
    parts = [words(f"block.{block.kind}")]
    if block.platform:
        parts.append(words(f"platform.{block.platform}"))
    if block.shape:
        parts.append(words(f"shape.{block.shape}"))
    if block.date:
        parts.append(format_date(block.date, language))
    if block.time:
        parts.append(format_clock(block.time))
    if block.title:
        parts.append(block.title(language))
    return " · ".join(parts)


def line_text(line: Line, words: Catalogue, brand: str) -> str:
    """A line with everything that it carries, in one run of text; ``brand`` signs the page's own replies."""
    language = words.language
    text = line.text(language)
    if line.measure:
        measure = line.measure
        before = f"{format_number(measure.before, language, measure.unit)} → " if measure.before is not None else ""
        text = f"{text} – {before}{format_number(measure.value, language, measure.unit)}"
    if line.field:
        text = f"{words(f'field.{line.field}')} – {text}"
    if line.role is Role.MEDIA:
        text = f"[{text}]"
    elif line.role is Role.REPLY:
        text = f"↳ {brand} – {text}"
    elif line.by is not None:
        text = f"{line.by(language)} – {text}"
    when = " ".join([*([format_date(line.date, language)] if line.date else []), *([format_clock(line.time)] if line.time else [])])
    where = " + ".join(words(f"platform.{platform}") for platform in line.platforms)
    text = " · ".join(part for part in (when, where, text) if part)
    if line.removed:
        text += f" [{removal_mark(line, words)}]"
    return text


def removal_mark(line: Line, words: Catalogue) -> str:
    """That the page removed a comment, and when."""
    if line.removed and line.removed.time:
        return words("campaign.removed-at", time=format_clock(line.removed.time))
    return words("campaign.removed")


def labels(mistakes: Collection[Mistake], words: Catalogue) -> str:
    """Mistakes by their short names, in order; "clean" for none."""
    return ", ".join(words(f"short.{m}") for m in MISTAKES if m in mistakes) or words("short.clean")


def skill_in_words(skill: Skill, words: Catalogue) -> str:
    """How well a mistake is told apart: "finds it 8 of 9 times; cries wolf 1 of 20"; what never came up is not counted."""
    found = words("progress.finds", found=skill.found, present=skill.present) if skill.present else ""
    alarms = words("progress.cries-wolf", alarms=skill.false_alarms, absent=skill.absent) if skill.absent else ""
    if found and alarms:
        return words("progress.joined", found=found, alarms=alarms)
    return found or alarms or words("progress.not-met")


def journal_sentence(error: JournalError, words: Catalogue) -> str:
    """What is wrong with a journal, where, and what to do."""
    path = printable(str(error.path))
    where = f"{path}:{error.line}: " if error.line else f"{path}: "
    return where + printable(words(f"journal.{error.code}", **{name: brief(value) for name, value in error.values.items()}))


def session_sentence(error: JournalError, words: Catalogue) -> str:
    """What is wrong with a session's log, where, and what to do."""
    path = printable(str(error.path))
    where = f"{path}:{error.line}: " if error.line else f"{path}: "
    return where + printable(words(f"session-log.{error.code}", **{name: brief(value) for name, value in error.values.items()}))
