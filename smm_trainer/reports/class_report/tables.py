"""The report's tables: heads and cells, the same for the terminal, a page and a spreadsheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.locale import Catalogue
from smm_trainer.reports.class_report.build import ClassReport
from smm_trainer.reports.class_report.help import Why
from smm_trainer.reports.class_report.learner import Learner
from smm_trainer.reports.class_report.sessions import ScenarioVotes, SessionResult
from smm_trainer.training.skills import LABELS, Skill

Cell = str | int | None
"""What stands in a cell: words, a whole number, or nothing. Shares are whole percents, so that every spreadsheet reads them."""

NAMES = ("learners", "skills", "items", "confusion", "help", "sessions", "participants")
"""The tables that there are."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table."""

    title: str
    """What it is called."""
    head: tuple[str, ...]
    """Its columns."""
    rows: tuple[tuple[Cell, ...], ...]
    """Its rows, as long as the head each."""
    note: str = ""
    """How to read it."""


def percent(share: float | None) -> int | None:
    """A share from 0 to 1 as a whole percent; halves go up, as people expect."""
    return None if share is None else int(100 * share + 0.5) if share >= 0 else -int(-100 * share + 0.5)


def tables(report: ClassReport, titles: Mapping[str, str], words: Catalogue) -> Mapping[str, Table]:
    """All tables, by name.

    Args:
        report: what they say.
        titles: scenario id → its title, where it is known.
        words: the language.
    """
    return {
        "learners": learner_table(report, words),
        "skills": skill_table(report, words),
        "items": item_table(report, titles, words),
        "confusion": confusion_table(report, words),
        "help": help_table(report, words),
        "sessions": session_table(report, titles, words),
        "participants": participant_table(report, words),
    }


def _day(moment: dt.datetime | None) -> str | None:
    return moment.date().isoformat() if moment else None


def _numbers(mistakes: tuple[Mistake, ...]) -> str:
    return " ".join(str(mistake.number) for mistake in mistakes)


def learner_table(report: ClassReport, words: Catalogue) -> Table:
    """The learners: how far they are, and what they gained."""
    columns = ("learner", "lessons", "answers", "exact", "mean", "due", "last-seen", "first", "final", "gain", "low", "high")
    head = tuple(words(f"report.column.{name}") for name in columns)
    return Table(
        words("report.learners"),
        head,
        tuple(_learner_row(each) for each in report.learners),
        words("report.learners-note", **_legend(words)),
    )


def _learner_row(learner: Learner) -> tuple[Cell, ...]:
    gain = learner.gain
    return (
        learner.name,
        learner.lessons,
        learner.answers,
        learner.exact,
        percent(learner.mean),
        _numbers(learner.due),
        _day(learner.last_seen),
        percent(learner.first.mean) if learner.first else None,
        percent(learner.final.mean) if learner.final else None,
        percent(gain.difference) if gain else None,
        percent(gain.low) if gain else None,
        percent(gain.high) if gain else None,
    )


def _legend(words: Catalogue) -> dict[str, str]:
    return {"legend": ", ".join(f"{mistake.number} {words(f'short.{mistake}')}" for mistake in MISTAKES)}


def skill_table(report: ClassReport, words: Catalogue) -> Table:
    """How well each learner tells each mistake apart: found of present, alarms of absent."""
    head = [words("report.column.learner")]
    for mistake in MISTAKES:
        head += [f"{mistake.number} {words(f'report.column.{name}')}" for name in ("found", "present", "alarms", "absent")]
    rows: list[tuple[Cell, ...]] = [(learner.name, *_skill_cells(learner.skills)) for learner in report.learners]
    rows.append((words("report.class"), *_skill_cells(report.skills)))
    return Table(words("report.skills"), tuple(head), tuple(rows), words("report.skills-note", **_legend(words)))


def _skill_cells(skills: Mapping[Mistake, Skill]) -> tuple[int, ...]:
    return tuple(
        number
        for mistake in MISTAKES
        for number in (skills[mistake].found, skills[mistake].present, skills[mistake].false_alarms, skills[mistake].absent)
    )


def compact_skills(report: ClassReport, words: Catalogue) -> Table:
    """The same with one column per mistake: ``8/9 1``, for people who read along a line."""
    whole = skill_table(report, words)
    head = (whole.head[0], *(str(mistake.number) for mistake in MISTAKES))
    rows: list[tuple[Cell, ...]] = []
    for name, *cells in whole.rows:
        parts = [f"{cells[at]}/{cells[at + 1]} {cells[at + 2]}/{cells[at + 3]}" for at in range(0, len(cells), 4)]
        rows.append((name, *parts))
    return Table(whole.title, head, tuple(rows), whole.note)


def compact_learners(report: ClassReport, words: Catalogue) -> Table:
    """The learners with their gain in one column, for people: "+12 (−5…+29)"."""
    whole = learner_table(report, words)
    rows: list[tuple[Cell, ...]] = []
    for *cells, gain, low, high in whole.rows:
        assert not isinstance(gain, str)
        assert not isinstance(low, str)
        assert not isinstance(high, str)
        rows.append((*cells, None if gain is None else f"{signed(gain)} ({signed(low)} … {signed(high)})"))
    return Table(whole.title, whole.head[:-2], tuple(rows), whole.note)


def item_table(report: ClassReport, titles: Mapping[str, str], words: Catalogue) -> Table:
    """The scenarios, the hardest first."""
    columns = ("scenario", "title", "learners", "right", "mean", "discrimination", "wrongly", "by", "missed", "by", "evidence")
    head = tuple(words(f"report.column.{name}") for name in columns)
    rows: list[tuple[Cell, ...]] = []
    for id, item in report.items.items():
        wrongly, missed = item.chosen_wrongly, item.overlooked
        rows.append(
            (
                id,
                titles.get(id, ""),
                item.learners,
                percent(item.share_right),
                percent(item.score / item.learners),
                percent(item.discrimination),
                words(f"short.{wrongly[0]}") if wrongly else "",
                wrongly[1] if wrongly else None,
                words(f"short.{missed[0]}") if missed else "",
                missed[1] if missed else None,
                percent(item.mean_overlap),
            )
        )
    return Table(words("report.items"), head, tuple(rows), words("report.items-note"))


def confusion_table(report: ClassReport, words: Catalogue) -> Table:
    """What the class took for what."""
    head = (words("report.column.truth"), *(words(f"short.{label}") for label in LABELS))
    rows: list[tuple[Cell, ...]] = [(words(f"short.{row}"), *(report.confusion[row][label] for label in LABELS)) for row in LABELS]
    return Table(words("report.confusion"), head, tuple(rows), words("report.confusion-note"))


def help_table(report: ClassReport, words: Catalogue) -> Table:
    """Who needs help with what, and who has not been seen for a while."""
    head = tuple(words(f"report.column.{name}") for name in ("mistake", "learner", "why"))
    rows: list[tuple[Cell, ...]] = [
        (words(f"mistake.{need.mistake}"), need.learner.name, need_sentence(need.why, need.count, need.of, words)) for need in report.needs
    ]
    for learner in report.away:
        seen = _day(learner.last_seen)
        rows.append((words("report.away"), learner.name, words("report.away-since", day=seen) if seen else words("report.never")))
    return Table(words("report.help"), head, tuple(rows), words("report.help-note") if rows else words("report.no-help"))


def session_table(report: ClassReport, titles: Mapping[str, str], words: Catalogue) -> Table:
    """The workshops: each scenario before the discussion and after it."""
    columns = ("day", "scenario", "title", "votes", "right-before", "votes", "right-after", "gain", "confused", "by")
    rows: list[tuple[Cell, ...]] = []
    for session in report.sessions:
        for votes in session.scenarios:
            confused = votes.confused
            rows.append(
                (
                    _day(session.began),
                    votes.scenario,
                    voted_title(session, votes, titles, words),
                    votes.votes_before,
                    percent(votes.right_before),
                    votes.votes_after,
                    percent(votes.right_after),
                    percent(votes.gain),
                    f"{words(f'short.{confused[0]}')} → {words(f'short.{confused[1]}')}" if confused else "",
                    confused[2] if confused else None,
                )
            )
    head = tuple(words(f"report.column.{name}") for name in columns)
    return Table(words("report.sessions"), head, tuple(rows), words("report.sessions-note"))


def voted_title(session: SessionResult, votes: ScenarioVotes, titles: Mapping[str, str], words: Catalogue) -> str:
    """A scenario's title, and whether hands were raised: shares of judgements are not to be held against shares of people."""
    title = titles.get(votes.scenario, votes.scenario)
    return f"{title} ({words('report.by-hands')})" if session.by_hands else title


def participant_table(report: ClassReport, words: Catalogue) -> Table:
    """Who took part in which workshop, and agreed to be named."""
    head = tuple(words(f"report.column.{name}") for name in ("day", "nickname", "voted", "exact"))
    rows = tuple((_day(session.began), each.name, each.voted, each.exact) for session in report.sessions for each in session.participants)
    return Table(words("report.participants"), head, rows, words("report.participants-note"))


def shown_tables(report: ClassReport, titles: Mapping[str, str], words: Catalogue) -> Mapping[str, Table]:
    """The tables that have something to say, in the order in which people read them, learners and skills in their compact forms."""
    found = tables(report, titles, words)
    learners = {
        "help": found["help"],
        "learners": compact_learners(report, words),
        "skills": compact_skills(report, words),
        "items": found["items"],
        "confusion": found["confusion"],
    }
    workshops = {name: found[name] for name in ("sessions", "participants") if found[name].rows}
    return (learners if report.learners else {}) | workshops


def need_sentence(why: Why, count: int, of: int, words: Catalogue) -> str:
    """What goes wrong, and how often: "overlooks it: 4 of the last 6"."""
    return words(f"report.why-{why}", count=count, of=of)


def headline(report: ClassReport, words: Catalogue) -> list[str]:
    """The few sentences that stand above everything."""
    sentences = []
    if report.learners:
        sentences.append(words("report.headline", learners=len(report.learners), answers=report.answers, exact=report.exact))
    if report.sessions:
        voted_on = sum(len(session.scenarios) for session in report.sessions)
        people = sum(session.people for session in report.sessions)
        sentences.append(words("report.sessions-headline", count=len(report.sessions), campaigns=voted_on, people=people))
    if gain := report.gain:
        key = "report.gain-certain" if gain.certain and gain.difference > 0 else "report.gain-open"
        sentences.append(
            words(
                key,
                learners=gain.learners,
                before=percent(gain.before),
                after=percent(gain.after),
                low=signed(percent(gain.low)),
                high=signed(percent(gain.high)),
            )
        )
    elif report.learners:
        sentences.append(words("report.no-gain"))
    if report.skipped:
        sentences.append(words("report.skipped", count=report.skipped))
    if report.anonymous:
        sentences.append(words("report.anonymous"))
    return sentences


def signed(number: int | None) -> str:
    """A number with its sign: +12, −3, 0."""
    if not number:
        return "0" if number == 0 else ""
    return f"{'+' if number > 0 else '−'}{abs(number)}"
