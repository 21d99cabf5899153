"""The short form of every fault, and mutations of journals that Hypothesis makes small."""

from __future__ import annotations

import random
import signal
import tempfile
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


def test_the_same_seed_gives_the_same_input() -> None:
    assert mutated(b"format = 1\n" * 20, random.Random(7)) == mutated(b"format = 1\n" * 20, random.Random(7))
