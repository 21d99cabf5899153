"""The session log: what was accepted is there after a kill, whatever the moment."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.progress.errors import JournalError
from smm_trainer.training.grading import Confidence
from smm_trainer.workshop.happenings import Began, Closed, Counted, Happening, Joined, Moved, Phase, Resumed, Timed, Voted
from smm_trainer.workshop.log import SessionLog, event_of_happening, happening_of, session_in
from smm_trainer.workshop.rules import Session, replayed
from tests.conftest import NOW

LATER = NOW + dt.timedelta(seconds=90)
EVERY: tuple[Happening, ...] = (
    Began(NOW, "abc", "123456", ("one", "two"), True, 90, 8765),
    Joined(NOW, "a", 'Անի "Ani"\\', True, "hash"),
    Moved(NOW, Phase.CAMPAIGN),
    Moved(NOW, Phase.FIRST, LATER),
    Voted(NOW, "a", 0, Phase.FIRST, frozenset(MISTAKES[:2]), Confidence.CERTAIN, 1),
    Voted(NOW, "a", 0, Phase.FIRST, frozenset(), Confidence.GUESSING, 2),
    Timed(NOW, None),
    Closed(NOW),
    Resumed(NOW),
    Counted(NOW, 9, dict.fromkeys(MISTAKES, 2), 3),
)

VOTING = """
import datetime as dt, sys
from pathlib import Path
from smm_trainer.training.grading import Confidence
from smm_trainer.workshop.happenings import *
from smm_trainer.workshop.log import SessionLog
now = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
log = SessionLog(Path(sys.argv[1]))
log.start(Began(now, "abc", "123456", ("one",)))
log.record([Joined(now, str(n), "", False, f"t{n}") for n in range(200)])
log.record([Moved(now, Phase.CAMPAIGN), Moved(now, Phase.FIRST)])
for number in range(1, 1000):
    for start in range(0, 200, 7):
        who = range(start, min(200, start + 7))
        log.record([Voted(now, str(n), 0, Phase.FIRST, frozenset(), Confidence.CERTAIN, number) for n in who])
        for n in who:
            print(n, number, flush=True)
"""


@pytest.mark.parametrize("what", EVERY, ids=lambda what: type(what).__name__)
def test_what_is_written_is_what_is_read(what: Happening) -> None:
    assert happening_of(event_of_happening(what)) == what


def test_a_session_is_there_again(tmp_path: Path) -> None:
    log = SessionLog(tmp_path / "s.toml")
    began = EVERY[0]
    assert isinstance(began, Began)
    log.start(began)
    log.record(EVERY[1:-1])
    log.close()
    assert SessionLog(log.path).resume() == (replayed(EVERY[:-1])[0], None)
    assert len(tomllib.loads(log.path.read_text(encoding="utf-8"))["event"]) == len(EVERY) - 1


def test_two_facilitators_are_one_too_many(tmp_path: Path) -> None:
    log = SessionLog(tmp_path / "s.toml")
    began = EVERY[0]
    assert isinstance(began, Began)
    log.start(began)
    with pytest.raises(JournalError) as error:
        SessionLog(log.path).resume()
    assert error.value.code == "running"
    log.close()
    with pytest.raises(JournalError) as error:
        SessionLog(log.path).start(began)
    assert error.value.code == "exists"


@pytest.mark.parametrize("content", ["", "format = 1\n", "format = 1\n[learner]\nname = ''\n"])
def test_what_is_no_session(tmp_path: Path, content: str) -> None:
    path = tmp_path / "s.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(JournalError) as error:
        SessionLog(path).resume()
    assert error.value.code in ("no-session", "not-a-journal")
    assert path.read_text(encoding="utf-8") == content


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
@pytest.mark.parametrize("lines", [1, 40, 333])
def test_kill_9_loses_no_vote_that_was_accepted(tmp_path: Path, lines: int) -> None:
    path = tmp_path / "s.toml"
    with subprocess.Popen([sys.executable, "-c", VOTING, str(path)], stdout=subprocess.PIPE, text=True) as voting:
        assert voting.stdout is not None
        accepted: dict[str, int] = {}
        for _ in range(lines):
            who, number = voting.stdout.readline().split()
            accepted[who] = int(number)
        os.kill(voting.pid, signal.SIGKILL)
        for line in voting.stdout:
            if line.endswith("\n"):
                who, number = line.split()
                accepted[who] = int(number)
    session, _ = SessionLog(path).resume()
    votes = session.rounds[(0, Phase.FIRST)].votes
    assert len(accepted) >= min(lines, 200)
    assert {who: votes[who].number for who in accepted if votes[who].number < accepted[who]} == {}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[Session | None]]:
    """A log's bytes, and the session after each of its events."""
    log = SessionLog(tmp_path_factory.mktemp("log") / "s.toml")
    began = EVERY[0]
    assert isinstance(began, Began)
    log.start(began)
    log.record(EVERY[1:-1])
    return log.path.read_bytes(), [replayed(EVERY[:count])[0] for count in range(1, len(EVERY))]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_cut_anywhere_it_is_what_was_whole(
    whole: tuple[bytes, list[Session | None]], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    content, sessions = whole
    first = content.index(b"saved = true\n") + 14
    cut = data.draw(st.integers(first, len(content)))
    path = tmp_path_factory.mktemp("cut") / "s.toml"
    path.write_bytes(content[:cut])
    # Written but for its last line's end it is whole all the same.
    events = content[:cut].count(b"\nsaved = true")
    assert session_in(SessionLog(path))[0] == sessions[events - 1]
    kept = path.read_bytes()
    assert content.startswith(kept.rstrip(b"\n"))
    # And it can be gone on with.
    SessionLog(path).record([Resumed(NOW)])
    assert len(tomllib.loads(path.read_text(encoding="utf-8"))["event"]) == events + 1
