"""Files gone wrong in the direction of code not reached before: a byte-level fuzzer that is guided by coverage (atheris), where it is
installed."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.faults.outcome import Outcome

READERS = 7
"""The first targets, one per kind of file; the others read whole courses, which is slow."""


BETWEEN = ("sh", "-c", '"$@"; exit $?', "sh")
"""A shell in between: a process that is begun counts its parent's memory as its own peak (Linux, ``ru_maxrss`` across ``exec``), and this
one may have grown past the limit long before."""


def guided_mutations(folder: Path, inputs: int, outcome: Outcome) -> None:
    """So many inputs, parted among the readers, each in a process of its own: atheris ends the one that it runs in."""
    if importlib.util.find_spec("atheris") is None:
        outcome.skipped = "atheris is not installed"
        return
    for number in range(READERS):
        seeds = Path(tempfile.mkdtemp(dir=folder))
        options = [f"-runs={inputs // READERS}", "-timeout=2", "-rss_limit_mb=400", "-max_len=20000", "-seed=1", "-close_fd_mask=1"]
        command = [sys.executable, "-m", "tests.faults.guided", str(number), str(seeds), f"-artifact_prefix={seeds}/", *options]
        done = subprocess.run([*BETWEEN, *command], capture_output=True, encoding="utf-8", errors="replace", check=False)
        ran = re.search(r"Done (\d+) runs", done.stderr)
        outcome.inputs += int(ran[1]) if ran else 0
        if done.returncode or not ran:
            outcome.hangs += "timeout" in done.stderr
            outcome.crashes += "timeout" not in done.stderr
            outcome.remark(f"reader {number}: {done.stderr[-1500:]}")


def main(number: int, seeds: Path, options: list[str]) -> None:
    """Fuzz one reader; does not return."""
    import atheris

    with atheris.instrument_imports(include=["smm_trainer.course", "smm_trainer.progress"]):
        from tests.faults.targets import targets

    target = list(targets(seeds / "files").values())[number]
    corpus = seeds / "corpus"
    corpus.mkdir()
    (corpus / "seed").write_bytes(target.seed)
    atheris.Setup([sys.argv[0], *options, str(corpus)], target.read)
    atheris.Fuzz()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
