"""What a picture is, and where it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from smm_trainer.locale import Language

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
"""Where the pictures are."""

GALLERY = FOLDER / "README.md"
"""The page that shows all of them."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the program."""

    name: str
    """What it shows, as the beginning of a file's name."""
    language: Language
    """The language that the program speaks in it."""
    shows: str
    """What it shows, as a line of the gallery."""
    format: str = "svg"
    """The end of its file's name: svg of a terminal, png of a browser."""

    @property
    def file(self) -> str:
        """Its file's name."""
        return f"{self.name}.{self.language}.{self.format}"
