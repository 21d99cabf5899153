"""The short form of every fault, and mutations of journals that Hypothesis makes small."""

from __future__ import annotations

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

from tests.faults.catalogue import FAULTS
from tests.faults.guard import alarms
from tests.faults.mutate import PIECES, mutated
from tests.faults.outcome import Fault
from tests.faults.targets import Target, targets

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGPROF"), reason="needs signals, pipes and limits of POSIX")


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


def test_the_same_seed_gives_the_same_input() -> None:
    assert mutated(b"format = 1\n" * 20, random.Random(7)) == mutated(b"format = 1\n" * 20, random.Random(7))
