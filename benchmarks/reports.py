"""The class report over 250, 500 and 1,000 journals of 200 answers: seconds, and the memory of all its processes together.

python -m benchmarks.reports    measures this part alone
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.row import Row
from benchmarks.samples import make_class

SIZES = (250, 500, 1_000)
ANSWERS = 200


def run(folder: Path, config: Path) -> tuple[float, float]:
    """Seconds, and the most memory (proportional set size, so that shared pages count once) of the command and its helpers, in MB."""
    command = [sys.executable, "-m", "smm_trainer", "report", str(folder), "--format", "html"]
    start = time.perf_counter()
    # A session of its own: its processes are found by their session's number.
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, env={**os.environ, "SMM_TRAINER_CONFIG": str(config)}, start_new_session=True
    )
    most = 0.0
    while process.poll() is None:
        most = max(most, _memory(process.pid))
        time.sleep(0.05)
    took = time.perf_counter() - start
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return took, most


def _memory(session: int) -> float:
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            # The session is the fourth field behind the name in brackets.
            if int((folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[3]) == session:
                rollup = (folder / "smaps_rollup").read_text(encoding="ascii")
                total += int(rollup.split("Pss:")[1].split()[0])
        except (OSError, ValueError, IndexError):
            continue
    return total / 1024


def _processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(folder: Path, repeats: int) -> list[Row]:
    """Each size once or twice: a run takes seconds, and is steady."""
    rows: list[Row] = []
    times: list[float] = []
    spent: list[float] = []
    for size in SIZES:
        journals = make_class(folder / f"class-{size}", size, ANSWERS)
        before = _processor_time()
        runs = [run(journals, folder / "config") for _ in range(2 if repeats > 5 else 1)]
        spent.append((_processor_time() - before) / len(runs))
        times.append(min(took for took, _ in runs))
        rows.append(Row(f"report over {size:,} journals of {ANSWERS} answers", times[-1], 10 * size / SIZES[-1], "s"))
    # On a machine that others use too the clock says little: what the processors spent tells how much of it was ours.
    print(f"(report: processor time {', '.join(f'{seconds:.1f} s' for seconds in spent)})", file=sys.stderr)
    rows.append(Row("the same, processor time of 1,000 ÷ 4 × that of 250", spent[-1] / (4 * spent[0]), 1.25))
    rows.append(Row("the same, time of 1,000 ÷ 4 × time of 250", times[-1] / (4 * times[0]), 1.25))
    rows.append(Row("the same, memory over 1,000 journals", max(memory for _, memory in runs), 500, "MB"))
    return rows


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        for row in measure(Path(place), 5):
            print(row)
