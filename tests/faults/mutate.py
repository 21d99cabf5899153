"""Files gone wrong, by the thousand: a seeded mutator of bytes, which needs nothing but Python."""

from __future__ import annotations

import random
import resource
import sys
from pathlib import Path

from tests.faults.guard import alarms, guarded
from tests.faults.outcome import Outcome
from tests.faults.targets import targets

MOST_MEMORY = 300
"""Megabytes that reading may take, on top of what the harness has taken before it."""

PIECES = (
    *(
        b"\x00",
        b"\x1b[2J",
        b"\x1b]0;x\x07",
        b"\x9b",
        "\x9b".encode(),
        "\u202e".encode(),
        b"\\u202e",
        "\u200b".encode(),
        b"\xff",
        b"\xed\xa0\x80",
    ),
    *("a\u0301".encode(), b"a" + "\u0301".encode() * 40, b"[/b]", b"[@click=app.quit]x[/]", b"{c1}", b"{", b"}", b"{0}", b"%s"),
    *(
        b"9" * 400,
        b"9" * 5000,
        b"0x" + b"f" * 5000,
        b"-1",
        b"1e999",
        b"nan",
        b"inf",
        b"1_0",
        b"true",
        b"1979-05-27",
        b"0001-01-01T00:00:00Z",
    ),
    *(b"[" * 200, b"[" * 5000, b"{a=" * 300, b"a." * 300, b"> " * 50, b"- " * 50, b"* " * 50, b"```", b"~~~", b"'''", b'"""', b'"', b"'"),
    *(
        b"[[",
        b"]]",
        b"[",
        b"]",
        b"=",
        b"#",
        b"\n",
        b"\r",
        b"\r\n",
        b"\t",
        b"\\",
        b"## x {#x}\n",
        b"## {#",
        b"[x](term:x)",
        b"<!--",
        b"&#0;",
    ),
    *(b"../..", b"saved = true\n", b"[[event]]\n", b"format = 2\n", b"\xef\xbb\xbf", b" " * 3000, b"a" * 3000, "\u0587".encode() * 100),
)
"""What tends to upset readers."""


def mutated(data: bytes, chance: random.Random) -> bytes:
    """``data`` with one to six things done to it."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + int(chance.expovariate(0.05)))
        kind = chance.randrange(8)
        if kind == 0:
            data = data[:at] + data[end:]
        elif kind == 1:
            data = data[:at] + data[at:end] * chance.choice((2, 3, 50)) + data[end:]
        elif kind == 2:
            data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
        elif kind == 3:
            data = data[:at] + chance.randbytes(chance.randrange(1, 8)) + data[at:]
        elif kind == 4:
            other = chance.randrange(len(data) + 1)
            data = data[:at] + data[other : other + end - at] + data[at:]
        elif kind == 5:
            lines = data.split(b"\n")
            one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[one], lines[two] = lines[two], lines[one]
            data = b"\n".join(lines)
        elif kind == 6:
            data = data[:at] + chance.choice(PIECES) + data[end:]
        else:
            data = data[:at] + chance.choice(PIECES) + data[at:]
    return data


def byte_mutations(folder: Path, inputs: int, outcome: Outcome) -> None:
    """So many mutated files, one reader after the other; each input has a seed of its own, which a failure names."""
    readers = list(targets(folder).values())
    before = _peak()
    with alarms():
        for number in range(inputs):
            # Whole courses take ten times as long: one input in ten.
            some = readers[:7] if number % 10 else readers[7:]
            target = some[number // 10 % len(some)]
            data = mutated(target.seed, random.Random(number))
            guarded(lambda: target.read(data), outcome, f"{target.name}, seed {number}")  # noqa: B023 - called at once
    if (grown := _peak() - before) > MOST_MEMORY:
        outcome.crashes += 1
        outcome.remark(f"reading took {grown} MB")


def _peak() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // 1024 if sys.platform != "darwin" else peak // 1024**2
