"""The report as one page of HTML that needs nothing from anywhere, and that prints well."""

from __future__ import annotations

import html
from collections.abc import Mapping

from smm_trainer import __version__
from smm_trainer.locale import Catalogue, format_date
from smm_trainer.reports.class_report import plots
from smm_trainer.reports.class_report.build import ClassReport
from smm_trainer.reports.class_report.tables import Cell, Table, headline, shown_tables

_STYLE = """
@page { size: A4 landscape; margin: 12mm; }
* { box-sizing: border-box; }
body { font: 10.5pt/1.4 "Noto Sans Armenian", "DejaVu Sans", system-ui, sans-serif; color: #1b1d22; background: #fff; }
body { max-width: 270mm; margin: 0 auto; padding: 5mm; }
h1 { font-size: 18pt; margin: 0 0 2mm; }
h2 { font-size: 13pt; margin: 7mm 0 1mm; break-after: avoid; }
p { margin: 1mm 0; }
.note { color: #555a66; font-size: 9pt; max-width: 200mm; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: 2mm 0; font-size: 9pt; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { text-align: left; padding: 0.8mm 2.5mm 0.8mm 0; border-bottom: 1px solid #e3e5ea; vertical-align: top; overflow-wrap: anywhere; }
thead th { border-bottom: 1.5px solid #1b1d22; font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
svg { display: block; width: 100%; max-width: 200mm; height: auto; font: 12px "Noto Sans Armenian", "DejaVu Sans", sans-serif; }
figure { margin: 2mm 0; break-inside: avoid; }
footer { margin-top: 8mm; border-top: 1px solid #c9ccd3; padding-top: 2mm; font-size: 8.5pt; color: #555a66; }
@media print { .scroll { overflow: visible; } body { padding: 0; } }
"""


def report_html(report: ClassReport, titles: Mapping[str, str], words: Catalogue) -> str:
    """The page. Names and titles are shown as text, whatever they contain."""
    first = [learner.first.mean for learner in report.learners if learner.first]
    final = [learner.final.mean for learner in report.learners if learner.final]
    drawn = {
        "learners": plots.means_plot(first, final, words) if first or final else "",
        "skills": plots.skill_plot(report.skills, words),
        "items": plots.item_plot(report.items, words) if _judged(report) else "",
        "sessions": plots.votes_plot(report.sessions, titles, words),
    }
    day = f"{format_date(report.now.date(), words.language, weekday=False)} {report.now.year}"
    title = words("report.title")
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{words.language}">',
            '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head>",
            "<body>",
            f"<h1>{html.escape(title)}</h1>",
            *(f"<p>{html.escape(sentence)}</p>" for sentence in headline(report, words)),
            *(_section(table, drawn.get(name, "")) for name, table in shown_tables(report, titles, words).items()),
            f"<footer>{html.escape(f'SMM Trainer {__version__} · {day}')}</footer>",
            "</body></html>",
            "",
        ]
    )


def _judged(report: ClassReport) -> bool:
    return any(item.discrimination is not None for item in report.items.values())


def _section(table: Table, plot: str = "") -> str:
    parts = [f"<section><h2>{html.escape(table.title)}</h2>"]
    if table.note:
        parts.append(f'<p class="note">{html.escape(table.note)}</p>')
    if plot:
        parts.append(f"<figure>{plot}</figure>")
    if table.rows:
        head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in table.head)
        rows = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in table.rows)
        parts.append(f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>')
    return "".join([*parts, "</section>"])


def _cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return f"<td>{html.escape(cell)}</td>"
    return f'<td class="number">{"–" if cell is None else cell}</td>'
