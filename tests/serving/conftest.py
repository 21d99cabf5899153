"""A class that is served."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.serving.a_class import Class


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Class]:
    """A class with room for two."""
    from tests.serving.a_class import Class

    found = Class(tmp_path / "class", 2)
    await found.http.start_server()
    yield found
    await found.http.close()
