"""A page: rows of text in one scrolling widget, some of which can be walked to and chosen.

Every screen is made of one or two pages. A page draws itself line by line, so that a key costs the lines that it changes and no layout
(DESIGN: 16 ms where nothing is laid out anew; a widget a paragraph would cost about 10 ms each).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual

from smm_trainer.ui.widgets.row import Row

GUTTER = 2
"""Cells before every row: the place of the cursor's mark, which does not depend on colour."""

MAX_WIDTH = 100
"""Lines longer than this are hard to read; what is wider stays empty."""

_MARK = Content("▸ ")
_NO_MARK = Content("  ")


class Page(ScrollView, can_focus=True):
    """Rows of text. Up and down walk from one row with a key to the next, and scroll where there is none in sight."""

    DEFAULT_CSS = """
    Page {
        height: 1fr;
        background: $background;
        color: $foreground;
        padding: 0 1;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;  /* a bar that comes and goes would lay the page out twice */
        scrollbar-background: $background;
        scrollbar-color: $rule;
        &:focus { scrollbar-color: $accent; }
        & > .page--cursor { background: $cursor; color: $foreground; }
    }
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"page--cursor"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("pageup", "turn(-1)", show=False),
        Binding("pagedown", "turn(1)", show=False),
        Binding("home", "edge(-1)", show=False),
        Binding("end", "edge(1)", show=False),
        Binding("enter", "choose('enter')", show=False),
        Binding("space", "choose('space')", show=False),
    ]

    cursor: reactive[str] = reactive("", repaint=False)
    """The key of the row that would be chosen; empty when none can be."""

    class Chosen(Message):
        """A row was chosen."""

        def __init__(self, page: Page, key: str, by: str) -> None:
            self.page = page
            self.key = key
            """The row's key."""
            self.by = by
            """``enter``, ``space`` or ``click``."""
            super().__init__()

        @property
        def control(self) -> Page:
            """The page, for `textual.on` selectors."""
            return self.page

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, page: Page, key: str) -> None:
            self.page = page
            self.key = key
            super().__init__()

        @property
        def control(self) -> Page:
            """The page, for `textual.on` selectors."""
            return self.page

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: Sequence[Row] = ()
        self._lines: list[tuple[Row, Content, bool]] = []
        self._spans: dict[str, tuple[int, int]] = {}
        self._strips: dict[tuple[int, bool], Strip] = {}
        self._laid_width = 0

    @property
    def rows(self) -> Sequence[Row]:
        """What it shows."""
        return self._rows

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the rows that can be chosen, in order."""
        return tuple(row.key for row in self._rows if row.key)

    def show(self, rows: Sequence[Row], *, cursor: str | None = None, top: bool = False) -> None:
        """Show ``rows`` in place of those before.

        Args:
            rows: what to show.
            cursor: where the cursor goes; None leaves it where it is if that row is still there, else on the first that can be chosen.
            top: scroll to the beginning, as for another text; else the place is kept.
        """
        self._rows = rows
        keys = [row.key for row in rows if row.key]
        wanted = self.cursor if cursor is None else cursor
        self.set_reactive(Page.cursor, wanted if wanted in keys else (keys[0] if keys else ""))
        self._lay_out()
        if top:
            self.scroll_to(y=0, animate=False)
        elif cursor is not None:
            self._reveal()

    def move_to(self, key: str) -> None:
        """Put the cursor on the row with ``key`` and bring it into sight."""
        if key in self.keys:
            self.cursor = key
            self._reveal()

    def _lay_out(self) -> None:
        # One cell at the right stays free: text that touches the scroll bar is hard to read.
        width = min(self.scrollable_content_region.width - 1, MAX_WIDTH)
        self._laid_width = self.scrollable_content_region.width
        self._lines = []
        self._spans = {}
        self._strips.clear()
        if width <= GUTTER:
            return
        for row in self._rows:
            lines = row.lines(width - GUTTER)
            if row.key:
                self._spans[row.key] = (len(self._lines), len(lines))
            self._lines.extend((row, line, number == 0) for number, line in enumerate(lines))
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()

    def notify_style_update(self) -> None:
        """A theme has changed: what was drawn in its colours is drawn anew."""
        self._strips.clear()
        super().notify_style_update()

    def on_resize(self, event: events.Resize) -> None:
        """Wrap to the new width, the cursor's row or else the same part of the text in sight."""
        if self.scrollable_content_region.width == self._laid_width:
            return
        seen = self.cursor_visible
        share = self.scroll_offset.y / max(1, len(self._lines))
        self._lay_out()
        if seen:
            self.call_after_refresh(self._reveal)
        else:
            self.scroll_to(y=round(share * len(self._lines)), animate=False)

    def render_line(self, y: int) -> Strip:
        """One line of the page (Textual's line API)."""
        number = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        style = self.visual_style
        if number >= len(self._lines):
            return Strip.blank(width, style.rich_style)
        row, line, first = self._lines[number]
        lit = bool(row.key) and row.key == self.cursor and self.has_focus
        strip = self._strips.get((number, lit))
        if strip is None:
            mark = _MARK.stylize("$accent") if lit and first else _NO_MARK
            base = style + Style.from_styles(self.get_component_styles("page--cursor")) if lit else style
            text = Content.assemble(mark, line)
            strips = Visual.to_strips(self, text, width, 1, base, apply_selection=False)
            strip = strips[0].adjust_cell_length(width, base.rich_style) if strips else Strip.blank(width, base.rich_style)
            self._strips[(number, lit)] = strip
        return strip

    @property
    def cursor_visible(self) -> bool:
        """The cursor's row is in sight, its first line at least."""
        if self.cursor not in self._spans:
            return False
        start, _ = self._spans[self.cursor]
        return self.scroll_offset.y <= start < self.scroll_offset.y + self.scrollable_content_region.height

    def _reveal(self) -> None:
        if self.cursor in self._spans:
            start, height = self._spans[self.cursor]
            if start + height >= len(self._lines) - 1:
                height = len(self._lines) - start
            if self.cursor == next(iter(self._spans)) and start < self.scrollable_content_region.height:
                start, height = 0, start + height
            self.scroll_to_region(Region(0, start, 1, height), animate=False, immediate=True, force=True)

    def watch_cursor(self, old: str, new: str) -> None:
        """Redraw the two rows concerned, and no more."""
        for key in (old, new):
            if key in self._spans:
                self.refresh_lines(*self._spans[key])
        self.post_message(self.Moved(self, new))

    def watch_has_focus(self, has_focus: bool) -> None:
        """The cursor shows only on the page that has the keyboard."""
        super().watch_has_focus(has_focus)
        if self.cursor in self._spans:
            self.refresh_lines(*self._spans[self.cursor])

    def action_step(self, by: int) -> None:
        """To the next row that can be chosen, if its first line is in sight or just beyond; else scroll by a line."""
        keys = list(self._spans)
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if self.cursor in self._spans and not self.cursor_visible:
            ahead = [key for key in keys if top <= self._spans[key][0] < top + height]
            if ahead:
                self.cursor = ahead[0] if by > 0 else ahead[-1]
                return
        index = keys.index(self.cursor) + by if self.cursor in keys else 0
        if 0 <= index < len(keys):
            start, lines = self._spans[keys[index]]
            if top - 2 <= start < top + height + 2 and top - 2 <= start:
                self.cursor = keys[index]
                if lines <= height:
                    self._reveal()
                return
        self.scroll_relative(y=by, animate=False, force=True, immediate=True)

    def action_turn(self, by: int) -> None:
        """A page up or down; the cursor comes along."""
        self._scroll_pages(by)
        self._cursor_into_sight(by)

    def _scroll_pages(self, by: int) -> None:
        height = self.scrollable_content_region.height
        self.scroll_relative(y=by * max(1, height - 2), animate=False, force=True, immediate=True)

    def action_edge(self, by: int) -> None:
        """To the beginning or the end."""
        if by < 0:
            self.scroll_home(animate=False, force=True, immediate=True)
        else:
            self.scroll_end(animate=False, force=True, immediate=True)
        keys = list(self._spans)
        if keys:
            self.cursor = keys[0 if by < 0 else -1]

    def _cursor_into_sight(self, by: int) -> None:
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        ahead = [key for key, (start, _) in self._spans.items() if top <= start < top + height]
        if ahead and self.cursor not in ahead:
            self.cursor = ahead[0] if by > 0 else ahead[-1]

    def action_choose(self, by: str) -> None:
        """Choose the cursor's row; where it is out of sight, read on instead: nothing is chosen unseen."""
        if self.cursor not in self._spans:  # no row, or no room for any
            return
        if self.cursor_visible:
            self.post_message(self.Chosen(self, self.cursor, by))
        else:
            self._scroll_pages(1 if self._spans[self.cursor][0] > self.scroll_offset.y else -1)

    def on_click(self, event: events.Click) -> None:
        """A click on a row chooses it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        number = offset.y + self.scroll_offset.y
        if 0 <= number < len(self._lines) and (key := self._lines[number][0].key):
            self.cursor = key
            self.post_message(self.Chosen(self, key, "click"))

    def action_next_row(self) -> None:
        """To the next row with a key, whether in sight or not; behind the last one to the end, and then to the first again."""
        keys = list(self._spans)
        at_end = self.scroll_offset.y >= self.max_scroll_y
        if not keys or (self.cursor == keys[-1] and not at_end):
            self.scroll_end(animate=False, force=True, immediate=True)
            return
        fresh = self.cursor not in keys or (self.cursor == keys[-1] and at_end)
        self.cursor = keys[0] if fresh else keys[keys.index(self.cursor) + 1]
        self._reveal()

    def scroll_to_text(self, text: str) -> None:
        """Bring the row that contains ``text``, and what follows it, into sight."""
        for number, (row, _, first) in enumerate(self._lines):
            if first and text in row.content.plain:
                height = self.scrollable_content_region.height
                self.scroll_to_region(
                    Region(0, number, 1, min(height, len(self._lines) - number)), animate=False, immediate=True, force=True
                )
                return
