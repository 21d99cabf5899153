"""Home: the next step, the lessons, what has been learnt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual import on
from textual.content import Content
from textual.widget import Widget

from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.course.outline import Outline
from smm_trainer.course.problems import CourseError
from smm_trainer.progress.glance import Glance
from smm_trainer.training.next_step import LessonState, Step, StepKind, due_by, next_step
from smm_trainer.ui.draw.basics import BLANK, bar, choice, heading, paragraph
from smm_trainer.ui.screens.base import BaseScreen
from smm_trainer.ui.widgets.page import Page
from smm_trainer.ui.widgets.row import Row

SETTLE_SECONDS = 0.05
"""How long the first picture is given to reach the terminal: Textual writes it in a thread of its own, which work here would hold up."""

ROOMY = 70
"""Columns from which a lesson's minutes fit behind the longest title."""


class HomeScreen(BaseScreen):
    """Where everything starts from."""

    HELP_KEY = "home"

    DEFAULT_CSS = """
    HomeScreen #skills { width: 40; }
    """

    def body(self) -> Iterable[Widget]:
        """The list, and beside it the skills where there is room."""
        side = Page(id="skills", classes="side")
        side.can_focus = False
        with Widget(classes="panes"):
            yield Page(id="home")
            yield side

    def __init__(self) -> None:
        super().__init__()
        self._drawn_wide: bool | None = None
        self._settled = False
        self._shown: Glance | None = None

    def on_mount(self) -> None:
        """The journal is read once the first picture stands: it costs 25 ms and more."""
        self.draw_chrome()
        self.set_timer(SETTLE_SECONDS, self._settle)

    def _settle(self) -> None:
        """Read what the first picture did without."""
        shown = self.trainer.glance
        if self.trainer.settle():
            self._settled = True
            self._shown = self.trainer.glance
            course = self.trainer.course
            if self.trainer.glance != shown or course.has_forms is not course.seems_to_have_forms:
                self.translate()
            self.trainer.keep_glance()

    def title_text(self) -> str:
        """The app's name."""
        return "SMM Trainer"

    def hints(self) -> Iterable[tuple[str, str, str]]:
        """Keys."""
        yield "Enter", "key.open", "open"
        yield "^P", "key.palette", "app.command_palette"
        yield "^Q", "key.quit", "app.quit"

    def action_open(self) -> None:
        """What Enter does."""
        self.query_one("#home", Page).action_choose("enter")

    def on_screen_resume(self) -> None:
        """What was done elsewhere shows here."""
        if self._settled:
            self.translate()
            if self.trainer.glance != self._shown:
                # Something was done: what comes next is under Enter again.
                page = self.query_one("#home", Page)
                page.show(page.rows, cursor=page.keys[0], top=True)
            self._shown = self.trainer.glance

    def draw(self) -> None:
        """The next step first; everything else below it."""
        self._drawn_wide = self.wide
        learnt = list(self._skills())
        here = [] if self.wide else [BLANK, *learnt]
        self.query_one("#home", Page).show([*self._next_step(), *self._lessons(), *self._more(), *here])
        self.query_one("#skills", Page).show([BLANK, *learnt])

    def on_resize(self) -> None:
        """The skills stand beside the list, or below it."""
        super().on_resize()
        if self.wide is not self._drawn_wide:
            self.draw()

    def _next_step(self) -> Iterator[Row]:
        step = self._step()
        words = self.words
        if step.kind is StepKind.LESSON:
            outline = self.trainer.course.outlines[step.lesson]
            title = words(f"step.{step.why}", title=outline.title(words.language))
            # Of a lesson that goes on, the goal says more than a reason would.
            why = words(f"step.{step.why}-why") if f"step.{step.why}-why" in words else outline.goal(words.language)
        elif step.kind is StepKind.RESUME and (open_quiz := self.trainer.glance.open_quiz):
            mode, answered, total = open_quiz
            title = words("step.resume", mode=words(f"mode.{mode}"))
            why = words("step.resume-why", answered=answered, total=total)
        else:
            due = ", ".join(words(f"short.{mistake}") for mistake in self._due())
            title, why = words(f"step.{step.why}"), words(f"step.{step.why}-why", due=due)
        yield BLANK
        yield choice(f"step:{step.kind}:{step.lesson}", Content.assemble((title, "bold $accent")))
        yield paragraph(why, "$muted")
        yield BLANK

    @property
    def _forms(self) -> bool:
        """The course has assessments; for the first picture a sample of its files must do."""
        course = self.trainer.course
        return course.has_forms if self._settled else course.seems_to_have_forms

    def _step(self) -> Step:
        """What is proposed."""
        lessons = self.trainer.glance.lessons
        states = [
            LessonState(outline.id, outline.mistake, outline.id in lessons, lessons.get(outline.id, ((), False))[1])
            for outline in self._outlines()
        ]
        return next_step(self.trainer.glance.standing, states, self._forms, self.trainer.now())

    def _due(self) -> tuple[str, ...]:
        return due_by(self.trainer.glance.standing, self.trainer.now())

    def _outlines(self) -> Iterable[Outline]:
        try:
            return self.trainer.course.outlines.values()
        except CourseError as error:
            self.trainer.notify(error.problems[0].sentence(self.words), markup=False, severity="error", timeout=15)
            return ()

    def _lessons(self) -> Iterator[Row]:
        yield heading(self.words("home.lessons"))
        lessons = self.trainer.glance.lessons
        for number, outline in enumerate(self._outlines(), 1):
            sections, done = lessons.get(outline.id, ((), False))
            ids = {section.id for section in outline.sections} if sections and not done else set()
            read = len(ids & set(sections))
            state = "✓" if done else "◐" if read else "·"
            parts: list[tuple[str, str]] = [(outline.title(self.words.language), "")]
            if read:
                left = f" · {self.words('home.checks-left')}" if read == len(ids) else ""
                parts.append((f"  {read}/{len(ids)}{left}", "$muted"))
            elif not done and self.size.width >= ROOMY:
                parts.append((f"  {self.words('home.minutes', minutes=outline.minutes)}", "$muted"))
            yield choice(f"lesson:{outline.id}", Content.assemble(*parts), before=f"{state} {number:>2}  ")
        yield BLANK

    def _more(self) -> Iterator[Row]:
        words = self.words
        yield heading(words("home.quizzes"))
        yield choice("practice", words("home.new-practice"))
        if due := self._due():
            names = ", ".join(words(f"short.{mistake}") for mistake in due)
            yield choice("review", Content.assemble(words("home.review"), (f"  {names}", "$muted")))
        if self._forms:
            yield from self._assessments()
        yield BLANK
        yield choice("progress", words("home.progress"))
        yield choice("glossary", words("glossary.title"))
        yield choice("settings", words("home.settings"))
        yield choice("quit", words("home.quit"))

    def _assessments(self) -> Iterator[Row]:
        words, glance = self.words, self.trainer.glance
        for mode in ("first", "final", "delayed"):
            taken = glance.assessments.get(mode)
            said = words("home.not-taken") if taken is None else words("home.taken", score=round(100 * taken[0]))
            sign = "·" if taken is None else "✓" if mode == "first" or taken[1] else "×"
            yield choice(mode, Content.assemble(words(f"mode.{mode}"), (f"  {said}", "$muted")), before=f"{sign} ")

    def _skills(self) -> Iterator[Row]:
        words = self.words
        yield heading(words("home.skills"))
        glance = self.trainer.glance
        if not glance.answers:
            yield paragraph(words("home.no-skills"), "$muted")
            return
        for mistake, (found, present, _) in glance.skills.items():
            counts = words("home.found", found=found, present=present)
            share = found / present if present else 0.0
            first = Content.assemble((bar(share, 8), "$accent"), (f"  {counts:>7}  ", "$muted"))
            yield Row(Content(words(f"short.{mistake}")), first=first)
        alarms = sum(alarms for _, _, alarms in glance.skills.values())
        yield paragraph(words("home.alarms", alarms=alarms, judged=glance.answers * len(MISTAKES)), "$muted")

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        from smm_trainer.training.draw import Mode

        kind, _, id = event.key.removeprefix("step:").partition(":")
        app = self.trainer
        if kind != "quit" and not app.settle():
            return
        if kind == "lesson":
            app.open_lesson(id)
        elif kind == "resume" and (quiz := app.progress.record.open_quiz):
            app.open_quiz(quiz)
        elif kind in tuple(Mode):
            app.open_new_quiz(Mode(kind))
        elif kind == "progress":
            app.open_progress_screen()
        elif kind == "glossary":
            app.open_glossary()
        elif kind == "settings":
            app.open_settings()
        elif kind == "quit":
            app.leave(0)

    def action_back(self) -> None:
        """Nothing is below home."""
