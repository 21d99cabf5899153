"""What the wall shows of a session besides campaigns: who is here, how a vote goes, what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from textual.content import Content

from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.course.scenario import Scenario
from smm_trainer.locale import Catalogue, format_number
from smm_trainer.reports.wording import labels
from smm_trainer.training.skills import CLEAN
from smm_trainer.ui.draw.basics import BLANK, bar, choice, heading, paragraph, styled
from smm_trainer.ui.draw.verdict import closing_rows, proof_rows
from smm_trainer.ui.widgets.row import Row
from smm_trainer.workshop.hands import PRESENT, count_of
from smm_trainer.workshop.happenings import Began, Counted
from smm_trainer.workshop.material import Question
from smm_trainer.workshop.programme import agenda, planned_minutes
from smm_trainer.workshop.rules import Session
from smm_trainer.workshop.tally import Outcome, Tally, advice, most_confused

NAMES_SHOWN = 60
"""Nicknames on the wall; more would push the rest off it."""

BAR = 10
"""Cells of a bar."""

_DIGITS = {
    "0": ("███", "█ █", "█ █", "█ █", "███"),
    "1": (" █ ", "██ ", " █ ", " █ ", "███"),
    "2": ("███", "  █", "███", "█  ", "███"),
    "3": ("███", "  █", "███", "  █", "███"),
    "4": ("█ █", "█ █", "███", "  █", "  █"),
    "5": ("███", "█  ", "███", "  █", "███"),
    "6": ("███", "█  ", "███", "█ █", "███"),
    "7": ("███", "  █", "  █", "  █", "  █"),
    "8": ("███", "█ █", "███", "█ █", "███"),
    "9": ("███", "█ █", "███", "  █", "███"),
    ":": (" ", "█", " ", "█", " "),
    "/": ("  █", "  █", " █ ", "█  ", "█  "),
    "%": ("█ █", "  █", " █ ", "█  ", "█ █"),
    "→": ("   █  ", "    █ ", "██████", "    █ ", "   █  "),
    " ": (" ", " ", " ", " ", " "),
}


def big(text: str, style: str = "bold $accent") -> Iterator[Row]:
    """Digits five lines high, to be read from the last row of chairs."""
    for line in range(5):
        yield Row(
            styled(
                " ".join(_DIGITS[character][line] for character in text if character in _DIGITS).replace(" ", "\N{NO-BREAK SPACE}"), style
            )
        )


def number(text: str, label: str, *, large: bool, style: str = "bold $accent") -> Iterator[Row]:
    """A number with what it is, large or not."""
    if large:
        yield paragraph(label, "$muted")
        yield from big(text, style)
    else:
        yield Row(Content.assemble(f"{label}  ", (text, style)))


def clock(seconds: float) -> str:
    """Minutes and seconds."""
    whole = max(0, int(-(-seconds // 1)))
    return f"{whole // 60}:{whole % 60:02}"


def lobby_rows(session: Session, url: str, here: int, words: Catalogue, *, large: bool) -> Iterator[Row]:
    """How to come in, and who has."""
    yield heading(words("workshop.come-in"))
    yield Row(styled(url, "bold"))
    code = session.began.code
    yield from number(f"{code[:3]} {code[3:]}", words("workshop.code"), large=large)
    yield BLANK
    yield from number(str(len(session.people)), words("workshop.here", awake=here), large=large)


def name_rows(session: Session) -> Iterator[Row]:
    """Who has come in, by nickname, the last ones."""
    names = [person.name for person in session.people.values() if person.name][-NAMES_SHOWN:]
    if names:
        yield BLANK
        yield paragraph(" · ".join(names))


def programme_rows(began: Began, words: Catalogue) -> Iterator[Row]:
    """How much is planned, and the suggested agenda: what begins at which minute."""
    stops = agenda(len(began.scenarios), len(began.questions), began.talk)
    counts = [("workshop.programme-campaigns", len(began.scenarios)), ("workshop.programme-questions", len(began.questions))]
    what = ", ".join(words(key, count=count) for key, count in counts if count)
    yield paragraph(words("workshop.programme", what=what, minutes=planned_minutes(stops)), "$muted")
    times = (f"{stop.minute}′\N{NO-BREAK SPACE}{words(f'workshop.stop-{stop.kind}', number=stop.number)}" for stop in stops)
    yield paragraph(" · ".join(times), "$muted")


def talk_rows(question: Question, left: float, words: Catalogue, *, large: bool) -> Iterator[Row]:
    """A question for everybody, and how much of the time meant for it is left."""
    yield paragraph(question.lesson.title(words.language), "$muted")
    yield BLANK
    yield paragraph(question.text(words.language), "bold $accent")
    yield BLANK
    yield paragraph(words("workshop.talk-why"))
    yield BLANK
    yield from talk_clock(left, words, large=large)


def talk_clock(left: float, words: Catalogue, *, large: bool) -> Iterator[Row]:
    """How much of the time meant for a talk is left; nothing happens at its end but that it is said."""
    if left > 0:
        yield from number(clock(left), words("workshop.left"), large=large)
    else:
        yield paragraph(words("workshop.talk-over"), "bold $bad")


def votes_in(session: Session, left: float | None, words: Catalogue, *, large: bool) -> Iterator[Row]:
    """The countdown, and how many have voted: not what."""
    vote = session.round
    assert vote is not None
    if vote.closed:
        yield paragraph(words("workshop.closed", votes=len(vote.votes), people=len(session.people)))
        return
    if left is None:
        yield paragraph(words("workshop.no-countdown"), "$muted")
    else:
        yield from number(clock(left), words("workshop.left"), large=large, style="bold $accent" if left > 10 else "bold $bad")
    if session.began.networked:
        count, people = len(vote.votes), len(session.people)
        yield from number(f"{count} / {people}", words("workshop.votes-in"), large=large)
        yield Row(styled(bar(count / people if people else 0, 2 * BAR), "$accent"))


def hand_rows(counted: Counted, words: Catalogue) -> Iterator[Row]:
    """How many hands there are for what, each to be changed."""
    yield paragraph(words("workshop.count-why"), "$muted")
    names = {key: words("workshop.present" if key == PRESENT else f"mistake.{key}") for key in (PRESENT, *MISTAKES, CLEAN)}
    wide = max(map(len, names.values()))
    for key, name in names.items():
        # Blanks that may break would be taken together.
        gap = "\N{NO-BREAK SPACE}" * (wide - len(name))
        yield choice(f"hands:{key}", Content.assemble(f"{name}  {gap}", (f"{count_of(counted, key):>3}", "bold $accent")))


def peek_rows(tally: Tally, words: Catalogue) -> Iterator[Row]:
    """How many were right, and what to do: for the facilitator, on request. Not what was right."""
    if tally.share is None:
        yield paragraph(words("workshop.peek-nobody"), "$muted")
        return
    yield Row(styled(_right(tally, words), "bold"))
    yield paragraph(words(f"workshop.advice-{advice(tally)}"), "$muted")


def _right(tally: Tally, words: Catalogue) -> str:
    if tally.exact is None:
        return words("workshop.judged", percent=round(100 * (tally.share or 0)))
    return words("workshop.right", exact=tally.exact, total=tally.total, percent=round(100 * (tally.share or 0)))


def reveal_rows(scenario: Scenario, outcome: Outcome, words: Catalogue, *, large: bool) -> Iterator[Row]:
    """The key, both votes side by side, what changed, every reason with its proof."""
    yield Row(Content.assemble((words("phone.key"), "$muted"), "  ", (labels(scenario.mistakes, words), "bold $good")))
    yield BLANK
    yield from _change(outcome, words, large=large)
    yield BLANK
    yield from _distributions(scenario, outcome, words)
    yield BLANK
    for mistake in sorted(MISTAKES, key=lambda m: (m not in scenario.mistakes, m.number)):
        committed = mistake in scenario.mistakes
        sign = ("● ", "bold $good") if committed else ("○ ", "$muted")
        said = words("phone.yes" if committed else "phone.no")
        yield Row(Content.assemble(sign, (words(f"mistake.{mistake}"), "bold"), f" – {said}"))
        yield paragraph(scenario.reason(mistake, words.language), indent=2)
        yield from proof_rows(scenario.evidence.get(mistake, ()), scenario, words)
        yield BLANK
    yield from closing_rows(scenario, words)


def _change(outcome: Outcome, words: Catalogue, *, large: bool) -> Iterator[Row]:
    before, after = outcome.first, outcome.second
    if large and before.share is not None:
        shares = [before.share, *([after.share] if after and after.share is not None else [])]
        yield from big(" → ".join(f"{round(100 * share)}%" for share in shares))
    yield Row(
        Content.assemble((f"{words('workshop.before')}  ", "$muted"), _right(before, words) if before.total else words("workshop.nobody"))
    )
    if after is not None:
        yield Row(
            Content.assemble((f"{words('workshop.after')}  ", "$muted"), _right(after, words) if after.total else words("workshop.nobody"))
        )
    if outcome.gain is not None:
        yield paragraph(_gain(outcome.gain, words), "$muted")


def _distributions(scenario: Scenario, outcome: Outcome, words: Catalogue) -> Iterator[Row]:
    for key in (*MISTAKES, CLEAN):
        right = key in scenario.mistakes if key != CLEAN else scenario.clean
        style = "bold $good" if right else ""
        yield Row(Content.assemble(("● " if right else "  ", style), (words(f"mistake.{key}"), style)))
        yield Row(_bars(key, outcome), first=Content("  "))


def _bars(key: str, outcome: Outcome) -> Content:
    first, second = outcome.first, outcome.second
    said = first.said[key]
    parts: list[str | tuple[str, str]] = [(bar(said / first.total if first.total else 0, BAR), "$muted"), f" {said:>3}"]
    if second is not None:
        now = second.said[key]
        change = now - said
        parts += ["   → ", (bar(now / second.total if second.total else 0, BAR), "$accent"), f" {now:>3}"]
        parts.append((f"   {change:+d}".replace("-", "−") if change else "   =", "$muted"))
    return Content.assemble(*parts)


def end_rows(outcomes: Sequence[Outcome], scenarios: Mapping[str, Scenario], words: Catalogue) -> Iterator[Row]:
    """What came of it all."""
    yield heading(words("workshop.summary"))
    for place, outcome in enumerate(outcomes, 1):
        scenario = scenarios[outcome.scenario]
        yield Row(
            Content.assemble((scenario.title(words.language), "bold"), (f"  {labels(scenario.mistakes, words)}", "$muted")),
            first=Content(f"{place:>2} "),
        )
        shares = [_percent(outcome.first)] + ([_percent(outcome.second)] if outcome.second else [])
        gain = f"   {_gain(outcome.gain, words)}" if outcome.gain is not None else ""
        yield paragraph(" → ".join(shares) + gain, indent=3)
    confused = most_confused(outcomes)
    if confused:
        yield BLANK
        yield heading(words("workshop.confused"))
        for (truth, said), count in confused:
            yield paragraph(words("workshop.taken-for", truth=words(f"short.{truth}"), said=words(f"short.{said}"), count=count))


def _gain(gain: float, words: Catalogue) -> str:
    return words("workshop.gain", gain=format_number(round(gain, 2), words.language))


def talked_rows(questions: Iterable[Question], words: Catalogue) -> Iterator[Row]:
    """What was talked about, to take home."""
    yield heading(words("workshop.talked"))
    for question in questions:
        yield Row(Content(question.text(words.language)), first=Content("– "))


def _percent(tally: Tally | None) -> str:
    return f"{round(100 * tally.share)} %" if tally and tally.share is not None else "–"
