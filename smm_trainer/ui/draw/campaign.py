"""A campaign as rows: each block looks like what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from textual.content import Content

from smm_trainer.course.scenario import Block, BlockKind, Line, Platform, Role, Scenario
from smm_trainer.locale import Catalogue, format_clock, format_date, format_number
from smm_trainer.ui.draw.basics import BLANK, card, styled
from smm_trainer.ui.widgets.row import Row

Mark = tuple[str, str]
"""A sign of one cell beside a line, and its style."""

BAR_WIDTH = 12
"""Cells of the longest bar of a metrics card."""

NO_MARK: Mark = (" ", "")


def campaign_rows(scenario: Scenario, words: Catalogue, mark: Callable[[Line], Mark], *, selectable: bool = True) -> Iterator[Row]:
    """The campaign's cards; a line's key is ``line:ID``."""
    brand = scenario.brand(words.language)
    for block in scenario.blocks:
        yield from block_rows(
            block.kind, block.lines, words, brand, block=block, mark=mark, numbers=scenario.numbers, selectable=selectable
        )
        yield BLANK


def block_rows(
    kind: BlockKind,
    lines: Sequence[Line],
    words: Catalogue,
    brand: str,
    *,
    block: Block | None = None,
    platform: Platform | None = None,
    mark: Callable[[Line], Mark] | None = None,
    numbers: Mapping[str, int] | None = None,
    selectable: bool = False,
    label: str = "",
) -> Iterator[Row]:
    """One block as a card, its lines numbered where ``numbers`` are given."""
    platform = block.platform if block else platform
    colour = f"$platform-{platform}" if platform else "$rule"
    draw = _DRAWERS[kind]
    rows = [
        Row(
            row.content,
            key=f"line:{line.id}" if selectable else "",
            first=Content.assemble(_number(line, numbers, mark), row.first),
        )
        for line, row in zip(lines, draw(lines, words, brand), strict=True)
    ]
    if kind is BlockKind.POST:
        rows.insert(0, Row(styled(brand, "bold"), first=Content(" " * (5 if numbers else 0))))
    yield from card(_label(kind, block, platform, words, label, colour), rows, colour)


def _number(line: Line, numbers: Mapping[str, int] | None, mark: Callable[[Line], Mark] | None) -> Content:
    if not numbers:
        return Content("")
    sign, style = mark(line) if mark else NO_MARK
    return Content.assemble((f"{numbers[line.id]:>2} ", "$muted"), (sign, style), " ")


def _label(kind: BlockKind, block: Block | None, platform: Platform | None, words: Catalogue, label: str, colour: str) -> Content:
    parts: list[Content] = []
    if label:
        parts.append(styled(label, "bold"))
    if platform:
        parts.append(styled(words(f"platform.{platform}").upper(), f"bold {colour}"))
    parts.append(styled(words(f"block.{kind}"), "" if platform else "bold"))
    if block:
        if block.shape:
            parts.append(Content(words(f"shape.{block.shape}")))
        if block.date:
            parts.append(styled(format_date(block.date, words.language), "$muted"))
        if block.time:
            parts.append(styled(format_clock(block.time), "$muted"))
        if block.title:
            parts.append(Content(block.title(words.language)))
    return Content(" · ").join(parts)


def _plain_rows(lines: Sequence[Line], words: Catalogue, brand: str) -> Iterator[Row]:
    for line in lines:
        yield Row(Content(line.text(words.language)))


def _post_rows(lines: Sequence[Line], words: Catalogue, brand: str) -> Iterator[Row]:
    for line in lines:
        text = line.text(words.language)
        yield Row(styled(f"▣ {text}", "italic $muted")) if line.role is Role.MEDIA else Row(Content(text))


def _comment_rows(lines: Sequence[Line], words: Catalogue, brand: str) -> Iterator[Row]:
    language = words.language
    for line in lines:
        text = line.text(language)
        if line.role is Role.NOTICE:
            yield Row(styled(f"▪ {text}", "italic $muted"))
            continue
        by = line.by(language) if line.by else brand
        when = " ".join(_when(line, words))
        head: list[tuple[str, str]] = [("↳ " if line.role is Role.REPLY else "", "$muted"), (by, "bold")]
        if when:
            head.append((f" · {when}", "$muted"))
        if line.removed:
            time = line.removed.time
            said = words("campaign.removed-at", time=format_clock(time)) if time else words("campaign.removed")
            head.append((f" · ✂ {said}", "bold $bad"))
        yield Row(Content.assemble(*head, "\n", (text, "italic $muted" if line.removed else "")))


def _when(line: Line, words: Catalogue) -> Iterator[str]:
    if line.date:
        yield format_date(line.date, words.language)
    if line.time:
        yield format_clock(line.time)


def _columns(labels: Sequence[str], most: int = 26) -> int:
    return min(most, max((Content(label).cell_length for label in labels), default=0))


def _ad_rows(lines: Sequence[Line], words: Catalogue, brand: str) -> Iterator[Row]:
    labels = [words(f"field.{line.field}") for line in lines]
    width = _columns(labels)
    for line, label in zip(lines, labels, strict=True):
        yield Row(Content(line.text(words.language)), first=styled(_padded(label, width) + "  ", "$muted"))


def _calendar_rows(lines: Sequence[Line], words: Catalogue, brand: str) -> Iterator[Row]:
    days = [" ".join(_when(line, words)) for line in lines]
    width = _columns(days)
    for line, day in zip(lines, days, strict=True):
        where = " + ".join(words(f"platform.{platform}") for platform in line.platforms)
        text = Content(line.text(words.language))
        if where:
            text = Content.assemble((where, "bold"), " · ", text)
        yield Row(text, first=styled(_padded(day, width) + "  ", "$muted") if width else Content(""))


def _metric_rows(lines: Sequence[Line], words: Catalogue, brand: str) -> Iterator[Row]:
    language = words.language
    # A bar says something only beside another of the same kind: the same metric of two posts, or a number before and after.
    kinds = Counter((line.measure.metric, line.measure.unit) for line in lines if line.measure and line.measure.metric)
    for line in lines:
        measure = line.measure
        parts: list[str | tuple[str, str]] = [line.text(language), "  "]
        if measure:
            if measure.before is not None:
                parts.append((f"{format_number(measure.before, language, measure.unit)} → ", "$muted"))
            parts.append((format_number(measure.value, language, measure.unit), "bold"))
            if measure.before is not None:
                most = max(abs(measure.before), abs(measure.value)) or 1
                parts.append((f"\n{_bar(measure.before / most)} → {_bar(measure.value / most)}", "$muted"))
            elif kinds[(measure.metric, measure.unit)] > 1:
                same = [
                    abs(other.measure.value)
                    for other in lines
                    if other.measure and (other.measure.metric, other.measure.unit) == (measure.metric, measure.unit)
                ]
                parts.append((f"  {_bar(measure.value / (max(same) or 1))}", "$muted"))
        yield Row(Content.assemble(*parts))


def _bar(share: float) -> str:
    # At least a sliver: a number that is small is not a number that is missing.
    eighths = max(1, round(abs(share) * BAR_WIDTH * 8))
    full, part = divmod(eighths, 8)
    return "█" * full + ("▏▎▍▌▋▊▉"[part - 1] if part else "")


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - Content(text).cell_length)


_DRAWERS: Mapping[BlockKind, Callable[[Sequence[Line], Catalogue, str], Iterator[Row]]] = {
    BlockKind.BRIEF: _plain_rows,
    BlockKind.POST: _post_rows,
    BlockKind.COMMENTS: _comment_rows,
    BlockKind.ADS: _ad_rows,
    BlockKind.CALENDAR: _calendar_rows,
    BlockKind.METRICS: _metric_rows,
}
