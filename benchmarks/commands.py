"""Wall time of the commands that open no screen."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.row import Row
from benchmarks.samples import make_journal


def measure(folder: Path, repeats: int) -> list[Row]:
    """``--version``, ``progress`` over 1,000 events, ``check`` of the shipped course."""
    journal = make_journal(folder / "commands.toml", 1_000)
    environment = {**os.environ, "SMM_TRAINER_CONFIG": str(folder / "config")}
    rows = []
    for arguments, limit in ((["--version"], 0.10), (["--progress", str(journal), "progress"], 0.25), (["check"], 1.0)):
        times = []
        for _ in range(repeats + 1):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-m", "smm_trainer", *arguments], stdout=subprocess.DEVNULL, env=environment, check=True)
            times.append(time.perf_counter() - start)
        rows.append(Row(f"smm-trainer {arguments[-1]}", statistics.median(times[1:]), limit, "s"))
    return rows
