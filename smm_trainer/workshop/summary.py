"""What came of a session, afterwards: as JSON and as lines. Of single people only what they agreed to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.course.scenario import Scenario
from smm_trainer.locale import Catalogue, format_number
from smm_trainer.reports.class_report.learner import shown_name
from smm_trainer.reports.class_report.sessions import Participant, ScenarioVotes, SessionResult
from smm_trainer.reports.wording import labels
from smm_trainer.training.skills import CLEAN
from smm_trainer.workshop.happenings import Phase
from smm_trainer.workshop.rules import Session
from smm_trainer.workshop.tally import Outcome, Tally, last_votes, most_confused, outcome


def outcomes(session: Session, scenarios: Mapping[str, Scenario]) -> list[Outcome]:
    """What came of every scenario that was voted on; what the course no longer has is left out."""
    places = [place for place, id in enumerate(session.began.scenarios) if id in scenarios]
    found = (outcome(session, place, scenarios[session.began.scenarios[place]].mistakes) for place in places)
    return [each for each in found if each is not None]


def as_json(session: Session, scenarios: Mapping[str, Scenario]) -> dict[str, Any]:
    """The report for programs. Speed is nowhere in it."""
    found = outcomes(session, scenarios)
    return {
        "session": session.began.session,
        "began": session.began.at.isoformat(),
        "people": len(session.people),
        "questions": list(talked_about(session)),
        "scenarios": [
            {
                "id": each.scenario,
                "key": [m.value for m in MISTAKES if m in scenarios[each.scenario].mistakes],
                "first": _tally(each.first),
                "second": _tally(each.second) if each.second else None,
                "gain": None if each.gain is None else round(each.gain, 4),
            }
            for each in found
        ],
        "confused": [{"truth": truth, "said": said, "count": count} for (truth, said), count in most_confused(found, 10)],
        "participants": [
            {"name": name, "answered": answered, "exact": exact} for name, answered, exact in participants(session, scenarios)
        ],
    }


def talked_about(session: Session) -> tuple[str, ...]:
    """The questions of the programme that were on, as the programme calls them."""
    on = session.place + 1 - len(session.began.scenarios)
    return session.began.questions[:on] if on > 0 and session.phase in (Phase.TALK, Phase.END) else ()


def _tally(tally: Tally) -> dict[str, Any]:
    share = None if tally.share is None else round(tally.share, 4)
    sure = {str(int(level)): count for level, count in tally.sure.items()}
    return {"votes": tally.total, "said": dict(tally.said), "exact": tally.exact, "share_right": share, "confidence": sure}


def participants(session: Session, scenarios: Mapping[str, Scenario]) -> list[tuple[str, int, int]]:
    """Nickname, last votes given, and how many of them were exact: of those who agreed and gave a name, by name."""
    keys = {id: scenario.mistakes for id, scenario in scenarios.items()}
    named = [(who, person.name) for who, person in session.people.items() if person.agrees and person.name]
    return sorted((name, *last_votes(session, who, keys)) for who, name in named)


def session_result(session: Session, scenarios: Mapping[str, Scenario]) -> SessionResult:
    """What the class report says of the session."""
    votes = []
    for each in outcomes(session, scenarios):
        confused = most_confused([each], 1)
        after = each.second
        votes.append(
            ScenarioVotes(
                scenario=each.scenario,
                votes_before=each.first.total,
                right_before=each.first.share,
                said_before=each.first.said,
                votes_after=after.total if after else None,
                right_after=after.share if after else None,
                said_after=after.said if after else None,
                gain=each.gain,
                confused=(*confused[0][0], confused[0][1]) if confused else None,
            )
        )
    return SessionResult(
        session=session.began.session,
        began=session.began.at,
        people=len(session.people),
        by_hands=not session.began.networked,
        scenarios=tuple(votes),
        participants=tuple(Participant(shown_name(name), voted, exact) for name, voted, exact in participants(session, scenarios)),
    )


def lines(session: Session, scenarios: Mapping[str, Scenario], words: Catalogue) -> Iterator[str]:
    """The report for people."""
    found = outcomes(session, scenarios)
    yield words("workshop.report-head", day=session.began.at.date().isoformat(), people=len(session.people), count=len(found))
    for each in found:
        scenario = scenarios[each.scenario]
        yield ""
        yield f"{scenario.title(words.language)} – {labels(scenario.mistakes, words)}"
        rounds = [(Phase.FIRST, each.first), *([(Phase.SECOND, each.second)] if each.second else [])]
        for phase, tally in rounds:
            share = "–" if tally.share is None else f"{round(100 * tally.share)} %"
            said = ", ".join(f"{words(f'short.{key}')} {tally.said[key]}" for key in (*MISTAKES, CLEAN) if tally.said[key])
            line = words("workshop.report-vote", phase=words(f"workshop.{phase}"), share=share, total=tally.total, said=said)
            yield f"  {line}".rstrip()
        if each.gain is not None:
            yield f"  {words('workshop.gain', gain=format_number(round(each.gain, 2), words.language))}"
    confused = most_confused(found, 5)
    if confused:
        yield ""
        yield words("workshop.confused")
        for (truth, said), count in confused:
            yield "  " + words("workshop.taken-for", truth=words(f"short.{truth}"), said=words(f"short.{said}"), count=count)
    named = participants(session, scenarios)
    if named:
        yield ""
        yield words("workshop.agreed")
        for name, answered, exact in named:
            yield "  " + words("workshop.report-person", name=name, exact=exact, answered=answered)
