"""A measured figure and its limit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    """What was measured."""
    value: float
    """The figure."""
    limit: float
    """What it may be at most."""
    unit: str = "×"
    """``×`` for a ratio, ``ms`` or ``s``."""

    @property
    def over(self) -> bool:
        """It is more than it may be."""
        return self.value > self.limit

    def as_json(self) -> dict[str, Any]:
        """As a JSON object."""
        return {"what": self.what, "value": round(self.value, 4), "limit": self.limit, "unit": self.unit, "ok": not self.over}

    def __str__(self) -> str:
        return f"{self.what:<62} {self.value:>8.2f} {self.unit:<2}  at most {self.limit:g} {self.unit:<2}  {'OVER' if self.over else 'ok'}"
