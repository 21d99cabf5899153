"""Tries every fault and prints what came of it: ``python -m tests.faults [--short]``; exits 1 if anything was lost or got in."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.faults.catalogue import FAULTS
from tests.faults.outcome import Outcome

COLUMNS = ("rounds", "accepted", "lost", "unread", "untold", "inputs", "crashes", "hangs")


def main() -> int:
    """Run; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--short", action="store_true", help="as often as the tests do")
    parser.add_argument("--only", default="", metavar="WORD", help="the faults with this word in their names")
    parser.add_argument("--share", type=float, default=1.0, metavar="S", help="a share of the long form, from 0 to 1")
    options = parser.parse_args()
    total, good, width = Outcome(), True, max(len(fault.name) for fault in FAULTS)
    print(f"{'fault':<{width}} " + " ".join(f"{column:>8}" for column in COLUMNS) + "  seconds")
    for fault in FAULTS:
        if options.only not in fault.name:
            continue
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            times = fault.short if options.short else max(fault.short, round(fault.long * options.share))
            outcome, seconds = fault.tried(Path(folder), times)
        print(
            f"{fault.name:<{width}} {_figures(outcome)} {seconds:8.1f}" + (f"  skipped: {outcome.skipped}" if outcome.skipped else ""),
            flush=True,
        )
        for remark in outcome.remarks:
            print(f"    {remark}", file=sys.stderr, flush=True)
        good = good and outcome.good
        for column in COLUMNS:
            setattr(total, column, getattr(total, column) + getattr(outcome, column))
    print(f"{'all':<{width}} {_figures(total)}")
    return 0 if good else 1


def _figures(outcome: Outcome) -> str:
    return " ".join(f"{getattr(outcome, column):>8,}" for column in COLUMNS)


if __name__ == "__main__":
    sys.exit(main())
