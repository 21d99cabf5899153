"""The preview: what a writer's course holds and what is wrong with it, drawn anew whenever a file is saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.widget import Widget

from smm_trainer.course.course import Course
from smm_trainer.course.problems import CourseError
from smm_trainer.ui.draw.basics import BLANK, choice, heading, paragraph
from smm_trainer.ui.draw.problems import problem_rows
from smm_trainer.ui.screens.base import BaseScreen
from smm_trainer.ui.widgets.page import Page
from smm_trainer.ui.widgets.row import Row

if TYPE_CHECKING:
    from smm_trainer.course.watch import Saved

MOST = 200
"""Problems listed, at most."""


class PreviewScreen(BaseScreen):
    """The watched courses' lessons and campaigns, each to be opened, and all problems."""

    HELP_KEY = "preview"

    def __init__(self, saved: Saved, roots: Iterable[str]) -> None:
        super().__init__()
        self.saved = saved
        self._roots = tuple(roots)

    def body(self) -> Iterable[Widget]:
        """One page."""
        yield Page(id="preview")

    def title_text(self) -> str:
        """Which folders."""
        return f"{self.words('preview.title')} · {', '.join(self._roots)}"

    def hints(self) -> Iterable[tuple[str, str, str]]:
        """Keys."""
        yield "Enter", "key.open", ""

    def draw(self) -> None:
        """Everything."""
        self.query_one(Page).show([BLANK, *self._rows()])

    def _rows(self) -> Iterator[Row]:
        words = self.words
        yield paragraph(words("preview.about"), "$muted")
        yield BLANK
        if self.saved.course is not None:
            yield from self._content(self.saved.course)
        problems = self.saved.problems
        yield heading(words("cli.problems", count=len(problems)) if problems else words("cli.no-problems"))
        yield from problem_rows(problems, words, MOST, short=False)

    def _content(self, course: Course) -> Iterator[Row]:
        """What there is to open, of the watched courses alone."""
        words = self.words
        own = [part for part in getattr(course, "parts", (course,)) if str(part.root) in self._roots]
        for part in own:
            yield heading(words("home.lessons"))
            for outline in part.outlines.values():
                yield choice(f"lesson:{outline.id}", outline.title(words.language), before=self._sign(outline.folder))
            yield BLANK
            try:
                scenarios = part.scenarios
            except CourseError:
                continue
            if scenarios:
                yield heading(words("home.quizzes"))
                for scenario in scenarios.values():
                    yield choice(f"scenario:{scenario.id}", scenario.title(words.language), before="· ")
                yield BLANK

    def _sign(self, folder: Path) -> str:
        return "× " if self.saved.problems_of(folder) else "✓ "

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        kind, _, id = event.key.partition(":")
        if kind == "lesson":
            self.trainer.open_lesson(id)
        elif kind == "scenario":
            self.trainer.open_scenario(id)
