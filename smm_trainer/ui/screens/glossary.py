"""The glossary: the field's terms in both languages side by side, searched as one types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from smm_trainer.course.problems import CourseError
from smm_trainer.course.reference import Term, find_terms
from smm_trainer.locale import LANGUAGES
from smm_trainer.ui.draw.basics import BLANK, heading, paragraph
from smm_trainer.ui.draw.glossary import term_rows
from smm_trainer.ui.screens.base import BaseScreen
from smm_trainer.ui.widgets.line import Line
from smm_trainer.ui.widgets.page import Page
from smm_trainer.ui.widgets.row import Row


class GlossaryScreen(BaseScreen):
    """All terms; those that a section uses first, when it was opened from one."""

    HELP_KEY = "glossary"

    DEFAULT_CSS = """
    GlossaryScreen Input {
        border: none; height: 1; margin: 1 0 0 0; padding: 0 3; background: $bar; color: $foreground;
        &:focus { border: none; background: $cursor; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("pageup", "turn(-1)", show=False),
        Binding("pagedown", "turn(1)", show=False),
    ]

    def __init__(self, first: Sequence[str] = ()) -> None:
        """
        Args:
            first: the ids of the terms that it was opened for.
        """
        super().__init__()
        self._first = tuple(first)

    def body(self) -> Iterable[Widget]:
        """A line to type on, and the terms."""
        yield Line()
        yield Page(id="glossary")

    def title_text(self) -> str:
        """Glossary."""
        return self.words("glossary.title")

    def hints(self) -> Iterable[tuple[str, str, str]]:
        """Keys."""
        yield "↑ ↓", "key.scroll", ""
        yield "Esc", "key.back", "back"

    def draw(self) -> None:
        """The terms that are looked for."""
        line = self.query_one(Input)
        line.placeholder = self.words("glossary.placeholder")
        self.query_one(Page).show([BLANK, *self._rows(line.value)])

    @on(Input.Changed)
    def _typed(self) -> None:
        self.query_one(Page).show([BLANK, *self._rows(self.query_one(Input).value)], top=True, cursor="")

    def _rows(self, wanted: str) -> Iterator[Row]:
        words = self.words
        try:
            terms = self.trainer.course.glossary
        except CourseError as error:
            yield paragraph(error.problems[0].sentence(words), "$bad")
            return
        if wanted.strip():
            found = find_terms(terms.values(), wanted)
            yield from self._terms(found)
            if not found:
                yield paragraph(words("glossary.nothing"), "$muted")
            return
        here = [terms[id] for id in self._first if id in terms]
        if here:
            yield heading(words("glossary.here"))
            yield BLANK
            yield from self._terms(here)
            yield heading(words("glossary.all"))
            yield BLANK
        language = words.language
        yield from self._terms(sorted(terms.values(), key=lambda term: term.name(language).casefold()))

    def _terms(self, terms: Iterable[Term]) -> Iterator[Row]:
        language = self.words.language
        other = next(each for each in LANGUAGES if each != language)
        for term in terms:
            yield from term_rows(term, language, other)

    def action_step(self, by: int) -> None:
        """The terms are walked while one types."""
        self.query_one(Page).action_step(by)

    def action_turn(self, by: int) -> None:
        """A page of them."""
        self.query_one(Page).action_turn(by)
