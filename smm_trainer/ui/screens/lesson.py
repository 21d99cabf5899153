"""A lesson: its sections one at a time, checks inline, and at the end what was missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from smm_trainer.course.lesson import Check, CheckKind, Lesson, Section
from smm_trainer.course.problems import CourseError, Problem
from smm_trainer.progress.events import Kind
from smm_trainer.progress.record import LessonProgress
from smm_trainer.training.checks import fold_answer, judge
from smm_trainer.ui.draw.basics import BLANK, choice, heading, paragraph
from smm_trainer.ui.draw.lesson import CheckState, check_rows, claim_rows, complete, links_in, next_match, section_rows
from smm_trainer.ui.draw.problems import problem_rows
from smm_trainer.ui.screens.base import BaseScreen
from smm_trainer.ui.widgets.page import Page
from smm_trainer.ui.widgets.row import Row


class LessonScreen(BaseScreen):
    """Walks through one lesson. Its places are the sections, then the checks that were missed, then the end."""

    HELP_KEY = "lesson"

    DEFAULT_CSS = """
    LessonScreen #outline { width: 34; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "turn(1)", show=False),
        Binding("left", "turn(-1)", show=False),
        Binding("f3", "claims", show=False),
        Binding("f4", "terms", show=False),
    ]

    def __init__(self, lesson: Lesson, section: str = "") -> None:
        super().__init__()
        self.lesson = lesson
        self._place = 0
        self._wanted = section
        self._states: dict[str, CheckState] = {}
        self._again: list[str] = []
        self._show_claims = False
        self._problems: tuple[Problem, ...] = ()

    def renew(self, lesson: Lesson | None, problems: tuple[Problem, ...]) -> None:
        """Show the lesson as it was saved now, or the last good one with what is wrong (`previewing`); the place is kept."""
        self._problems = problems
        if lesson is None or lesson == self.lesson:
            return
        here = self._section.head.id if self._section else ""
        ids = [section.head.id for section in lesson.sections]
        self.lesson = lesson
        self._place = ids.index(here) if here in ids else min(self._place, len(ids))
        # An answer to a question that now reads otherwise is no answer to it.
        self._states.clear()
        if self._section is None:
            self._gather_again()

    @property
    def _lesson_id(self) -> str:
        return self.lesson.outline.id

    @property
    def _progress(self) -> LessonProgress:
        return self.trainer.progress.record.lessons.get(self._lesson_id, LessonProgress())

    @property
    def _section(self) -> Section | None:
        """The section shown; None behind the last one."""
        return self.lesson.sections[self._place] if self._place < len(self.lesson.sections) else None

    def body(self) -> Iterable[Widget]:
        """The outline where there is room, and the text."""
        outline = Page(id="outline", classes="side")
        outline.can_focus = False
        with Widget(classes="panes"):
            yield outline
            yield Page(id="text")

    def on_mount(self) -> None:
        """At the section asked for, or behind the one read last."""
        ids = [section.head.id for section in self.lesson.sections]
        last = self._progress.last
        if self._wanted in ids:
            self._place = ids.index(self._wanted)
        elif last in ids and not self._progress.done:
            self._place = ids.index(last) + 1
        self._enter()
        super().on_mount()
        # Enter leads on, and never answers a question by accident: the cursor waits behind the section's end.
        self._draw(top=True, cursor="next")
        self.query_one("#text", Page).focus()

    def title_text(self) -> str:
        """Which lesson, which section."""
        total = len(self.lesson.sections)
        place = f"{self._place + 1}/{total}" if self._place < total else self.words("lesson.end")
        return f"{self.lesson.outline.title(self.words.language)} · {place}"

    def hints(self) -> Iterable[tuple[str, str, str]]:
        """Keys."""
        yield "Enter", "key.go-on", "go_on"
        yield "← →", "key.sections", "turn(1)"
        yield "F3", "key.claims", "claims"
        yield "F4", "key.terms", "terms"
        yield "Esc", "key.back", "back"

    def draw(self) -> None:
        """The section, or what stands behind the last one."""
        self._draw(top=False)

    def _draw(self, *, top: bool, cursor: str | None = None) -> None:
        problems = problem_rows(self._problems, self.words)
        self.query_one("#text", Page).show([BLANK, *problems, *self._rows()], top=top, cursor=cursor)
        self.query_one("#outline", Page).show([BLANK, *self._outline()])
        self.draw_chrome()

    def _outline(self) -> Iterator[Row]:
        language = self.words.language
        for number, section in enumerate(self.lesson.sections):
            read = section.head.id in self._progress.sections
            here = number == self._place
            sign = "▸" if here else "✓" if read else "·"
            yield choice(f"section:{number}", section.head.title(language), before=f"{sign} ", style="bold $accent" if here else "")
        sign = "▸" if self._section is None else "✓" if self._progress.done else "·"
        yield choice(f"section:{len(self.lesson.sections)}", self.words("lesson.end"), before=f"{sign} ")

    def _rows(self) -> Iterator[Row]:
        section, words = self._section, self.words
        if section is None:
            yield from self._behind()
            return
        yield heading(section.head.title(words.language))
        if self._place == 0:
            yield paragraph(self.lesson.outline.goal(words.language), "italic $muted")
        yield BLANK
        yield from section_rows(section.nodes(words.language), words, self._states, self._lesson_id)
        if self._show_claims:
            yield from self._claims(section)
        yield from self._links()
        last = self._place == len(self.lesson.sections) - 1
        name = words("lesson.to-end") if last else self.lesson.sections[self._place + 1].head.title(words.language)
        yield choice("next", words("lesson.next", title=name), before="→ ", style="bold $accent")

    def _claims(self, section: Section) -> Iterator[Row]:
        language = self.words.language
        try:
            claims = self.trainer.course.claims_of(self._lesson_id)
        except CourseError:
            return
        known = [claims[number] for number in section.head.claims if number in claims]
        yield from claim_rows([(claim.id, claim.heading(language), claim.text(language)) for claim in known], self.words)

    @property
    def _terms(self) -> list[str]:
        """The ids of the terms that the section's prose leads to."""
        nodes = self._section.nodes(self.words.language) if self._section else ()
        return [link.removeprefix("term:") for link in links_in(nodes) if link.startswith("term:")]

    @property
    def _asked_terms(self) -> set[str]:
        """Of those, the ones that a question of this section asks for and that has no answer yet: their names would be the answer."""
        nodes = self._section.nodes(self.words.language) if self._section else ()
        waiting = [node for node in nodes if isinstance(node, Check) and node.kind is CheckKind.TEXT and not self._answered(node.id)]
        answers = {fold_answer(option.text) for check in waiting for option in check.options if option.right}
        glossary = self.trainer.course.glossary
        return {id for id in self._terms if id in glossary and {fold_answer(name) for _, name in glossary[id].name} & answers}

    def _answered(self, check: str) -> bool:
        return check in self._states and self._states[check].answered

    def _links(self) -> Iterator[Row]:
        """Where the prose leads: its terms, in one row, and other lessons."""
        course, language = self.trainer.course, self.words.language
        try:
            names = [course.glossary[id].name(language) for id in self._terms if id in course.glossary and id not in self._asked_terms]
        except CourseError:
            names = []
        if names:
            text = Content.assemble((f"{self.words('lesson.terms')}  ", "$muted"), ", ".join(names))
            yield choice("terms", text, before="≡ ")
        nodes = self._section.nodes(language) if self._section else ()
        for link in links_in(nodes):
            id = link.removeprefix("lesson:").partition("#")[0]
            if link.startswith("lesson:") and id in course.outlines:
                text = Content.assemble((f"{self.words('lesson.see')}  ", "$muted"), course.outlines[id].title(language))
                yield choice(f"follow:{link.removeprefix('lesson:')}", text, before="↗ ")

    def _missed(self) -> list[Check]:
        """The checks never answered rightly."""
        right = self._progress.checks
        return [check for check in self.lesson.checks(self.words.language) if not right.get(check.id)]

    def _behind(self) -> Iterator[Row]:
        words = self.words
        again = [check for check in self.lesson.checks(words.language) if check.id in self._again]
        if again:
            yield heading(words("lesson.again"))
            yield paragraph(words("lesson.again-why"), "$muted")
            yield BLANK
            for check in again:
                yield from check_rows(check, words, self._states.setdefault(check.id, CheckState()), self._lesson_id)
            if not all(self._states[check.id].answered for check in again):
                yield choice("later", words("lesson.later"), before="· ")
                return
            yield choice("again", words("lesson.again-next" if self._missed() else "lesson.to-end"), before="→ ", style="bold $accent")
            return
        yield from self._end()

    def _end(self) -> Iterator[Row]:
        words, outline = self.words, self.lesson.outline
        language = words.language
        yield heading(words("lesson.done"))
        yield BLANK
        for key, text in (("lesson.takeaway", outline.takeaway), ("lesson.exercise", outline.exercise)):
            yield heading(words(key))
            yield paragraph(text(language))
            yield BLANK
        yield heading(words("lesson.discussion", minutes=outline.group_minutes))
        for question in outline.discussion:
            yield Row(Content(question(language)), first=Content("• "))
        yield BLANK
        if following := self._following():
            yield choice("following", words("lesson.next", title=following), before="→ ", style="bold $accent")
        yield choice("practice", words("home.new-practice"), before="→ ", style="" if following else "bold $accent")
        yield choice("home", words("lesson.home"), before="→ ")

    def _following(self) -> str:
        outlines = list(self.trainer.course.outlines.values())
        place = next((n for n, outline in enumerate(outlines) if outline.id == self._lesson_id), len(outlines))
        return outlines[place + 1].title(self.words.language) if place + 1 < len(outlines) else ""

    def _enter(self) -> None:
        """Note where the reader is."""
        if section := self._section:
            if section.head.id not in self._progress.sections or self._progress.last != section.head.id:
                self._note(Kind.SECTION, lesson=self._lesson_id, section=section.head.id)
            return
        self._gather_again()
        if not self._again and not self._progress.done:
            self._note(Kind.LESSON, lesson=self._lesson_id)

    def _gather_again(self) -> None:
        self._again = [check.id for check in self._missed()]
        for id in self._again:
            self._states[id] = CheckState()

    def _note(self, kind: Kind, **fields: str) -> None:
        if error := self.trainer.progress.note(kind, **fields):
            self.trainer.say_journal_error(error)

    def _go(self, place: int) -> None:
        if 0 <= place <= len(self.lesson.sections) and place != self._place:
            self._place = place
            self._enter()
            # Enter never answers a question by accident: the cursor waits on the row that leads on, or away.
            self._draw(top=True, cursor="next" if self._section else "later")

    def action_turn(self, by: int) -> None:
        """The section before or behind."""
        self._go(self._place + by)

    def action_go_on(self) -> None:
        """What Enter does."""
        self.query_one("#text", Page).action_choose("enter")

    def action_claims(self) -> None:
        """What the source document says here, or away with it."""
        self._show_claims = not self._show_claims
        self._draw(top=False, cursor="next" if self._show_claims else None)

    def action_terms(self) -> None:
        """The glossary, the section's terms on top."""
        self.trainer.open_glossary(self._terms)

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        kind, _, rest = event.key.partition(":")
        app = self.trainer
        if kind == "next":
            self._go(self._place + 1)
        elif kind == "terms":
            self.action_terms()
        elif kind == "follow":
            lesson, _, there = rest.partition("#")
            app.open_lesson(lesson, there)
        elif kind == "section":
            self._go(int(rest))
            self.query_one("#text", Page).focus()
        elif kind == "again":
            self._enter()
            self._draw(top=True, cursor="later")
        elif kind in ("home", "later"):
            app.go_back()
        elif kind == "practice":
            from smm_trainer.training.draw import Mode

            app.go_back()
            app.open_new_quiz(Mode.PRACTICE)
        elif kind == "following":
            ids = list(app.course.outlines)
            app.go_back()
            app.open_lesson(ids[ids.index(self._lesson_id) + 1])
        else:
            self._answer(kind, rest)

    def _answer(self, kind: str, rest: str) -> None:
        id, _, option = rest.partition(":")
        check = self._check(id, self.words.language)
        state = self._states.setdefault(id, CheckState())
        if kind == "type":
            self._ask(check, state)
        elif kind == "answer":
            if complete(check, state):
                self._hand_in(check, state)
            else:
                self.trainer.say(f"lesson.incomplete.{check.kind}")
        elif check.kind is CheckKind.SINGLE:
            state.picked = [option]
            self._hand_in(check, state)
        else:
            self._toggle(check, state, option)
            self._draw(top=False)

    def _check(self, id: str, language: str) -> Check:
        return next(check for check in self.lesson.checks(language) if check.id == id)

    def _toggle(self, check: Check, state: CheckState, option: str) -> None:
        if check.kind is CheckKind.MATCH:
            state.picked = state.picked or [""] * len(check.options)
            place = [each.id for each in check.options].index(option)
            state.picked[place] = next_match(check, state.picked[place], self._lesson_id)
        elif option in state.picked:
            state.picked.remove(option)
        else:
            state.picked.append(option)

    def _ask(self, check: Check, state: CheckState) -> None:
        from smm_trainer.ui.screens.ask import AskScreen

        def typed(value: str | None) -> None:
            if value:
                state.picked = [value]
                self._hand_in(check, state)

        self.app.push_screen(AskScreen(lambda words: self._check(check.id, words.language).question), typed)

    def _hand_in(self, check: Check, state: CheckState) -> None:
        state.answered = True
        right = judge(check, state.picked).right
        error = self.trainer.progress.note(Kind.CHECK, lesson=self._lesson_id, check=check.id, answer=list(state.picked), right=right)
        if error:
            self.trainer.say_journal_error(error)
        # The reply stands where the question stood: the eye need not look for it, and nothing moves on by itself.
        self._draw(top=False, cursor="again" if self._section is None else "next")
        self._show_reply(check)

    def _show_reply(self, check: Check) -> None:
        page = self.query_one("#text", Page)
        page.scroll_to_text(check.question)
