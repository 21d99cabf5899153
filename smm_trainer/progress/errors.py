"""Why a journal cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


class JournalError(Exception):
    """The journal cannot be used; `code` names the sentence in the catalogues, under ``journal.``."""

    def __init__(self, code: str, path: Path, line: int = 0, **values: object) -> None:
        self.code = code
        self.path = path
        self.line = line
        self.values: Mapping[str, object] = values
        super().__init__(code, str(path), line)
