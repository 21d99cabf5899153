"""The rules of a session, over any interleaving of joins, votes, closings, reloads and replays."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.training.grading import Confidence
from smm_trainer.training.skills import CLEAN
from smm_trainer.workshop.happenings import VOTES, Began, Closed, Counted, Happening, Joined, Moved, Phase, Resumed, Timed, Voted
from smm_trainer.workshop.rules import Refused, Session, begin, happen, name_of, replayed
from smm_trainer.workshop.tally import advice, most_confused, outcome, tally
from tests.conftest import NOW

BEGAN = Began(NOW, "s", "123456", ("one", "two"), questions=("lesson/1", "lesson/2"), talk=60)
LONG, LIKES, DELETED, AUDIENCE, SAME = MISTAKES


def at(seconds: float) -> dt.datetime:
    """So long after the beginning."""
    return NOW + dt.timedelta(seconds=seconds)


def joined(who: str, seconds: float = 0) -> Joined:
    """Somebody by their id."""
    return Joined(at(seconds), who, who, agrees=False, token=f"token-{who}")


def voted(who: str, *mistakes: Mistake, seconds: float = 0, number: int = 1, place: int = 0, round: Phase = Phase.FIRST) -> Voted:
    """A vote."""
    return Voted(at(seconds), who, place, round, frozenset(mistakes), Confidence.CERTAIN, number)


def after(*happenings: Happening) -> Session:
    """The session after all that."""
    session = begin(BEGAN)
    for what in happenings:
        session = happen(session, what)
    return session


TO_FIRST = (Moved(NOW, Phase.CAMPAIGN), Moved(NOW, Phase.FIRST))


def test_the_way_through_a_scenario() -> None:
    session = after(joined("a"), joined("b"), *TO_FIRST, voted("a", LONG), voted("b"), Closed(at(9)))
    assert session.next_phases() == (Phase.DISCUSSION, Phase.REVEAL)
    session = happen(happen(session, Moved(at(10), Phase.DISCUSSION)), Moved(at(20), Phase.SECOND))
    session = happen(session, voted("b", LONG, seconds=21, round=Phase.SECOND))
    assert session.next_phases() == ()
    session = happen(happen(session, Closed(at(30))), Moved(at(31), Phase.REVEAL))
    assert session.revealed(0)
    assert not session.revealed(1)
    found = outcome(session, 0, {LONG})
    assert found is not None
    assert (found.first.share, found.second and found.second.share, found.gain) == (0.5, 1.0, 1.0)
    session = happen(session, Moved(at(40), Phase.CAMPAIGN))
    assert (session.place, session.scenario) == (1, "two")
    assert session.revealed(0)
    assert outcome(session, 1, set()) is None


def test_questions_are_talked_about_behind_the_scenarios_or_alone() -> None:
    once = (Moved(NOW, Phase.CAMPAIGN), Moved(NOW, Phase.FIRST), Closed(NOW), Moved(NOW, Phase.REVEAL))
    session = after(*once, *once)
    assert session.next_phases() == (Phase.TALK, Phase.END)
    session = happen(session, Moved(at(9), Phase.TALK))
    assert (session.place, session.scenario, session.question, session.round, session.since) == (2, "", "lesson/1", None, at(9))
    assert session.next_phases() == (Phase.TALK, Phase.END)
    session = happen(session, Moved(at(20), Phase.TALK))
    assert (session.question, session.next_phases(), session.since) == ("lesson/2", (Phase.END,), at(20))
    assert happen(session, Moved(NOW, Phase.END)).question == ""
    alone = begin(replace(BEGAN, scenarios=()))
    assert alone.next_phases() == (Phase.TALK,)
    assert happen(alone, Moved(NOW, Phase.TALK)).question == "lesson/1"
    with pytest.raises(Refused):
        begin(replace(BEGAN, scenarios=(), questions=()))


@pytest.mark.parametrize(
    ("happenings", "code"),
    [
        ((voted("a"),), "closed"),
        ((*TO_FIRST, voted("stranger")), "stranger"),
        ((*TO_FIRST, Closed(at(1)), voted("a", seconds=2)), "closed"),
        ((*TO_FIRST, Closed(at(1)), Timed(at(2), None)), "closed"),
        ((*TO_FIRST, Closed(at(1)), Closed(at(2))), "closed"),
        ((*TO_FIRST, Moved(at(1), Phase.DISCUSSION)), "phase"),
        ((Moved(at(1), Phase.REVEAL),), "phase"),
        ((Moved(at(1), Phase.CAMPAIGN, at(60)),), "phase"),
        ((*TO_FIRST, voted("a", LONG, number=2), voted("a", LIKES, number=1)), "stale"),
        ((*TO_FIRST, voted("a", place=1)), "closed"),
        ((*TO_FIRST, voted("a", round=Phase.SECOND)), "closed"),
        ((Joined(NOW, "a", "a", False, "another token"),), "token"),
        ((Joined(NOW, "b", "b", False, "token-a"),), "token"),
        ((Joined(NOW, "b", "x" * 25, False, "t"),), "name"),
        ((Joined(NOW, "b", "x\x1b[2J", False, "t"),), "name"),
        ((*TO_FIRST, Closed(NOW), Moved(NOW, Phase.REVEAL), Moved(NOW, Phase.END), joined("b")), "over"),
        ((*TO_FIRST, Counted(NOW, 9, {LONG: 3}, 0)), "closed"),
        ((BEGAN,), "begun"),
    ],
)
def test_what_is_refused(happenings: tuple[Happening, ...], code: str) -> None:
    with pytest.raises(Refused) as refused:
        after(joined("a"), *happenings)
    assert refused.value.code == code


def test_a_countdown_closes_stops_and_is_put_off() -> None:
    session = after(joined("a"), Moved(NOW, Phase.CAMPAIGN), Moved(NOW, Phase.FIRST, at(60)))
    assert session.open_at(at(59))
    assert not session.open_at(at(60))
    with pytest.raises(Refused):
        happen(session, voted("a", seconds=60))
    with pytest.raises(Refused):
        happen(session, Timed(at(60), None))
    assert happen(session, Timed(at(59), at(90))).open_at(at(89))
    assert happen(session, Timed(at(59), None)).open_at(at(9_999))


def test_a_clock_set_back_does_not_open_what_has_closed() -> None:
    session = after(joined("a"), Moved(NOW, Phase.CAMPAIGN), Moved(NOW, Phase.FIRST, at(60)), joined("b", seconds=61))
    assert not session.open_at(at(30))


def test_a_resumed_vote_is_open_without_a_countdown_and_a_closed_one_is_closed() -> None:
    opened = after(joined("a"), Moved(NOW, Phase.CAMPAIGN), Moved(NOW, Phase.FIRST, at(60)))
    assert happen(opened, Resumed(at(500))).open_at(at(501))
    assert not happen(happen(opened, Closed(at(60))), Resumed(at(500))).open_at(at(501))


def test_raised_hands() -> None:
    session = begin(replace(BEGAN, networked=False))
    for what in (*TO_FIRST, Counted(NOW, 20, {LONG: 15, LIKES: 4}, 2), Closed(NOW)):
        session = happen(session, what)
    found = outcome(session, 0, {LONG})
    assert found is not None
    assert [found.first.said[key] for key in (*MISTAKES, CLEAN)] == [15, 4, 0, 0, 0, 2]
    assert found.first.exact is None
    assert found.first.share == (15 + 16 + 60) / 100
    assert found.gain is None
    with pytest.raises(Refused):
        happen(happen(begin(replace(BEGAN, networked=False)), TO_FIRST[0]), Counted(NOW, 3, {LONG: 4}, 0))


def test_what_is_taken_for_what() -> None:
    people = [joined(who) for who in "abcd"]
    session = after(*people, *TO_FIRST, voted("a", LIKES), voted("b", LIKES), voted("c"), voted("d", LONG, SAME))
    found = outcome(session, 0, {LONG})
    assert found is not None
    assert most_confused([found]) == [((LONG, LIKES), 2), ((CLEAN, SAME), 1), ((LONG, CLEAN), 1)]
    assert advice(found.first) == "explain"


@pytest.mark.parametrize(("typed", "name"), [("  Ani  K. ", "Ani K."), ("", ""), ("<b>Ani</b>", "<b>Ani</b>"), ("[red]", "[red]")])
def test_names_are_tidied_and_not_read(typed: str, name: str) -> None:
    assert name_of(typed) == name


PEOPLE = ("a", "b", "c")
moments = st.integers(0, 120).map(at)
anything = st.one_of(
    st.builds(joined, st.sampled_from(PEOPLE), st.integers(0, 120)),
    st.builds(
        Voted,
        moments,
        st.sampled_from(PEOPLE),
        st.integers(0, 1),
        st.sampled_from(VOTES),
        st.frozensets(st.sampled_from(MISTAKES)),
        st.sampled_from(Confidence),
        st.integers(1, 5),
    ),
    st.builds(Moved, moments, st.sampled_from(Phase), st.none() | moments),
    st.builds(Moved, moments, st.sampled_from([*VOTES, Phase.CAMPAIGN, Phase.DISCUSSION, Phase.REVEAL, Phase.TALK])),
    st.builds(Timed, moments, st.none() | moments),
    st.builds(Closed, moments),
    st.builds(Resumed, moments),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(anything, max_size=60))
def test_any_interleaving(happenings: list[Happening]) -> None:
    session = begin(BEGAN)
    accepted: list[Happening] = [BEGAN]
    shut: dict[tuple[int, Phase], object] = {}
    last: dict[tuple[int, Phase, str], Voted] = {}
    for what in happenings:
        before = session
        try:
            session = happen(session, what)
        except Refused:
            assert session is before
            continue
        accepted.append(what)
        assert session.now >= before.now
        assert session.revision >= before.revision
        if isinstance(what, Voted):
            key = (what.place, what.round)
            assert key not in shut
            assert before.open_at(what.at)
            assert what.who in before.people
            last[(*key, what.who)] = what
        for key, vote in session.rounds.items():
            # What has closed never changes again, whatever comes.
            if key in shut:
                assert vote == shut[key]
            elif vote.closed:
                shut[key] = vote
            assert set(vote.votes) <= set(session.people)
    # One vote a person and round: the last one taken.
    counted = {(*key, who): vote for key, found in session.rounds.items() for who, vote in found.votes.items()}
    assert {key: (vote.mistakes, vote.number) for key, vote in counted.items()} == {
        key: (what.mistakes, what.number) for key, what in last.items()
    }
    # A replay of what was accepted is the same session, from the beginning or from anywhere: kill -9 costs nothing.
    assert replayed(accepted) == (session, 0)
    half, strange = replayed(accepted[: len(accepted) // 2 + 1])
    assert half is not None
    assert strange == 0
    for what in accepted[len(accepted) // 2 + 1 :]:
        half = happen(half, what)
    assert half == session
    for (_, phase), vote in session.rounds.items():
        found = tally(vote, {LONG})
        assert phase in VOTES
        assert found.exact is not None
        assert 0 <= found.exact <= found.total == len(vote.votes)
        assert sum(found.sure.values()) == found.total
