"""Appending an answer beside writing and syncing the same bytes to a plain file."""

from __future__ import annotations

import os
import statistics
import time
from pathlib import Path

from benchmarks.row import Row
from benchmarks.samples import make_journal
from smm_trainer.progress.journal import Journal

FIELDS = {"quiz": "q", "mode": "practice", "scenario": "s", "key": ["long-content"], "mistakes": ["long-content"], "evidence": ["p1"]}


def measure(folder: Path, repeats: int) -> list[Row]:
    """At 10 and at 10,000 events, by turns with the plain file."""
    rows = []
    for events in (10, 10_000):
        path = make_journal(folder / f"append-{events}.toml", events)
        journal = Journal(path)
        journal.load()
        sample = journal.append("answer", **FIELDS, confidence=2, score=1.0).toml()
        plain = os.open(folder / f"plain-{events}", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        ours, theirs = [], []
        for _ in range(40 * repeats):
            start = time.perf_counter()
            journal.append("answer", **FIELDS, confidence=2, score=1.0)
            middle = time.perf_counter()
            os.write(plain, sample)
            os.fsync(plain)
            ours.append(middle - start)
            theirs.append(time.perf_counter() - middle)
        os.close(plain)
        rows.append(Row(f"append ÷ write+fsync at {events:,} events", statistics.median(ours) / statistics.median(theirs), 2.0))
    return rows
