"""The short form of every fault, and mutations of journals that Hypothesis makes small."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smm_trainer.progress.glance import load_glance, save_glance
from smm_trainer.progress.progress import Progress
from smm_trainer.progress.settings import Settings, load_settings
from tests.conftest import NOW
from tests.faults.catalogue import FAULTS
from tests.faults.guard import alarms, guarded
from tests.faults.learner import Learner, look
from tests.faults.mutate import PIECES, mutated
from tests.faults.outcome import Fault, Outcome
from tests.faults.targets import Target, targets
from tests.terminal import Terminal

pytestmark = [pytest.mark.anywhere, pytest.mark.skipif(not hasattr(signal, "SIGPROF"), reason="needs signals, pipes and limits of POSIX")]


@pytest.mark.parametrize("fault", [pytest.param(fault, id=fault.name) for fault in FAULTS if fault.short])
def test_nothing_is_lost_and_nothing_gets_in(fault: Fault, tmp_path: Path) -> None:
    outcome, _ = fault.tried(tmp_path, fault.short)
    if outcome.skipped:
        pytest.skip(outcome.skipped)
    assert outcome.good, "\n".join(outcome.remarks)


@pytest.fixture(scope="module")
def journal() -> Iterator[Target]:
    """The reader of journals."""
    with tempfile.TemporaryDirectory() as folder, alarms():
        yield targets(Path(folder))["journal"]


EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60), st.sampled_from(PIECES) | st.binary(max_size=6)), min_size=1, max_size=4)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_a_mangled_journal_is_read_or_refused_with_a_sentence(journal: Target, edits: list[tuple[float, int, bytes]]) -> None:
    data = journal.seed
    for share, length, put in edits:
        at = int(share * len(data))
        data = data[:at] + put + data[at + length :]
    journal.read(data)


def test_a_plain_quiz_says_what_was_done_to_its_file(tmp_path: Path) -> None:
    path = tmp_path / "progress.toml"
    command = [sys.executable, "-m", "smm_trainer", "--lang", "en", "--progress", str(path), "quiz", "--plain", "--count", "2"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, encoding="utf-8", env=os.environ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("0\n\n1\n")
        process.stdin.flush()
        while not process.stdout.readline().startswith("# verdict "):
            pass
        path.unlink()
        said, errors = process.communicate("0\n\n1\n")
    assert "# verdict " in said
    assert errors.startswith("The progress file was deleted")
    assert len(errors.splitlines()) == 1
    assert [event["kind"] for event in tomllib.loads(path.read_text(encoding="utf-8"))["event"]] == ["quiz", "answer", "answer"]


def test_the_journal_of_somebody_who_does_the_same_at_the_same_time_is_still_another(tmp_path: Path) -> None:
    path, other, clock = tmp_path / "p.toml", tmp_path / "other.toml", lambda: NOW
    for count in range(1, 12):
        mine, theirs, outcome = Learner(path, clock), Learner(other, clock), Outcome()
        for _ in range(count):
            mine.answer()
        for _ in range(count + 5):
            theirs.answer()
        other.replace(path)
        assert mine.answer()
        assert mine.told == ["was-replaced"]
        look(path, [mine, theirs], outcome, "somebody else's")
        assert outcome.good, outcome.remarks
        path.unlink()


def test_the_same_seed_gives_the_same_input() -> None:
    assert mutated(b"format = 1\n" * 20, random.Random(7)) == mutated(b"format = 1\n" * 20, random.Random(7))


def test_settings_and_glances_in_pipes_are_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "progress.toml"
    Learner(path).answer()
    save_glance(Progress(path), tmp_path)
    (glance,) = tmp_path.glob("glance-*.json")
    for file in (glance, tmp_path / "settings.toml"):
        file.unlink(missing_ok=True)
        os.mkfifo(file)
    outcome = Outcome()
    with alarms():
        guarded(lambda: outcome.expect(load_settings(tmp_path / "settings.toml") == Settings(), "settings"), outcome, "settings")
        guarded(lambda: outcome.expect(load_glance(path, tmp_path) is None, "a glance"), outcome, "a glance")
    assert outcome.good, outcome.remarks


def test_nothing_in_a_journal_drives_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "progress.toml"
    odd = "\\u001b]0;x\\u0007\\u009b2J\\u202e\U000e0041[b]Անի"
    event = f'[[event]]\nat = 2026-01-01T00:00:00Z\nkind = "section"\nlesson = "{odd}"\nsection = "{odd}"\nsaved = true\n\n'
    path.write_text(f'format = 1\n\n[learner]\nname = "{odd}"\n\n{event}', encoding="utf-8")
    for arguments in (["progress"], ["progress", "--json"]):
        command = [sys.executable, "-m", "smm_trainer", "--progress", str(path), *arguments]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
        assert all(character.isprintable() or character == "\n" for character in done.stdout)
    assert tomllib.loads(f'x = "{odd}"')["x"] in json.loads(done.stdout)["lessons"]
    environment = {"SMM_TRAINER_CONFIG": str(tmp_path), "SMM_TRAINER_PROGRESS": str(path), "LC_ALL": "en_GB.UTF-8"}
    with Terminal(["--lang", "en"], environment) as terminal:
        terminal.until("Lessons")
        terminal.press("ctrl+q")
        terminal.wait()
    painted = terminal.raw.decode("utf-8", "replace")
    assert "\x1b]0;x" not in painted
    assert not {"\x9b", "\u202e", "\U000e0041"} & set(painted)
