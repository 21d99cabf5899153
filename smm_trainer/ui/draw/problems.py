"""What is wrong with a course's files, as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from smm_trainer.course.problems import Problem
from smm_trainer.locale import Catalogue
from smm_trainer.ui.draw.basics import BLANK, paragraph
from smm_trainer.ui.widgets.row import Row, displayed

MOST = 12
"""Problems shown above a text, at most: the text is what one looks at."""


def problem_rows(problems: Sequence[Problem], words: Catalogue, most: int = MOST, *, short: bool = True) -> Iterator[Row]:
    """The problems, one a row, errors and all in words; nothing where there is none."""
    for problem in problems[:most]:
        path = problem.path.replace("\\", "/").rpartition("/")[2] if short else problem.path
        place = Content.assemble((f"{displayed(path)}:{problem.line}  ", "$muted"))
        yield Row(Content.assemble(place, (displayed(problem.message(words)), "$text-error")), first=Content("× "), rest=Content("  "))
    if len(problems) > most:
        yield paragraph(words("preview.more", count=len(problems) - most), "$muted")
    if problems:
        yield BLANK
