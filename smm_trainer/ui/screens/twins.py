"""A campaign and its twin side by side: what differs is marked, and the principle comes after the comparison."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget

from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.course.scenario import Line, Scenario
from smm_trainer.course.twins import differing_lines, parted_by
from smm_trainer.ui.draw.basics import BLANK, heading, paragraph, styled
from smm_trainer.ui.draw.campaign import NO_MARK, Mark, campaign_rows
from smm_trainer.ui.screens.base import BaseScreen
from smm_trainer.ui.widgets.page import Page
from smm_trainer.ui.widgets.row import Row


class TwinsScreen(BaseScreen):
    """Two campaigns that a few lines part. On a narrow screen Tab goes from one to the other, at the same place."""

    HELP_KEY = "twins"

    DEFAULT_CSS = """
    TwinsScreen #twins { height: 1fr; layout: horizontal; }
    TwinsScreen #other { border-left: solid $rule; }
    TwinsScreen.-wide #other:focus { border-left: solid $accent; }
    TwinsScreen.-narrow #other { display: none; border-left: none; }
    TwinsScreen.-narrow.-other #one { display: none; }
    TwinsScreen.-narrow.-other #other { display: block; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,shift+tab,left,right", "other_pane", show=False, priority=True),
        Binding("enter,space", "difference", show=False, priority=True),
    ]

    def __init__(self, one: Scenario, other: Scenario) -> None:
        super().__init__()
        self._pair = (one, other)

    def body(self) -> Iterable[Widget]:
        """Two pages."""
        with Container(id="twins"):
            yield Page(id="one")
            yield Page(id="other")

    def on_mount(self) -> None:
        """The keyboard begins at the campaign that was answered."""
        super().on_mount()
        self.query_one("#one", Page).focus()

    def title_text(self) -> str:
        """The two titles."""
        one, other = (scenario.title(self.words.language) for scenario in self._pair)
        return f"{one} ⇄ {other}"

    def hints(self) -> Iterable[tuple[str, str, str]]:
        """Keys."""
        yield "Enter", "key.difference", "difference"
        yield "Tab", "key.twin", "other_pane"
        yield "Esc", "key.back", "back"

    def draw(self) -> None:
        """Both campaigns, the principle at the end of each."""
        one, other = self._pair
        for id, mine, twin in (("#one", one, other), ("#other", other, one)):
            self.query_one(id, Page).show([BLANK, *self._rows(mine, twin)])

    def _rows(self, mine: Scenario, twin: Scenario) -> Iterator[Row]:
        words = self.words
        differing = differing_lines(mine, twin)

        def mark(line: Line) -> Mark:
            return ("≠", "bold $accent") if line.id in differing else NO_MARK

        yield Row(Content.assemble((mine.title(words.language), "bold $accent")))
        said = ", ".join(words(f"short.{m}") for m in MISTAKES if m in mine.mistakes) or words("short.clean")
        yield Row(Content.assemble((f"{words('twins.key')}  ", "$muted"), (said, "bold")))
        yield paragraph(words("twins.differing", count=len(differing)), "$muted")
        yield BLANK
        for row in campaign_rows(mine, words, mark):
            # Only what differs can be walked to: Enter goes from one difference to the next.
            yield row if row.key.removeprefix("line:") in differing else replace(row, key="")
        yield heading(words("twins.principle"))
        for mistake in parted_by(mine, twin):
            yield Row(styled(words(f"mistake.{mistake}"), "bold"))
            yield paragraph(mine.reason(mistake, words.language))
            yield paragraph(words(f"principle.{mistake}"), "$muted")
            yield BLANK

    @property
    def _shown(self) -> Page:
        return self.query_one("#other" if self.query_one("#other", Page).has_focus else "#one", Page)

    def action_difference(self) -> None:
        """To the next line that differs; behind the last one to the principle."""
        self._shown.action_next_row()

    def action_other_pane(self) -> None:
        """To the twin, at the same place."""
        here, there = ("#one", "#other") if self._shown.id == "one" else ("#other", "#one")
        self.set_class(there == "#other", "-other")
        page = self.query_one(there, Page)
        page.scroll_to(y=self.query_one(here, Page).scroll_offset.y, animate=False)
        page.focus()
