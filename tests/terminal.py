"""A program in a real pseudo-terminal, as a person meets it: keys in, a screen out (pyte keeps the screen)."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType

import pyte

CSI = "\x1b["
KEYS: Mapping[str, str] = {
    "enter": "\r",
    "tab": "\t",
    "escape": "\x1b",
    "space": " ",
    "up": f"{CSI}A",
    "down": f"{CSI}B",
    "right": f"{CSI}C",
    "left": f"{CSI}D",
    "end": f"{CSI}F",
    "pageup": f"{CSI}5~",
    "pagedown": f"{CSI}6~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "ctrl+c": "\x03",
    "ctrl+q": "\x11",
}
"""What terminals send."""

PATIENCE = 20.0
"""Seconds after which a screen that does not come will not come: a slow machine needs two."""


class Terminal:
    """Runs ``python -m smm_trainer ARGUMENTS`` on a pseudo-terminal."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str], size: tuple[int, int] = (80, 24)) -> None:
        self.screen = pyte.Screen(*size)
        self.raw = b""
        self._stream = pyte.ByteStream(self.screen)
        self.status: int | None = None
        self.pid, self._file = pty.fork()
        if self.pid == 0:  # pragma: no cover - the child is another program
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            # pytest sets these, and they would outweigh the terminal's own word.
            os.environ.pop("COLUMNS", None)
            os.environ.pop("LINES", None)
            os.environ.update({"TERM": "xterm-256color", "COLORTERM": "truecolor", **environment})
            os.execv(sys.executable, [sys.executable, "-m", "smm_trainer", *arguments])

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.status is None:
            self.kill(signal.SIGKILL)
            self.wait()
        os.close(self._file)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.kill(signal.SIGWINCH)

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def press(self, *keys: str) -> None:
        """Type keys, each once the screen is quiet."""
        for key in keys:
            os.write(self._file, KEYS.get(key, key).encode())
            self._read(quiet=0.1)

    def type(self, *keys: str) -> None:
        """Type keys at once, without waiting for what they do."""
        os.write(self._file, "".join(KEYS.get(key, key) for key in keys).encode())

    def until(self, *texts: str) -> None:
        """Wait for one of ``texts`` to stand on the screen."""
        end = time.monotonic() + PATIENCE
        while not any(text in self.text for text in texts):
            assert time.monotonic() < end, f"{texts} never came; the screen is:\n{self.text}"
            going_on = self._read(quiet=0.05)
            assert going_on or any(text in self.text for text in texts), f"the program ended before {texts} came:\n{self.text}"

    def kill(self, number: int) -> None:
        """Send a signal."""
        os.kill(self.pid, number)

    def wait(self) -> int:
        """Wait for the program's end; returns its exit status, or minus the signal that ended it."""
        end = time.monotonic() + PATIENCE
        while self.status is None:
            self._read(quiet=0.05)
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self.status = os.waitstatus_to_exitcode(status)
            assert time.monotonic() < end, f"the program does not end; the screen is:\n{self.text}"
        return self.status

    def _read(self, quiet: float) -> bool:
        """Take in what comes until nothing has come for ``quiet`` seconds; False when the program has closed the terminal."""
        while select.select([self._file], [], [], quiet)[0]:
            try:
                data = os.read(self._file, 65536)
            except OSError:
                return False
            if not data:
                return False
            self.raw += data
            # Two private sequences that pyte shows as text.
            self._stream.feed(data.replace(b"\x1b[>4;2m", b"").replace(b"\x1b[>1u", b"").replace(b"\x1b[<u", b""))
        return True
