"""The user's settings: language, theme, motion. A small file in the platform's configuration folder, apart from progress."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

import tomli

from smm_trainer.course.source import NotRegular, read_regular
from smm_trainer.locale import LANGUAGES, Language

MAX_BYTES = 64 * 1024
"""As much as is read of a file of settings; ours have a hundred bytes."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user has chosen; None and empty where they have not."""

    language: Language | None = None
    """The interface's language."""
    theme: str = ""
    """The name of a theme."""
    motion: bool = True
    """Animations are welcome."""


def settings_path() -> Path:
    """Where settings are kept: ``$SMM_TRAINER_CONFIG``, or the platform's configuration folder."""
    if folder := os.environ.get("SMM_TRAINER_CONFIG"):
        return Path(folder) / "settings.toml"
    import platformdirs

    return platformdirs.user_config_path("smm-trainer", appauthor=False) / "settings.toml"


def progress_path() -> Path:
    """Where progress is kept when no file is named: ``$SMM_TRAINER_PROGRESS``, or the platform's data folder."""
    if path := os.environ.get("SMM_TRAINER_PROGRESS"):
        return Path(path)
    import platformdirs

    return platformdirs.user_data_path("smm-trainer", appauthor=False) / "progress.toml"


def load_settings(path: Path) -> Settings:
    """The settings in the file at ``path``; what is missing or makes no sense is as if never chosen: nothing is lost by asking again."""
    try:
        table: dict[str, Any] = tomli.loads(read_regular(path, MAX_BYTES).decode())
    except (OSError, NotRegular, ValueError, RecursionError):
        return Settings()
    language, theme, motion = table.get("language"), table.get("theme"), table.get("motion")
    return Settings(
        language=cast("Language", language) if language in LANGUAGES else None,
        theme=theme if isinstance(theme, str) else "",
        motion=motion if isinstance(motion, bool) else True,
    )


def save_settings(settings: Settings, path: Path) -> bool:
    """Write ``settings``, whole or not at all; says whether it could."""
    import tomli_w

    table = {key: value for key, value in asdict(settings).items() if value is not None}
    fresh = path.with_name(f"{path.name}.new-{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(tomli_w.dumps({"format": 1, **table}), encoding="utf-8")
        os.replace(fresh, path)
    except OSError:
        fresh.unlink(missing_ok=True)
        return False
    return True
