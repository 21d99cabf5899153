"""What all tests share: nobody's own files are touched, and time stands still where it shows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
"""The time in tests."""


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's configuration, progress and locale do not reach the tests, nor the tests them."""
    monkeypatch.setenv("SMM_TRAINER_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("SMM_TRAINER_PROGRESS", str(tmp_path / "progress.toml"))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
