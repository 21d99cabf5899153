"""A class of 40 and one of 1,000 on the wall of a real pseudo-terminal: acknowledgements, and the facilitator's keys meanwhile.

python -m benchmarks.workshop [COUNT …]

Three processes share the machine's cores: the wall with its server, the phones, and this one, which presses keys.
"""

from __future__ import annotations

import json
import os
import pty
import resource
import select
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import tomli

from benchmarks.row import Row

SECONDS = 8.0
"""Joins, and the votes of a round, come evenly within this time."""

SCENARIOS = ("raffle-friday", "very-clean-page")


class Wall:
    """``smm-trainer workshop`` on a pseudo-terminal of 80×24."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            os.environ.update({"TERM": "xterm-256color", "SMM_TRAINER_CONFIG": str(folder), "COLUMNS": "80", "LINES": "24"})
            options = ["--progress", str(folder / "p.toml"), "--lang", "en", "workshop", "--port", str(self.port), "--seconds", "0"]
            os.execv(sys.executable, [sys.executable, "-m", "smm_trainer", *options, "--scenarios", *SCENARIOS])
        self.until("Begin with")
        self.log = next((folder / "workshops").glob("*.toml"))
        time.sleep(1)

    def events(self) -> list[dict[str, Any]]:
        """The session's log."""
        found: list[dict[str, Any]] = tomli.loads(self.log.read_text(encoding="utf-8"))["event"]
        return found

    def logged(self, kind: str) -> int:
        """How many events of a kind there are, without the cost of parsing."""
        return self.log.read_bytes().count(f'kind = "{kind}"'.encode())

    def until(self, text: str, *, seconds: float = 30.0) -> None:
        """Read until ``text`` is painted."""
        end, seen = time.monotonic() + seconds, b""
        while text.encode() not in seen:
            if time.monotonic() > end:
                raise TimeoutError(f"{text!r} was not painted: {seen[-500:]!r}")
            seen = seen[-200:] + self._read(0.05)

    def _read(self, wait: float) -> bytes:
        return os.read(self._file, 65536) if select.select([self._file], [], [], wait)[0] else b""

    def key(self, key: bytes, text: str) -> float:
        """Milliseconds from a key to ``text`` painted."""
        while self._read(0):
            pass
        begun = time.perf_counter()
        os.write(self._file, key)
        self.until(text)
        return 1000 * (time.perf_counter() - begun)

    def close(self) -> None:
        """End it."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._file)


def _votes(wall: Wall, phase: str) -> dict[str, list[str]]:
    """Person → what they said last in a round, as the log has it."""
    return {event["who"]: event["mistakes"] for event in wall.events() if event["kind"] == "voted" and event["round"] == phase}


def run(folder: Path, count: int) -> dict[str, list[float]]:
    """One session; milliseconds by what was measured. Fails where a vote is missing, or is there twice."""
    wall = Wall(folder)
    # For the phones; the wall has to see to itself.
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 8_192)), hard))
    code = wall.events()[0]["code"]
    arguments = [str(wall.port), code, str(count), str(SECONDS)]
    keys: list[float] = []
    with subprocess.Popen([sys.executable, "-m", "benchmarks.phones", *arguments], stdout=subprocess.PIPE) as phones:
        while wall.logged("joined") < count and phones.poll() is None:
            wall._read(0.2)
        wall.key(b"\r", "Open the first vote")
        time.sleep(1)
        for number, (phase, following) in enumerate((("first", "Let them discuss"), ("second", "Reveal")), 1):
            wall.key(b"\r", "Close the vote")
            end = time.monotonic() + SECONDS
            while time.monotonic() < end:
                keys.append(wall.key(b"\x1bOP", "Help"))
                keys.append(wall.key(b"\x1bOP", "Close the vote"))
                time.sleep(0.1)
            while wall.logged("voted") < number * count and phones.poll() is None:
                wall._read(0.2)
            time.sleep(1)
            wall.key(b"\r", following)
            time.sleep(1)
            wall.key(b"\r", "Open the second vote" if phase == "first" else "It was")
            time.sleep(1)
        assert phones.stdout is not None
        said = json.loads(phones.stdout.read())
    assert said["refused"] == {}, said["refused"]
    for phase in ("first", "second"):
        found = Counter(",".join(sorted(mistakes)) for mistakes in _votes(wall, phase).values())
        assert sum(found.values()) == count, (phase, sum(found.values()))
        assert found == said["votes"][phase], phase
        assert sum(event["kind"] == "voted" and event["round"] == phase for event in wall.events()) == count
    wall.close()
    times = {name: [1000 * each for each in found] for name, found in said["times"].items()}
    return {"join": times["join"], "vote": times["first"] + times["second"], "key": keys}


def _percentile(found: list[float], percent: int) -> float:
    return statistics.quantiles(found, n=100)[percent - 1]


def measure(folder: Path, repeats: int) -> list[Row]:
    """Acknowledgements and keys, with 40 phones and with 1,000."""
    rows = []
    for count in (40, 1_000 if repeats > 5 else 200):
        (place := folder / f"workshop-{count}").mkdir()
        found = run(place, count)
        rows += [
            Row(f"workshop, {count} phones within {SECONDS:g} s: join, p99", _percentile(found["join"], 99), 250, "ms"),
            Row(f"workshop, {count} phones within {SECONDS:g} s: vote, p99", _percentile(found["vote"], 99), 250, "ms"),
            Row(f"workshop, {count} phones voting: a key of the wall, p95", _percentile(found["key"], 95), 100, "ms"),
        ]
    return rows


def main() -> None:
    """Print percentiles for classes of the sizes asked for."""
    for count in [int(each) for each in sys.argv[1:]] or [40, 1_000]:
        with tempfile.TemporaryDirectory() as folder:
            for name, found in run(Path(folder), count).items():
                figures = "  ".join(f"p{p} {_percentile(found, p):6.1f}" for p in (50, 95, 99))
                print(f"{count:>5} phones  {name:<5} {figures}  max {max(found):6.1f} ms  ({len(found)})")


if __name__ == "__main__":
    main()
