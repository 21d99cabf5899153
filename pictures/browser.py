"""Pictures of pages, made with a real Chromium and kept small."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from pictures import pages, phone
from pictures.picture import FOLDER
from smm_trainer.locale import LANGUAGES
from tests.browser import Tab, chromium

COLOURS = 64
"""What a picture of a page needs to look as it is."""


def shrink(path: Path) -> None:
    """Make the PNG at ``path`` a third as long."""
    from PIL import Image

    with Image.open(path) as image:
        small = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


async def make() -> None:
    """All pictures made with a browser."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        async with chromium(folder / "chromium") as browser:
            for language in LANGUAGES:

                async def keep(step: str, tab: Tab) -> None:
                    await tab.value("scrollTo(0, 0)")
                    await asyncio.sleep(0.3)
                    await tab.picture(folder / f"phone-{step}.{language}.png")  # noqa: B023 - called before the next turn

                await phone.journey(browser, folder, language, keep)
            await pages.make(browser, folder)
        for picture in (*phone.PICTURES, *pages.PICTURES):
            shrink(folder / picture.file)
            (FOLDER / picture.file).write_bytes((folder / picture.file).read_bytes())
