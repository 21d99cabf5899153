"""The plots of the report's page: SVG that stands in the page itself, readable in black and white too."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.locale import Catalogue
from smm_trainer.reports.class_report.items import ItemTally
from smm_trainer.reports.class_report.sessions import SessionResult
from smm_trainer.reports.class_report.tables import voted_title
from smm_trainer.training.skills import Skill

LONGEST_TITLE = 40
"""Letters of a scenario's title beside its bars."""

_INK, _FAINT, _ONE, _TWO = "#1b1d22", "#c9ccd3", "#0b5c8a", "#d08a1c"


def _svg(wide: int, high: int, title: str, *parts: str) -> str:
    name = html.escape(title)
    return (
        f'<svg viewBox="0 0 {wide} {high}" role="img" aria-label="{name}" xmlns="http://www.w3.org/2000/svg"><title>{name}</title>'
        + "".join(parts)
        + "</svg>"
    )


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{_INK}">{html.escape(words)}</text>'


def _box(x: float, y: float, wide: float, high: float, fill: str) -> str:
    # The outline keeps a pale bar in sight on paper.
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(wide, 0):.1f}" height="{high:.1f}" fill="{fill}" stroke="{_INK}" stroke-width="0.4"/>'
    )


def _line(x1: float, y1: float, x2: float, y2: float, *, dashed: bool = False) -> str:
    dash = ' stroke-dasharray="3 3"' if dashed else ""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{_FAINT}"{dash}/>'


def skill_plot(skills: Mapping[Mistake, Skill], words: Catalogue) -> str:
    """For each mistake two bars: how often it is found where it is, and how often seen where it is not."""
    left, scale, row = 330, 3.6, 36
    parts = [_line(left + scale * tick, 6, left + scale * tick, 6 + row * len(MISTAKES)) for tick in (0, 25, 50, 75, 100)]
    for number, mistake in enumerate(MISTAKES):
        skill, y = skills[mistake], 8 + row * number
        parts.append(_text(left - 8, y + 18, words(f"mistake.{mistake}"), "end"))
        for at, count, of, fill in ((y, skill.found, skill.present, _ONE), (y + 15, skill.false_alarms, skill.absent, _TWO)):
            share = 100 * count / of if of else 0
            parts.append(_box(left, at, scale * share, 12, fill))
            parts.append(_text(left + scale * share + 5, at + 10.5, f"{share:.0f} %" if of else "–"))
    y = 8 + row * len(MISTAKES) + 8
    for at, key, fill in ((60, "progress.found-bar", _ONE), (400, "progress.alarms-bar", _TWO)):
        parts += [_box(at, y, 12, 12, fill), _text(at + 17, y + 10.5, words(key))]
    return _svg(760, y + 18, words("report.skills"), *parts)


def means_plot(first: Sequence[float], final: Sequence[float], words: Catalogue) -> str:
    """How many learners stand where in the first assessment and in the final one: ten steps of ten points."""
    counts = [[0] * 10 for _ in range(2)]
    for side, means in enumerate((first, final)):
        for mean in means:
            counts[side][min(9, int(10 * mean + 1e-9))] += 1
    most = max(1, *counts[0], *counts[1])
    left, base, step, high = 30, 160, 66, 130
    parts = [_line(left, base, left + 10 * step, base)]
    for place in range(10):
        x = left + place * step
        parts.append(_text(x + step / 2, base + 16, f"{10 * place}–{10 * place + 9 if place < 9 else 100}", "middle"))
        for side, fill in enumerate((_TWO, _ONE)):
            if count := counts[side][place]:
                tall = high * count / most
                at = x + 6 + 27 * side
                parts += [_box(at, base - tall, 25, tall, fill), _text(at + 12.5, base - tall - 4, str(count), "middle")]
    for at, key, fill in ((left, "mode.first", _TWO), (left + 260, "mode.final", _ONE)):
        parts += [_box(at, base + 28, 12, 12, fill), _text(at + 17, base + 38.5, words(key))]
    return _svg(720, base + 48, words("report.means"), *parts)


def item_plot(items: Mapping[str, ItemTally], words: Catalogue) -> str:
    """The scenarios: how many are right across, how well it tells learners apart upwards; what stands low or below 0 wants a look."""
    left, top, wide, high = 60, 12, 600, 240

    def place(right: float, discrimination: float) -> tuple[float, float]:
        return left + wide * right, top + high * (1 - (discrimination + 0.5) / 1.5)

    parts = [_box(left, top, wide, high, "none")]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, _ = place(tick, 0)
        parts += [_line(x, top, x, top + high, dashed=True), _text(x, top + high + 15, f"{100 * tick:.0f} %", "middle")]
    for value in (-0.5, 0.0, 0.5, 1.0):
        _, y = place(0, value)
        parts += [_line(left, y, left + wide, y, dashed=bool(value)), _text(left - 6, y + 4, f"{100 * value:.0f}".replace("-", "−"), "end")]
    for id, item in items.items():
        if (found := item.discrimination) is not None:
            x, y = place(item.share_right, max(-0.5, found))
            shape = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{_ONE}" fill-opacity="0.75" stroke="{_INK}" stroke-width="0.4">'
            parts.append(f"{shape}<title>{html.escape(id)}</title></circle>")
    parts.append(_text(left + wide / 2, top + high + 34, words("report.column.right"), "middle"))
    parts.append(_text(left, top + high + 34, f"↑ {words('report.column.discrimination')}"))
    return _svg(720, top + high + 44, words("report.items"), *parts)


def votes_plot(sessions: Sequence[SessionResult], titles: Mapping[str, str], words: Catalogue) -> str:
    """For each scenario of each workshop two bars: the share that was right before the discussion, and after it."""
    votes = [(voted_title(session, each, titles, words), each) for session in sessions for each in session.scenarios]
    left, scale, row = 330, 3.6, 36
    parts = [_line(left + scale * tick, 6, left + scale * tick, 6 + row * len(votes)) for tick in (0, 25, 50, 75, 100)]
    for number, (title, each) in enumerate(votes):
        y = 8 + row * number
        parts.append(_text(left - 8, y + 18, title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…", "end"))
        for at, share, fill in ((y, each.right_before, _TWO), (y + 15, each.right_after, _ONE)):
            if share is not None:
                parts.append(_box(left, at, scale * 100 * share, 12, fill))
                parts.append(_text(left + scale * 100 * share + 5, at + 10.5, f"{100 * share:.0f} %"))
    y = 8 + row * len(votes) + 8
    for at, key, fill in ((60, "workshop.first", _TWO), (400, "workshop.second", _ONE)):
        parts += [_box(at, y, 12, 12, fill), _text(at + 17, y + 10.5, words(key))]
    return _svg(760, y + 18, words("report.sessions"), *parts)
