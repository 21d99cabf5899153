"""The wall: what the class sees and the facilitator drives, from the lobby to the summary."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import ClassVar, cast

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from smm_trainer.course.scenario import Line, Scenario
from smm_trainer.progress.errors import JournalError
from smm_trainer.ui.desk import Desk, DeskApp, later
from smm_trainer.ui.draw import wall
from smm_trainer.ui.draw.basics import BLANK, choice, heading, paragraph
from smm_trainer.ui.draw.campaign import NO_MARK, Mark, campaign_rows
from smm_trainer.ui.draw.qr import qr_code
from smm_trainer.ui.screens.ask import AskScreen
from smm_trainer.ui.screens.base import BaseScreen
from smm_trainer.ui.widgets.page import Page
from smm_trainer.ui.widgets.row import Row
from smm_trainer.workshop.hands import count_of, counted_so_far, with_count
from smm_trainer.workshop.happenings import VOTES, Closed, Happening, Phase, Timed
from smm_trainer.workshop.programme import TALK_SECONDS
from smm_trainer.workshop.rules import Refused, Session
from smm_trainer.workshop.summary import outcomes, talked_about
from smm_trainer.workshop.tally import Outcome, outcome

LOOK_SECONDS = 0.2
"""How often it is looked whether there is something new to show."""

REST_SECONDS = 1.0
"""How long after a step phones have heard of it, and nobody waits for anything."""

MORE_SECONDS = 30
"""What one press adds to a countdown."""


class WallScreen(BaseScreen):
    """One screen for a whole session; the session's phase says what it shows."""

    HELP_KEY = "workshop"

    DEFAULT_CSS = """
    WallScreen #wall { height: 1fr; layout: horizontal; }
    WallScreen #campaign { display: none; }
    WallScreen #panel { width: 1fr; }
    WallScreen #qr { display: none; width: auto; height: auto; margin: 1 1 0 1; }
    WallScreen.-lobby #qr { display: block; }
    WallScreen.-both #campaign { display: block; width: 1fr; }
    WallScreen.-both.-wide #panel { border-left: solid $rule; }
    WallScreen.-both.-narrow #wall { layout: vertical; }
    WallScreen.-both.-narrow #panel { width: 100%; height: auto; max-height: 14; border-top: solid $rule; }
    WallScreen.-alone.-narrow #campaign { display: none; }
    WallScreen.-alone.-narrow #panel { height: 1fr; max-height: 100%; border-top: none; }
    WallScreen.-alone.-narrow.-campaign #campaign { display: block; }
    WallScreen.-alone.-narrow.-campaign #panel { display: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,shift+tab", "other_pane", show=False, priority=True),
        Binding("f5", "large", show=False, priority=True),
        Binding("left", "count(-1)", show=False, priority=True),
        Binding("right", "count(1)", show=False, priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._large = False
        self._peek = False
        self._drawn: object = None
        self._moved = 0.0
        self._place: tuple[int, Phase] | None = None
        self._campaign_drawn: object = None

    @property
    def host(self) -> DeskApp:
        """The app, as the wall knows it."""
        return cast(DeskApp, self.app)

    @property
    def desk(self) -> Desk:
        """The session, and what it is of."""
        return self.host.desk

    @property
    def session(self) -> Session:
        """The session as it stands."""
        return self.desk.running.session

    @property
    def _scenario(self) -> Scenario:
        return self.desk.material.scenarios[self.session.scenario]

    def body(self) -> Iterable[Widget]:
        """The campaign, the panel, the code to scan."""
        with Container(id="wall"):
            yield Page(id="campaign")
            yield Page(id="panel")
            yield Static(id="qr", markup=False)

    @property
    def _panel(self) -> Page:
        return self.query_one("#panel", Page)

    @property
    def _campaign(self) -> Page:
        return self.query_one("#campaign", Page)

    def on_mount(self) -> None:
        """Looks at the session from now on."""
        code = qr_code(self.desk.scan) if self.desk.scan else None
        if code is not None:
            self.query_one("#qr", Static).update(code)
        super().on_mount()
        self._panel.focus()
        self.set_interval(LOOK_SECONDS, self._look)

    def title_text(self) -> str:
        """Which phase, of which campaign."""
        session, words = self.session, self.words
        name = words(f"workshop.{session.phase}")
        if session.phase in (Phase.LOBBY, Phase.END):
            return f"{words('workshop.title')} · {name}"
        scenarios, questions = len(session.began.scenarios), len(session.began.questions)
        if session.phase is Phase.TALK:
            return f"{words('workshop.title')} · {words('phone.place-talk', number=session.place + 1 - scenarios, total=questions)}"
        return f"{words('phone.place', number=session.place + 1, total=scenarios)} · {name}"

    def hints(self) -> Iterable[tuple[str, str, str]]:
        """Keys, by where the session stands."""
        yield "Enter", "key.choose", ""
        if self.has_class("-both"):
            yield "Tab", "key.campaign" if self._panel.has_focus else "key.panel", "other_pane"
        if self._counting:
            yield "← →", "key.count", ""
        yield "F5", "key.large", "large"

    def _look(self) -> None:
        """Draw anew when something has changed that is shown."""
        if self._signature() != self._drawn and self.is_mounted:
            place = self._place
            self.draw()
            if self._place != place:
                self.draw_chrome()

    def _signature(self) -> object:
        session, left = self.session, self._left()
        left_shown = None if left is None else wall.clock(left)
        return id(session), left_shown, self.desk.running.here() if session.phase is Phase.LOBBY else 0, self.desk.running.host.unwritten

    def _left(self) -> float | None:
        """Seconds of an open vote's countdown, or of the time that is meant for a talk; None where nothing is counted down."""
        session, vote = self.session, self.session.round
        meant = {Phase.DISCUSSION: TALK_SECONDS, Phase.TALK: session.began.talk}.get(session.phase, 0)
        if meant and session.since is not None:
            return max(0.0, meant - (self.desk.running.now() - session.since).total_seconds())
        if vote is None or vote.closed or vote.until is None:
            return None
        return max(0.0, (vote.until - self.desk.running.now()).total_seconds())

    @property
    def _counting(self) -> bool:
        vote = self.session.round
        return not self.session.began.networked and vote is not None and not vote.closed

    def draw(self) -> None:
        """Everything, the cursor where it is while the phase is the same."""
        session = self.session
        self._drawn = self._signature()
        place, both = (session.place, session.phase), bool(session.scenario) and session.phase is not Phase.END
        fresh = place != self._place
        self._place = place
        if fresh:
            self._peek = False
            self._moved = time.monotonic()
            self.remove_class("-campaign")
        self.set_class(both, "-both")
        self.set_class(session.phase is Phase.LOBBY and bool(self.desk.scan), "-lobby")
        # On a narrow screen a reveal, and large numbers, need all of it.
        self.set_class(session.phase is Phase.REVEAL or (self._large and session.phase in VOTES), "-alone")
        # Nothing of the campaign changes with a vote that comes in: laying it out anew would cost each of them some milliseconds.
        campaign = (self._place, self.words.language)
        if both and campaign != self._campaign_drawn:
            self._campaign_drawn = campaign
            self._draw_campaign(top=fresh and session.phase is Phase.CAMPAIGN)
        rows = list(self._rows())
        self._panel.show(rows, top=fresh)
        if fresh:
            self._panel.focus()
            if session.phase in (Phase.CAMPAIGN, Phase.REVEAL):
                self.set_timer(REST_SECONDS, self.desk.tidy)

    def _draw_campaign(self, *, top: bool) -> None:
        scenario, words = self._scenario, self.words
        title = Row(Content.assemble((scenario.title(words.language), "bold $accent"), (f"  {scenario.brand(words.language)}", "$muted")))
        rows = [title, BLANK, *campaign_rows(scenario, words, self._mark, selectable=False)]
        self._campaign.show(rows, top=top)

    def _mark(self, line: Line) -> Mark:
        shown = self.session.phase is Phase.REVEAL and line.id in self._scenario.key_lines
        return ("★", "bold $accent") if shown else NO_MARK

    def _rows(self) -> Iterator[Row]:
        draw = {
            Phase.LOBBY: self._lobby,
            Phase.CAMPAIGN: self._reading,
            Phase.FIRST: self._voting,
            Phase.DISCUSSION: self._discussing,
            Phase.SECOND: self._voting,
            Phase.REVEAL: self._revealing,
            Phase.TALK: self._talking,
            Phase.END: self._ending,
        }[self.session.phase]
        if self.desk.running.host.unwritten is not None:
            yield paragraph(self.host.sentence(self.desk.running.host.unwritten), "bold $bad")
        yield from draw()

    def _lobby(self) -> Iterator[Row]:
        words, session = self.words, self.session
        if session.began.networked:
            yield from wall.lobby_rows(session, self.desk.url, self.desk.running.here(), words, large=self._large)
            if self.desk.loopback:
                yield paragraph(words("workshop.loopback"), "bold $bad")
        else:
            yield heading(words("workshop.hands"))
            yield paragraph(words("workshop.hands-why"))
        yield BLANK
        yield from wall.programme_rows(session.began, words)
        yield BLANK
        first = Phase.CAMPAIGN if session.began.scenarios else Phase.TALK
        yield choice(f"to:{first}", words(f"workshop.begin-{first}"), before="→ ", style="bold $accent")
        # Below the step: a full hall must not push it out of sight.
        yield from wall.name_rows(session)

    def _reading(self) -> Iterator[Row]:
        yield heading(self.words("phone.campaign"))
        yield paragraph(self.words("workshop.reading-why"))
        yield BLANK
        yield choice("to:first", self._open_words("workshop.open-first"), before="→ ", style="bold $accent")

    def _open_words(self, key: str) -> str:
        seconds = self.session.began.seconds
        return self.words(key) + (f" ({wall.clock(seconds)})" if seconds else "")

    def _voting(self) -> Iterator[Row]:
        words, session, vote = self.words, self.session, self.session.round
        assert vote is not None
        yield heading(words(f"phone.{session.phase}"))
        if self._counting:
            yield from wall.hand_rows(counted_so_far(session, self.desk.running.now()), words)
        else:
            yield from wall.votes_in(session, self._left(), words, large=self._large)
        yield BLANK
        if not vote.closed:
            yield choice("close", words("workshop.close"), before="→ ", style="bold $accent")
            if session.began.networked:
                more = "workshop.last-call" if vote.until is None else "workshop.more"
                yield choice("more", words(more, seconds=MORE_SECONDS), before="+ ")
                if vote.until is not None:
                    yield choice("stop", words("workshop.stop"), before="∥ ")
            return
        first = session.phase is Phase.FIRST
        yield choice(
            "to:discussion" if first else "to:reveal",
            words("workshop.discuss" if first else "workshop.reveal-it"),
            before="→ ",
            style="bold $accent",
        )
        if first:
            yield choice("to:reveal", words("workshop.reveal-now"), before="→ ")
        yield choice("peek", words("workshop.hide" if self._peek else "workshop.peek"), before="◌ ")
        if self._peek and (found := self._outcome(session.place)):
            yield from wall.peek_rows(found.first if first or found.second is None else found.second, words)

    def _discussing(self) -> Iterator[Row]:
        yield heading(self.words("phone.discussion"))
        yield paragraph(self.words("phone.discussion-why"))
        yield from wall.talk_clock(self._left() or 0, self.words, large=self._large)
        yield BLANK
        yield choice("to:second", self._open_words("workshop.open-second"), before="→ ", style="bold $accent")

    def _revealing(self) -> Iterator[Row]:
        words, found = self.words, self._outcome(self.session.place)
        assert found is not None
        yield from wall.reveal_rows(self._scenario, found, words, large=self._large)
        yield BLANK
        yield from self._onward()

    def _talking(self) -> Iterator[Row]:
        question = self.desk.material.question(self.session.question)
        assert question is not None  # a session whose course does not have it is not begun
        yield from wall.talk_rows(question, self._left() or 0, self.words, large=self._large)
        yield BLANK
        yield from self._onward()

    def _onward(self) -> Iterator[Row]:
        """What comes behind a reveal or a talk, and the way out."""
        following = self.session.next_phases()
        if following[0] is not Phase.END:
            yield choice(f"to:{following[0]}", self.words(f"workshop.next-{following[0]}"), before="→ ", style="bold $accent")
        yield choice("to:end", self.words("workshop.to-end"), before="→ ", style="bold $accent" if len(following) == 1 else "")

    def _ending(self) -> Iterator[Row]:
        material = self.desk.material
        if found := outcomes(self.session, material.scenarios):
            yield from wall.end_rows(found, material.scenarios, self.words)
            yield BLANK
        if talked := [question for name in talked_about(self.session) if (question := material.question(name))]:
            yield from wall.talked_rows(talked, self.words)
        yield BLANK
        yield paragraph(self.words("workshop.kept", path=self.desk.log_path), "$muted")
        yield choice("quit", self.words("home.quit"), before="→ ", style="bold $accent")

    def _outcome(self, place: int) -> Outcome | None:
        return outcome(self.session, place, self.desk.material.scenarios[self.session.began.scenarios[place]].mistakes)

    def on_descendant_focus(self) -> None:
        """What Tab does depends on where one is."""
        if self.is_mounted:
            self.draw_chrome()

    def action_other_pane(self) -> None:
        """From the panel to the campaign, and back."""
        if not self.has_class("-both"):
            return
        if self.has_class("-alone") and not self.wide:
            self.toggle_class("-campaign")
            (self._campaign if self.has_class("-campaign") else self._panel).focus()
        else:
            (self._campaign if self._panel.has_focus else self._panel).focus()
        self.draw_chrome()

    def action_large(self) -> None:
        """Large numbers, or as before."""
        self._large = not self._large
        self.draw()

    def action_back(self) -> None:
        """Away with what was looked at; a session is not left by mistake."""
        if self._peek:
            self._peek = False
            self.draw()
        elif self.has_class("-both") and not self._panel.has_focus:
            self.action_other_pane()

    def action_count(self, by: int) -> None:
        """One hand more or less, for the row with the cursor."""
        kind, _, key = self._panel.cursor.partition(":")
        if self._counting and kind == "hands" and self._panel.has_focus:
            self._count(key, count_of(counted_so_far(self.session, self.desk.running.now()), key) + by)

    def _count(self, key: str, count: int) -> None:
        now = self.desk.running.now()
        self._do(with_count(counted_so_far(self.session, now), key, count, now))

    @on(Page.Chosen, "#panel")
    def _chosen(self, event: Page.Chosen) -> None:
        kind, _, rest = event.key.partition(":")
        now, vote = self.desk.running.now(), self.session.round
        if kind == "peek":
            self._peek = not self._peek
            self.draw()
        elif kind == "hands":
            self._ask(rest)
        elif kind == "quit":
            self.app.exit(0)
        elif time.monotonic() - self._moved < self.desk.pause:
            # Enter pressed twice would else close a vote that has just been opened, and for good.
            return
        elif kind == "to":
            self._do(self.host.move(Phase(rest)))
        elif kind == "close":
            self._do(Closed(now))
        elif kind == "more" and vote is not None:
            self._do(Timed(now, later(vote.until or now, MORE_SECONDS)))
        elif kind == "stop":
            self._do(Timed(now, None))

    def _ask(self, key: str) -> None:
        def typed(value: str | None) -> None:
            if value is not None and value.isdecimal() and len(value) <= 4:
                self._count(key, int(value))

        self.app.push_screen(AskScreen(lambda words: words("workshop.how-many")), typed)

    @work(group="do")
    async def _do(self, what: Happening) -> None:
        try:
            await self.desk.running.submit(what)
        except Refused:
            # The vote was over a moment before, or the like: what is drawn next shows it.
            pass
        except JournalError as error:
            self.host.say_error(error)
        self.translate()
