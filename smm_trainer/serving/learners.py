"""The learners of a served class: a private resume code each, and the folder that it opens."""

from __future__ import annotations

import hashlib
import re
import secrets
from pathlib import Path

ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""Letters and digits that are not mistaken for one another when they are written down."""

LENGTH = 12
"""Characters of a resume code: 30¹², 59 bits; at ten guesses a minute nobody finds one."""


MOST = 2_000
"""Learners of a class, at most: whoever knows the access code does not fill the disk."""


class ClassIsFullError(Exception):
    """There are `MOST` learners already."""


def new_code() -> str:
    """A resume code as it is shown: ``ABCD-EFGH-JKMN``."""
    return shown_code("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def shown_code(typed: str) -> str:
    """A code as it is shown, however it was typed; empty for what can be none."""
    code = plain_code(typed)
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def plain_code(typed: str) -> str:
    """A code as it is compared: case, blanks and hyphens do not count; empty for what can be none."""
    code = re.sub(r"[\s-]", "", typed[:64]).upper()
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


class Learners:
    """The folder of a class. The codes themselves are not in it: a learner's folder is named after a hash of theirs."""

    def __init__(self, folder: Path, most: int = MOST) -> None:
        """
        Args:
            folder: the class's.
            most: learners in it, at most.
        """
        self.folder, self._most = folder, most

    @property
    def cookie(self) -> str:
        """The cookie that holds a learner's code. Cookies do not know ports: another class on this machine has one of another name."""
        return f"smm-trainer-{hashlib.sha256(str(self.folder).encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"

    def enrol(self) -> str:
        """A new learner's code; their folder is made.

        Raises:
            ClassIsFullError: there are too many learners.
            OSError: it cannot be made.
        """
        if self.folder.is_dir() and sum(1 for _ in self.folder.iterdir()) >= self._most:
            raise ClassIsFullError
        code = new_code()
        self._place(plain_code(code)).mkdir(mode=0o700, parents=True)
        return code

    def find(self, typed: str) -> Path | None:
        """The folder that a code opens, or None."""
        code = plain_code(typed)
        place = self._place(code) if code else None
        return place if place is not None and place.is_dir() else None

    def _place(self, code: str) -> Path:
        return self.folder / hashlib.sha256(f"smm-trainer/{code}".encode()).hexdigest()[:32]


def environment_of(place: Path) -> dict[str, str]:
    """Where a learner's app keeps things: the journal in their folder; the settings hidden, so that `report` passes them over."""
    return {"SMM_TRAINER_PROGRESS": str(place / "progress.toml"), "SMM_TRAINER_CONFIG": str(place / ".config")}
