"""What votes add up to: how many said what, how many were right, before and after the discussion, and what was taken for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.training.grading import Confidence
from smm_trainer.training.skills import CLEAN
from smm_trainer.workshop.happenings import VOTES, Phase
from smm_trainer.workshop.rules import Round, Session


@dataclass(frozen=True, slots=True)
class Tally:
    """One round of one scenario, counted."""

    total: int
    """How many voted; of raised hands, how many were present."""
    said: Mapping[str, int]
    """Mistake, or ``clean`` → how many said so."""
    exact: int | None
    """How many had all five judgements right; None where hands were raised, which do not say whose they were."""
    judged: int
    """Right judgements, five a person."""
    sure: Mapping[Confidence, int]
    """How many were how sure; empty of raised hands."""
    pairs: Mapping[tuple[str, str], int]
    """Truth and what was said instead → how often; empty of raised hands."""

    @property
    def share(self) -> float | None:
        """The share that was right, 0 to 1: of people, or where hands were raised of judgements; None when nobody voted."""
        if not self.total:
            return None
        return self.judged / (len(MISTAKES) * self.total) if self.exact is None else self.exact / self.total


@dataclass(frozen=True, slots=True)
class Outcome:
    """Both rounds of one scenario."""

    scenario: str
    """Its id."""
    first: Tally
    """Before the discussion."""
    second: Tally | None
    """After it; None when there was no second vote."""

    @property
    def gain(self) -> float | None:
        """The normalised gain: of what could still be won, what was won; None where nothing could, or there is nothing to compare."""
        before, after = self.first.share, self.second.share if self.second else None
        if before is None or after is None or before >= 1:
            return None
        return (after - before) / (1 - before)


def tally(vote: Round, truth: Set[Mistake]) -> Tally:
    """Count ``vote``, held against the key ``truth``."""
    if vote.counted is not None:
        hands, present = vote.counted.hands, vote.counted.present
        said = {m.value: hands.get(m, 0) for m in MISTAKES} | {CLEAN: vote.counted.clean}
        judged = sum(hands.get(m, 0) if m in truth else present - hands.get(m, 0) for m in MISTAKES)
        return Tally(present, said, None, judged, {}, {})
    votes = vote.votes.values()
    said = {m.value: sum(m in v.mistakes for v in votes) for m in MISTAKES} | {CLEAN: sum(not v.mistakes for v in votes)}
    pairs: Counter[tuple[str, str]] = Counter()
    for v in votes:
        missed, alarms = truth - v.mistakes, v.mistakes - truth
        pairs.update((m, instead) for m in missed for instead in alarms or {CLEAN})
        pairs.update((CLEAN, m) for m in alarms if not missed)
    return Tally(
        total=len(votes),
        said=said,
        exact=sum(v.mistakes == truth for v in votes),
        judged=sum((m in v.mistakes) == (m in truth) for v in votes for m in MISTAKES),
        sure={level: sum(v.confidence is level for v in votes) for level in Confidence},
        pairs=pairs,
    )


def outcome(session: Session, place: int, truth: Set[Mistake]) -> Outcome | None:
    """What came of the scenario at ``place``; None when it was not voted on."""
    first, second = (session.rounds.get((place, phase)) for phase in (Phase.FIRST, Phase.SECOND))
    if first is None:
        return None
    return Outcome(session.began.scenarios[place], tally(first, truth), tally(second, truth) if second else None)


def last_votes(session: Session, who: str, keys: Mapping[str, Set[Mistake]]) -> tuple[int, int]:
    """On how many scenarios somebody voted, and how many of their last votes had all five judgements right; of those that have a key."""
    answered = exact = 0
    for place, id in enumerate(session.began.scenarios):
        rounds = [session.rounds.get((place, phase)) for phase in reversed(VOTES)]
        vote = next((each.votes[who] for each in rounds if each and who in each.votes), None)
        if vote is not None and id in keys:
            answered += 1
            exact += vote.mistakes == keys[id]
    return answered, exact


def most_confused(outcomes: Iterable[Outcome], most: int = 3) -> list[tuple[tuple[str, str], int]]:
    """What was taken for what most often, over the last vote of each scenario."""
    pairs: Counter[tuple[str, str]] = Counter()
    for found in outcomes:
        pairs.update((found.second or found.first).pairs)
    return sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))[:most]


def advice(first: Tally) -> str:
    """What to do after a first vote: ``explain`` below three in ten right, ``go-on`` above eight in ten, else ``discuss``."""
    share = first.share
    if share is None:
        return "nobody"
    return "explain" if share < 0.3 else "go-on" if share > 0.8 else "discuss"
