"""A program in a real pseudo-terminal, as a person meets it: keys in, a screen out (pyte keeps the screen)."""

from __future__ import annotations

import fcntl
import os
import pty
import re
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
    "home": f"{CSI}H",
    "end": f"{CSI}F",
    "shift+tab": f"{CSI}Z",
    "backspace": "\x7f",
    "delete": f"{CSI}3~",
    "pageup": f"{CSI}5~",
    "pagedown": f"{CSI}6~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "ctrl+c": "\x03",
    "ctrl+p": "\x10",
    "ctrl+q": "\x11",
}
"""What terminals send."""

MODES: Mapping[bytes, tuple[str, bytes]] = {
    b"1049": ("the alternate screen", b"h"),
    b"1000": ("the mouse", b"h"),
    b"1003": ("the mouse's moves", b"h"),
    b"1006": ("the mouse's numbers", b"h"),
    b"1015": ("the mouse's old numbers", b"h"),
    b"1004": ("focus", b"h"),
    b"2004": ("bracketed paste", b"h"),
    b"25": ("a hidden cursor", b"l"),
    b"7": ("no line wrap", b"l"),
}
"""Private modes, and the letter that a program must not leave behind."""

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
            # pytest sets these, and readline where Python does not see it; they would outweigh the terminal's own word.
            known = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
            known |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", **environment}
            os.execve(sys.executable, [sys.executable, "-m", "smm_trainer", *arguments], known)

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
            # A busy machine may take its time to begin: without the first wait the next key would come before this one did anything.
            self._read(quiet=0.1, first=0.4)

    def type(self, *keys: str) -> None:
        """Type keys at once, without waiting for what they do."""
        os.write(self._file, "".join(KEYS.get(key, key) for key in keys).encode())

    def begun(self) -> None:
        """Wait for the first picture, whatever there is room for in it."""
        end = time.monotonic() + PATIENCE
        while b"\x1b[?1049h" not in self.raw:
            assert time.monotonic() < end, "the program does not begin"
            self._read(quiet=0.05)
        self._read(quiet=0.3)

    def paste(self, text: str) -> None:
        """Paste ``text``, as a terminal with bracketed paste does; what the program says meanwhile is taken in."""
        left = f"{CSI}200~{text}{CSI}201~".encode()
        os.set_blocking(self._file, False)
        end = time.monotonic() + PATIENCE
        while left:
            assert time.monotonic() < end, f"the paste is not taken in; {len(left)} bytes are left"
            if select.select([], [self._file], [], 0.05)[1]:
                left = left[os.write(self._file, left[:4096]) :]
            if select.select([self._file], [], [], 0)[0]:
                self._read(quiet=0)
        os.set_blocking(self._file, True)

    def stopped(self) -> None:
        """Wait until the program is stopped, as by Ctrl+Z in a shell."""
        end = time.monotonic() + PATIENCE
        while not (os.waitid(os.P_PID, self.pid, os.WSTOPPED | os.WNOHANG)):
            assert time.monotonic() < end, "the program does not stop"
            self._read(quiet=0.02)
        self._read(quiet=0.05)

    def hang_up(self) -> int:
        """Close the terminal, as when its window is closed; returns how the program ended."""
        os.close(self._file)
        self._file = os.open(os.devnull, os.O_RDONLY)
        end = time.monotonic() + PATIENCE
        while self.status is None:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            self.status = os.waitstatus_to_exitcode(status) if done else None
            assert time.monotonic() < end, "the program does not end without a terminal"
            time.sleep(0.02)
        return self.status

    @property
    def left_on(self) -> list[str]:
        """What a program has switched on in the terminal and not off again: the alternate screen, the mouse, a hidden cursor, raw keys."""
        last = dict(re.findall(rb"\x1b\[\?(\d+)([hl])", self.raw))
        on = [name for code, (name, letter) in MODES.items() if last.get(code, b"") == letter]
        flags = termios.tcgetattr(self._file)[3]
        return on if flags & termios.ECHO and flags & termios.ICANON and flags & termios.ISIG else [*on, "raw keys"]

    def rest(self, quiet: float = 0.1) -> None:
        """Take in what comes until the screen has been quiet for so many seconds."""
        self._read(quiet)

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

    def _read(self, quiet: float, first: float = 0.0) -> bool:
        """Take in what comes until nothing has come for ``quiet`` seconds, or ``first`` where that is longer for what comes first; False
        when the program has closed the terminal."""
        wait = max(first, quiet)
        while select.select([self._file], [], [], wait)[0]:
            wait = quiet
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
