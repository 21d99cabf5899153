"""From what was read of a class to its report."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.reports.class_report.gain import ClassGain, class_gain
from smm_trainer.reports.class_report.help import Need, away, needs
from smm_trainer.reports.class_report.items import ItemTally
from smm_trainer.reports.class_report.journals import Read
from smm_trainer.reports.class_report.learner import Learner
from smm_trainer.reports.class_report.sessions import SessionResult, nameless_session
from smm_trainer.training.skills import Skill


@dataclass(frozen=True, slots=True)
class ClassReport:
    """What a class's journals say."""

    now: dt.datetime
    """When it was made."""
    learners: tuple[Learner, ...]
    """The learners, by name; in an anonymous report in an order drawn anew for each report."""
    items: Mapping[str, ItemTally]
    """Scenario id → what its answers add up to; the hardest first."""
    confusion: Mapping[str, Mapping[str, int]]
    """Truth → said → how often, in the whole class."""
    skills: Mapping[Mistake, Skill]
    """How well the class tells each mistake apart, all answers together."""
    needs: tuple[Need, ...]
    """Who needs help with what."""
    away: tuple[Learner, ...]
    """Who has not been seen for a while."""
    gain: ClassGain | None
    """From the first assessment to the final one."""
    lessons: int
    """Lessons in the course."""
    sessions: tuple[SessionResult, ...]
    """The class's workshops, in the order in which they were held."""
    skipped: int
    """Files that could not be used."""
    anonymous: bool
    """Names and files are left out, and days stand for times."""

    @property
    def answers(self) -> int:
        """All answers of the class."""
        return sum(learner.answers for learner in self.learners)

    @property
    def exact(self) -> int:
        """Of those, how many were exact."""
        return sum(learner.exact for learner in self.learners)


def build_report(
    read: Read,
    lessons: Sequence[str],
    now: dt.datetime,
    nameless: str = "{number}",
    *,
    sessions: Sequence[SessionResult] = (),
    shuffle: random.Random | None = None,
) -> ClassReport:
    """The report on what was ``read``.

    Args:
        read: what was read.
        lessons: the ids of the course's lessons.
        now: the time.
        nameless: how a learner is called who has no name, or may have none here; ``{number}`` is replaced.
        sessions: what the workshops' logs among the files say.
        shuffle: makes the report anonymous, in an order drawn by it: neither names nor the order of files can be guessed from it.
    """
    learners = sorted(read.learners, key=lambda learner: (learner.name.casefold(), learner.file))
    if shuffle is not None:
        shuffle.shuffle(learners)
        learners = [_nameless(learner, nameless.format(number=number)) for number, learner in enumerate(learners, 1)]
    else:
        learners = [learner if learner.name else replace(learner, name=learner.file) for learner in learners]
    items = sorted(read.items.items(), key=lambda item: (item[1].share_right, -item[1].learners, item[0]))
    return ClassReport(
        now=now,
        learners=tuple(learners),
        items=dict(items),
        confusion=read.confusion,
        skills={mistake: _together([learner.skills[mistake] for learner in learners]) for mistake in MISTAKES},
        needs=needs(learners),
        away=away(learners, now),
        gain=class_gain([gain for learner in learners if (gain := learner.gain)]),
        lessons=len(lessons),
        sessions=tuple(sorted(map(nameless_session, sessions) if shuffle else sessions, key=lambda each: (each.began, each.session))),
        skipped=len(read.skipped),
        anonymous=shuffle is not None,
    )


def _nameless(learner: Learner, name: str) -> Learner:
    seen = learner.last_seen
    day = seen.replace(hour=0, minute=0, second=0, microsecond=0) if seen else None
    return replace(learner, name=name, file="", last_seen=day)


def _together(skills: Sequence[Skill]) -> Skill:
    return Skill(
        present=sum(skill.present for skill in skills),
        found=sum(skill.found for skill in skills),
        absent=sum(skill.absent for skill in skills),
        false_alarms=sum(skill.false_alarms for skill in skills),
    )
