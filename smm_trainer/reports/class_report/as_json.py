"""The report for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.reports.class_report.build import ClassReport
from smm_trainer.reports.class_report.gain import ClassGain
from smm_trainer.reports.class_report.items import ItemTally
from smm_trainer.reports.class_report.learner import Learner
from smm_trainer.reports.class_report.sessions import SessionResult
from smm_trainer.training.assessment import Assessment, Gain
from smm_trainer.training.skills import Skill


def report_json(report: ClassReport, titles: Mapping[str, str]) -> dict[str, Any]:
    """The report as a JSON object; its keys are the same in every language. Shares are from 0 to 1, times are UTC."""
    return {
        "format": 1,
        "made": report.now.isoformat(),
        "anonymous": report.anonymous,
        "skipped": report.skipped,
        "lessons": report.lessons,
        "answers": report.answers,
        "exact": report.exact,
        "gain": _gain(report.gain),
        "skills": {mistake.value: _skill(report.skills[mistake]) for mistake in MISTAKES},
        "confusion": report.confusion,
        "learners": [_learner(learner, anonymous=report.anonymous) for learner in report.learners],
        "items": [{"scenario": id, "title": titles.get(id, ""), **_item(item)} for id, item in report.items.items()],
        "help": [
            {"learner": need.learner.name, "mistake": need.mistake.value, "why": need.why.value, "count": need.count, "of": need.of}
            for need in report.needs
        ],
        "away": [learner.name for learner in report.away],
        "sessions": [_session(session, anonymous=report.anonymous) for session in report.sessions],
    }


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _gain(gain: Gain | ClassGain | None) -> dict[str, Any] | None:
    if gain is None:
        return None
    numbers = {"before": gain.before, "after": gain.after, "difference": gain.difference, "low": gain.low, "high": gain.high}
    found: dict[str, Any] = {name: round(value, 4) for name, value in numbers.items()}
    return found | ({"learners": gain.learners} if isinstance(gain, ClassGain) else {})


def _skill(skill: Skill) -> dict[str, int]:
    return {"present": skill.present, "found": skill.found, "absent": skill.absent, "false_alarms": skill.false_alarms}


def _assessment(taken: Assessment | None, *, anonymous: bool) -> dict[str, Any] | None:
    if taken is None:
        return None
    at = taken.at.date() if anonymous else taken.at
    return {"at": at.isoformat(), "mean": _share(taken.mean), "exact": taken.exact, "passed": taken.passed, "fresh": taken.fresh}


def _learner(learner: Learner, *, anonymous: bool) -> dict[str, Any]:
    seen = learner.last_seen
    found: dict[str, Any] = {
        "name": learner.name,
        "lessons": learner.lessons,
        "answers": learner.answers,
        "exact": learner.exact,
        "mean": _share(learner.mean),
        "skills": {mistake.value: _skill(skill) for mistake, skill in learner.skills.items()},
        "due": [mistake.value for mistake in learner.due],
        "last_seen": (seen.date().isoformat() if anonymous else seen.isoformat()) if seen else None,
        "first": _assessment(learner.first, anonymous=anonymous),
        "final": _assessment(learner.final, anonymous=anonymous),
        "gain": _gain(learner.gain),
    }
    return found if anonymous else found | {"file": learner.file}


def _item(item: ItemTally) -> dict[str, Any]:
    return {
        "learners": item.learners,
        "right": _share(item.share_right),
        "mean": _share(item.score / item.learners),
        "discrimination": _share(item.discrimination),
        "chosen_wrongly": {mistake.value: count for mistake, count in sorted(item.wrongly.items())},
        "missed": {mistake.value: count for mistake, count in sorted(item.missed.items())},
        "evidence": _share(item.mean_overlap),
    }


def _session(session: SessionResult, *, anonymous: bool) -> dict[str, Any]:
    scenarios = [
        {
            "scenario": votes.scenario,
            "votes_before": votes.votes_before,
            "right_before": _share(votes.right_before),
            "votes_after": votes.votes_after,
            "right_after": _share(votes.right_after),
            "gain": _share(votes.gain),
            "confused": dict(zip(("truth", "said", "count"), votes.confused, strict=True)) if votes.confused else None,
        }
        for votes in session.scenarios
    ]
    return {
        "session": session.session,
        "began": (session.began.date() if anonymous else session.began).isoformat(),
        "people": session.people,
        "by_hands": session.by_hands,
        "scenarios": scenarios,
        "participants": [{"name": each.name, "voted": each.voted, "exact": each.exact} for each in session.participants],
    }
