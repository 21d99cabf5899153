"""A quiz: a campaign, the learner's diagnosis, and the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.course.scenario import Line, Scenario
from smm_trainer.progress.errors import JournalError
from smm_trainer.progress.record import QuizProgress
from smm_trainer.training.grading import Confidence, Diagnosis, Verdict
from smm_trainer.ui.draft import Draft
from smm_trainer.ui.draw.basics import BLANK, BOX, CIRCLE, choice, paragraph, styled
from smm_trainer.ui.draw.campaign import NO_MARK, Mark
from smm_trainer.ui.screens.campaign import CampaignScreen
from smm_trainer.ui.trainer import RETRY_SECONDS
from smm_trainer.ui.widgets.page import Page
from smm_trainer.ui.widgets.row import Row


class QuizScreen(CampaignScreen):
    """Goes through a quiz, scenario by scenario. The campaign has the screen; the diagnosis opens below it or beside it.

    In an assessment no verdict is shown before its end.
    """

    HELP_KEY = "quiz"

    BINDINGS: ClassVar[list[BindingType]] = [Binding(str(number), f"tick_number({number})", show=False) for number in range(6)]

    def __init__(self, quiz: QuizProgress, scenarios: Mapping[str, Scenario]) -> None:
        self.quiz = quiz
        self._ids = [id for id in quiz.scenarios if id in scenarios]
        remaining = [id for id in quiz.remaining if id in scenarios]
        super().__init__(scenarios, scenarios[remaining[0] if remaining else self._ids[-1]])
        self._unsaved: JournalError | None = None

    @property
    def _draft(self) -> Draft:
        return self.trainer.draft(self.quiz.id, self._scenario.id)

    @property
    def _diagnosis(self) -> Diagnosis:
        return self._draft.diagnosis

    def on_mount(self) -> None:
        """The keyboard begins at the campaign."""
        super().on_mount()
        self._campaign.focus()
        if self._draft.handed_in:
            self._submit()

    def title_text(self) -> str:
        """Which kind of quiz, and how far."""
        place = self.words("quiz.place", number=self.quiz.scenarios.index(self._scenario.id) + 1, total=len(self.quiz.scenarios))
        return f"{self.words(f'mode.{self.quiz.mode}')} · {place}"

    def hints(self) -> Iterable[tuple[str, str, str]]:
        """Keys, by what is in hand."""
        if self._verdict:
            yield "Enter", "key.next" if self._panel.cursor == "next" else "key.open", ""
            yield "Tab", "key.campaign" if not self.has_class("-campaign") else "key.verdict", "other_pane"
        elif self._campaign.has_focus:
            yield "Space", "key.mark", "mark"
            yield "Enter", "key.diagnose", "other_pane"
        else:
            yield "Enter", "key.tick", "tick"
            yield "Tab", "key.campaign", "other_pane"
        yield "Esc", "key.back", "back"

    def draw(self) -> None:
        """Campaign and diagnosis or verdict, the cursors where they are."""
        self._draw_campaign()
        self._draw_panel()

    def _mark(self, line: Line) -> Mark:
        if self._verdict:
            return super()._mark(line)
        return ("◆", "bold $accent") if line.id in self._draft.evidence else NO_MARK

    def _draw_panel(self, *, top: bool = False, cursor: str | None = None) -> None:
        if self._verdict:
            rows = [BLANK, *self._verdict_rows(self._verdict)] if self.wide else list(self._verdict_rows(self._verdict))
        elif self.wide or self._panel.has_focus:
            rows = list(self._diagnosis_rows())
        else:
            rows = [self._summary()]
        self._panel.show(rows, top=top, cursor=cursor)

    def _summary(self) -> Row:
        words, draft = self.words, self._draft
        said = ", ".join(words(f"short.{m}") for m in MISTAKES if m in draft.mistakes) or (words("short.clean") if draft.clean else "…")
        marked = words("quiz.marked", marked=len(draft.evidence))
        return choice("open", Content.assemble((words("quiz.diagnosis"), "bold"), f"  {said}", (f"  {marked}", "$muted")))

    def _diagnosis_rows(self) -> Iterator[Row]:
        words, draft = self.words, self._draft
        if self.wide:
            yield BLANK
            yield Row(styled(words("quiz.question"), "bold $accent"))
            yield BLANK
        for mistake in MISTAKES:
            name = words(f"mistake.{mistake}")
            yield choice(f"mistake:{mistake}", name, before=f"{mistake.number} {BOX[mistake in draft.mistakes]}")
        yield choice("clean", words("mistake.clean"), before=f"0 {BOX[draft.clean]}")
        if self.wide:
            yield BLANK
            yield paragraph(words("quiz.how-sure"), "bold $accent")
            for level in Confidence:
                yield choice(f"sure:{int(level)}", words(f"confidence.{int(level)}"), before=CIRCLE[draft.confidence is level])
            yield BLANK
        else:
            said = words(f"confidence.{int(draft.confidence)}") if draft.confidence else words("quiz.say-how-sure")
            yield choice("sure", Content.assemble(f"{words('quiz.how-sure')}  ", (said, "bold $accent")), before="↻ ")
        yield choice("submit", words("quiz.submit"), before="→ ", style="bold $accent" if draft.complete else "$muted")
        if self.wide:
            yield BLANK
            yield paragraph(words("quiz.marked-long", marked=len(draft.evidence)), "$muted")
        if self._unsaved:
            from smm_trainer.reports.wording import journal_sentence

            yield paragraph(words("quiz.unsaved", why=journal_sentence(self._unsaved, words)), "bold $bad")

    def _verdict_rows(self, verdict: Verdict) -> Iterator[Row]:
        yield from super()._verdict_rows(verdict)
        left = [id for id in self.quiz.remaining if id in self._all]
        yield choice("next", self.words("quiz.next" if left else "quiz.to-results"), before="→ ", style="bold $accent")

    def on_resize(self) -> None:
        """The panel has more to say where there is room."""
        super().on_resize()
        self.call_after_refresh(self._draw_panel)

    def on_descendant_focus(self) -> None:
        """The diagnosis opens when it has the keyboard, and folds when it has not."""
        if not self._verdict:
            self._draw_panel(cursor="" if self._panel.has_focus and self._panel.cursor == "open" else None)
        self.draw_chrome()

    @on(Page.Moved, "#diagnosis")
    def _cursor_moved(self) -> None:
        """What Enter does is said by the row that it would choose."""
        if self._verdict:
            self.draw_chrome()

    def action_mark(self) -> None:
        """What Space does in the campaign."""
        self._campaign.action_choose("space")

    def action_tick(self) -> None:
        """What Space does in the diagnosis."""
        self._panel.action_choose("space")

    def action_tick_number(self, number: int) -> None:
        """Tick a mistake by its number; 0 for none."""
        if not self._verdict:
            self._tick(MISTAKES[number - 1] if number else None)

    def _tick(self, mistake: Mistake | None) -> None:
        draft = self._draft
        if mistake is None:
            draft.clean = not draft.clean
            draft.mistakes.clear()
        else:
            draft.mistakes ^= {mistake}
            draft.clean = False
        self._draw_panel()

    def action_back(self) -> None:
        """From the diagnosis to the campaign; from there home, where the quiz can be gone on with."""
        if self._panel.has_focus and not self._verdict and not self.wide:
            self._campaign.focus()
            return
        super().action_back()

    @on(Page.Chosen, "#campaign")
    def _line_chosen(self, event: Page.Chosen) -> None:
        if self._verdict:
            if event.by == "enter":
                self.action_other_pane()
            return
        if event.by == "enter":
            self._panel.focus()
            return
        id = event.key.partition(":")[2]
        self._draft.evidence ^= {id}
        self._draw_campaign()
        self._draw_panel()

    @on(Page.Chosen, "#diagnosis")
    def _panel_chosen(self, event: Page.Chosen) -> None:
        kind, _, rest = event.key.partition(":")
        draft = self._draft
        if kind == "open":
            self._panel.focus()
        elif kind == "mistake":
            self._tick(Mistake(rest))
        elif kind == "clean":
            self._tick(None)
        elif kind == "sure":
            draft.confidence = Confidence(int(rest)) if rest else Confidence((draft.confidence or 0) % len(Confidence) + 1)
            self._draw_panel()
        elif kind == "submit":
            self._submit()
        elif kind == "next":
            self.action_next()
        else:
            self._follow(kind, rest)

    def _submit(self) -> None:
        draft = self._draft
        if not draft.complete:
            self.trainer.say("quiz.say-mistakes" if not (draft.mistakes or draft.clean) else "quiz.say-how-sure")
            return
        if self._verdict:
            return
        try:
            verdict = self.trainer.progress.answer(self.quiz, self._scenario, self._diagnosis)
        except JournalError as error:
            # Not accepted yet: it stays in hand as it is, said at once, and is tried again until it is on disk.
            draft.handed_in = True
            first = self._unsaved is None
            self._unsaved = error
            self._draw_panel()
            if first:
                self.trainer.say_journal_error(error)
            self.set_timer(RETRY_SECONDS, self._try_again)
            return
        self._unsaved = None
        draft.handed_in = False
        if self.quiz.mode.assessment:
            if self.quiz.remaining:
                self.trainer.say("quiz.saved", left=len(self.quiz.remaining))
            else:
                # What was said of the campaign before would stand on the results.
                self.app.clear_notifications()
            self._to_next()
        else:
            self._show_verdict(verdict)

    def _try_again(self) -> None:
        # On another screen it waits: coming back to this campaign tries again at once.
        if self._unsaved and not self._verdict and self.is_attached:
            self._submit()

    def _show_verdict(self, verdict: Verdict) -> None:
        self._verdict = verdict
        self.add_class("-verdict")
        self._draw_campaign()
        self._draw_panel(top=True, cursor="next")
        self._panel.scroll_to(y=0, animate=False)
        self._panel.focus()
        self.draw_chrome()

    def action_next(self) -> None:
        """The next campaign, or the results."""
        if self._verdict:
            self._to_next()

    def _to_next(self) -> None:
        remaining = [id for id in self.quiz.remaining if id in self._all]
        if not remaining:
            from smm_trainer.ui.screens.results import ResultsScreen

            self.app.switch_screen(ResultsScreen(self.quiz, self._all))
            return
        self._scenario = self._all[remaining[0]]
        self._verdict = None
        self.remove_class("-verdict", "-campaign")
        self._campaign.cursor = ""
        self._draw_campaign(top=True)
        self._campaign.focus()
        self._draw_panel(top=True, cursor="")
        self.draw_chrome()
