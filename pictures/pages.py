"""What a browser shows besides the phone's page: the class report, the certificate, the app served to a class."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from pictures.people import CLASS, COURSE, NOW, finisher, journal
from pictures.picture import Picture
from smm_trainer.locale import LANGUAGES, Language, catalogue
from smm_trainer.reports.certified import certify
from smm_trainer.reports.class_report.as_html import report_html
from smm_trainer.reports.class_report.build import build_report
from smm_trainer.reports.class_report.journals import find_journals, read_journals
from tests.browser import Browser, Tab
from tests.workshop.serving import free_port

ACCESS = "135790"
"""The access code of the class."""

PICTURES = (
    Picture("report", "hy", "The class report as a page", "png"),
    Picture("report", "en", "The class report as a page", "png"),
    Picture("certificate", "hy", "The certificate, in both languages", "png"),
    Picture("serve-door", "hy", "The app in a browser: the way in", "png"),
    Picture("serve-code", "hy", "A code of one's own, to be written down", "png"),
    Picture("serve-app", "en", "The app in the browser", "png"),
)
"""The pictures of pages."""


async def desk(browser: Browser, width: int, height: int) -> Tab:
    """A window on a desk."""
    tab = await browser.phone("hy", width, height)
    await tab.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
    await tab.call("Emulation.setScrollbarsHidden", hidden=True)
    return tab


def report(folder: Path, language: Language) -> Path:
    """The report over the journals in a folder, as a page."""
    words = catalogue(language)
    lessons = tuple(COURSE.outlines)
    read = read_journals(list(find_journals([folder])), lessons, NOW)
    made = build_report(read, lessons, NOW, words("report.nameless", number="{number}"))
    titles = {id: scenario.title(language) for id, scenario in COURSE.scenarios.items()}
    page = folder / "report.html"
    page.write_text(report_html(made, titles, words), encoding="utf-8")
    return page


@contextlib.asynccontextmanager
async def serving(folder: Path) -> AsyncIterator[str]:
    """`smm-trainer serve` as it is started from a shell; gives its address."""
    port = free_port()
    command = ("--lang", "en", "serve", "--port", str(port), "--class", str(folder / "class"), "--access-code", ACCESS)
    environment = {**os.environ, "SMM_TRAINER_CONFIG": str(folder / "config")}
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "smm_trainer", *command, stdout=quiet, stderr=quiet, env=environment
    )
    try:
        for _ in range(200):
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                break
            await asyncio.sleep(0.1)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        await process.wait()


async def make(browser: Browser, folder: Path) -> None:
    """All pictures of pages, into ``folder``."""
    files = {picture.name: folder / picture.file for picture in PICTURES}
    journals = folder / "journals"
    journals.mkdir()
    for number, (name, lived) in enumerate(CLASS):
        journal(journals / f"{number}.toml", name, lived)
    for language in LANGUAGES:
        tab = await desk(browser, 800, 1180)
        await tab.go(report(journals, language).as_uri())
        await tab.until("Հասմիկ")
        await tab.picture(folder / f"report.{language}.png")

    progress = journal(folder / "certificate.toml", "Անի Սարգսյան", finisher())
    tab = await desk(browser, 800, 1130)
    await tab.go(certify(folder / "certificate.html", progress.record, COURSE, catalogue("hy")).as_uri())
    await tab.until("Անի")
    await tab.picture(files["certificate"])

    async with serving(folder) as url:
        tab = await desk(browser, 700, 660)
        await tab.go(url)
        await tab.until("SMM Trainer")
        await tab.picture(files["serve-door"])
        await tab.tap("input[name=access]")
        await tab.press(ACCESS, "Enter")
        await tab.until(catalogue("hy")("serve.write-down"))
        await tab.picture(files["serve-code"])
        await tab.call("Emulation.setDeviceMetricsOverride", width=1000, height=620, deviceScaleFactor=1, mobile=False)
        await tab.go(f"{url}app")
        # A terminal drawn on a canvas has no words to wait for. English, then the first step.
        await asyncio.sleep(3)
        await tab.tap("#terminal")
        for keys in (("ArrowDown", "Enter"), ("Enter",)):
            await tab.press(*keys)
            await asyncio.sleep(1)
        await asyncio.sleep(3)
        await tab.picture(files["serve-app"])
