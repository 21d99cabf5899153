"""What a phone is told: the state and one's own votes, the campaign when it is on, the key when it is revealed. Plain values for JSON.

A phone hears nothing of anybody else.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.course.scenario import Line, Role, Scenario
from smm_trainer.locale import Catalogue
from smm_trainer.reports.wording import block_heading, line_text
from smm_trainer.workshop.happenings import VOTES, Phase
from smm_trainer.workshop.material import Question
from smm_trainer.workshop.rules import Session, Vote


def state(session: Session, who: str, now: dt.datetime) -> dict[str, Any]:
    """Where the session stands, for one person."""
    person, vote = session.people[who], session.round
    until = vote.until if vote else None
    scenarios, talking = len(session.began.scenarios), session.phase is Phase.TALK
    votes = {phase.value: own(found.votes.get(who)) for phase in VOTES if (found := session.rounds.get((session.place, phase)))}
    return {
        "session": session.began.session,
        "revision": session.revision,
        "name": person.name,
        "phase": session.phase.value,
        "place": session.place,
        "number": session.place + 1 - (scenarios if talking else 0),
        "total": len(session.began.questions) if talking else scenarios,
        "open": session.open_at(now),
        "left": None if until is None else max(0, round((until - max(now, session.now)).total_seconds(), 1)),
        "votes": votes,
    }


def own(vote: Vote | None) -> dict[str, Any] | None:
    """A vote, for whoever gave it."""
    if vote is None:
        return None
    mistakes = [m.value for m in MISTAKES if m in vote.mistakes]
    return {"mistakes": mistakes, "confidence": int(vote.confidence), "number": vote.number}


def campaign(scenario: Scenario, words: Catalogue) -> dict[str, Any]:
    """The campaign, without a word about its key."""
    language = words.language
    brand = scenario.brand(language)
    blocks = [
        {
            "heading": block_heading(block, words),
            "kind": block.kind.value,
            "platform": block.platform.value if block.platform else "",
            "lines": [_line(line, scenario, words, brand) for line in block.lines],
        }
        for block in scenario.blocks
    ]
    return {"title": scenario.title(language), "brand": brand, "blocks": blocks}


def _line(line: Line, scenario: Scenario, words: Catalogue, brand: str) -> dict[str, Any]:
    kind = "removed" if line.removed else "" if line.role is Role.PLAIN else line.role.value
    return {"number": scenario.numbers[line.id], "text": line_text(line, words, brand), "kind": kind}


def reveal(scenario: Scenario, words: Catalogue) -> dict[str, Any]:
    """The key: each mistake, whether it is committed, why, and by which lines."""
    language = words.language
    order = sorted(MISTAKES, key=lambda m: (m not in scenario.mistakes, m.number))
    reasons = [
        {
            "mistake": m.value,
            "committed": m in scenario.mistakes,
            "reason": scenario.reason(m, language),
            "lines": sorted(scenario.numbers[id] for id in scenario.evidence.get(m, ())),
        }
        for m in order
    ]
    return {
        "key": [m.value for m in MISTAKES if m in scenario.mistakes],
        "reasons": reasons,
        "proof": sorted(scenario.numbers[id] for id in scenario.key_lines),
        "mended": scenario.mended(language),
        "discussion": scenario.discussion(language),
    }


def talk(question: Question, words: Catalogue) -> dict[str, Any]:
    """A question for the group, and the lesson that ends with it."""
    return {"lesson": question.lesson.title(words.language), "text": question.text(words.language)}


def may_see_campaign(session: Session, place: int) -> bool:
    """The campaign at ``place`` has been on."""
    return 0 <= place <= session.place and place < len(session.began.scenarios) and session.phase is not Phase.LOBBY


def may_see_reveal(session: Session, place: int) -> bool:
    """The key of the campaign at ``place`` has been shown."""
    return 0 <= place < len(session.began.scenarios) and session.revealed(place)


def may_see_question(session: Session, place: int) -> bool:
    """The question at ``place`` has been on."""
    return len(session.began.scenarios) <= place <= session.place and session.phase in (Phase.TALK, Phase.END)
