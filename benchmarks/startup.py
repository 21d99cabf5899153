"""First paint and peak memory, beside a hello-world Textual app, in a real pseudo-terminal, by turns."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import signal
import statistics
import struct
import sys
import termios
import time
from pathlib import Path

from benchmarks.row import Row
from benchmarks.samples import make_journal, make_large_course

HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("Hello, world")
Hello().run()
"""

# The built-in course is trusted and read at need; a course named with --course is read whole at once. So the large course stands where
# the built-in one would.
HOME = """
import sys
from pathlib import Path
if sys.argv[1]:
    import smm_trainer.course.course as course
    course.built_in_folder = lambda: Path(sys.argv[1])
from smm_trainer.cli import main
sys.exit(main(["--lang", "en", "--progress", sys.argv[2]]))
"""


def launch(code: str, arguments: list[str], config: Path, expected: bytes, stay: float = 0.3) -> tuple[float, float]:
    """Seconds from the start of the interpreter to ``expected`` on the terminal, and peak memory in MB after ``stay`` seconds more."""
    start = time.perf_counter()
    pid, file = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        for name in ("COLUMNS", "LINES"):
            os.environ.pop(name, None)
        os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor", "SMM_TRAINER_CONFIG": str(config)})
        # An installed program is compiled, as Textual is in both runs; where this is set, ours would be compiled anew at each start.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.execv(sys.executable, [sys.executable, "-c", code, *arguments])
    seen = b""
    while expected not in seen:
        if not select.select([file], [], [], 20)[0]:
            raise TimeoutError(f"{expected!r} never came")
        seen += os.read(file, 65536)
    took = time.perf_counter() - start
    time.sleep(stay)
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    memory = int(status.split("VmHWM:")[1].split()[0]) / 1024
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(file)
    return took, memory


def measure(folder: Path, repeats: int) -> list[Row]:
    """First paint of home, twice, and memory."""
    config = folder / "config"
    journals = {count: str(make_journal(folder / f"start-{count}.toml", count)) for count in (1_000, 10_000)}
    large = str(make_large_course(folder / "large", 10))
    runs: dict[str, list[tuple[float, float]]] = {"hello": [], "home": [], "large": []}
    for number in range(repeats + 1):
        # The first of each warms the file cache, and stays long enough to have read its journal and to keep a glance of it.
        stay = 0.3 if number else 4.0
        runs["hello"].append(launch(HELLO, [], config, b"Hello, world", stay))
        runs["home"].append(launch(HOME, ["", journals[1_000]], config, b"Lessons", stay))
        runs["large"].append(launch(HOME, [large, journals[10_000]], config, b"Lessons", stay))
    shutil.rmtree(large, ignore_errors=True)
    paint = {name: statistics.median(time for time, _ in found[1:]) for name, found in runs.items()}
    memory = {name: statistics.median(size for _, size in found[1:]) for name, found in runs.items()}
    print(f"(hello-world: first paint {paint['hello']:.3f} s, peak memory {memory['hello']:.0f} MB)", file=sys.stderr)
    return [
        Row("first paint of home ÷ hello-world (1,000 events)", paint["home"] / paint["hello"], 1.25),
        Row("the same with 10× the bank and 10,000 events", paint["large"] / paint["hello"], 1.35),
        Row("peak memory ÷ hello-world (1,000 events)", memory["home"] / memory["hello"], 1.6),
    ]
