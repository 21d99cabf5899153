"""The phone's page: a real browser at a real server, with a real vote among eleven others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from pathlib import Path

from pictures.picture import Picture
from pictures.wall import AFTER, AFTER_2, BEFORE, BEFORE_2, NAMES, Said, votes
from smm_trainer.locale import LANGUAGES, Language, catalogue
from smm_trainer.progress.clock import utc_now
from smm_trainer.workshop.happenings import Closed, Joined, Moved, Phase
from smm_trainer.workshop.host import Host
from tests.browser import Browser, Tab
from tests.workshop.serving import CODE, free_port, served

SHOWS = {
    "join": "The phone: joining",
    "lobby": "In, and waiting",
    "campaign": "The campaign",
    "vote": "The first vote",
    "voted": "Voted; a tap changes it while the vote is open",
    "closed": "The vote is closed",
    "discussion": "The discussion",
    "second": "The second vote",
    "reveal": "The reveal, beside one's own answers",
    "talk": "A lesson's question",
    "end": "The end, and how one's own votes went",
}
"""The steps in order; `journey` keeps a picture of each."""

PICTURES = tuple(Picture(f"phone-{step}", language, shows, "png") for step, shows in SHOWS.items() for language in LANGUAGES)
"""The phone's pictures."""

Keep = Callable[[str, Tab], Awaitable[None]]
"""Keeps a picture of a tab as that of a step."""


async def everybody(host: Host, place: int, phase: Phase, said: Said) -> None:
    """The others vote."""
    for what in votes(place, phase, said[1:]):
        await host.submit(what)


async def onward(host: Host, phase: Phase) -> None:
    """The facilitator goes on."""
    until = utc_now() + dt.timedelta(seconds=90) if phase in (Phase.FIRST, Phase.SECOND) else None
    await host.submit(Moved(utc_now(), phase, until))


async def join(host: Host, tab: Tab, port: int, language: Language, keep: Keep) -> None:
    """In, as from the QR code, after eleven others."""
    for number, name in enumerate(NAMES[1:]):
        await host.submit(Joined(utc_now(), str(number), name, False, f"t{number}"))
    words = catalogue(language)
    await tab.go(f"http://127.0.0.1:{port}/{CODE}")
    await tab.until(words("phone.code"))
    await tab.tap("#nickname")
    await tab.press({"hy": "Անի", "en": "Ani"}[language])
    await keep("join", tab)
    await tab.tap("button.main")
    await tab.until(words("phone.lobby"))
    await keep("lobby", tab)


async def vote(host: Host, tab: Tab, mistakes: list[str], sure: int, voted: str) -> None:
    """Tick and give a vote."""
    for mistake in mistakes:
        await tab.tap(f"input[value='{mistake}']")
    await tab.tap(f"input[name='confidence'][value='{sure}']")
    await tab.tap("#cast")
    await tab.until(voted)


async def journey(browser: Browser, folder: Path, language: Language, keep: Keep) -> None:
    """From the join to the end; ``keep`` is called at each step of `SHOWS`."""
    port, words = free_port(), catalogue(language)
    async with served(folder / f"{language}.toml", port) as host:
        tab = await browser.phone(language)
        await join(host, tab, port, language, keep)
        await onward(host, Phase.CAMPAIGN)
        await tab.until(words("phone.campaign-why"))
        await tab.until(words("block.post"))
        await keep("campaign", tab)
        await onward(host, Phase.FIRST)
        await everybody(host, 0, Phase.FIRST, BEFORE)
        await tab.until(words("phone.question"))
        await keep("vote", tab)
        await vote(host, tab, ["like-harvesting", "long-content"], 2, words("phone.voted"))
        await keep("voted", tab)
        await host.submit(Closed(utc_now()))
        await tab.until(words("phone.closed"))
        await keep("closed", tab)
        await onward(host, Phase.DISCUSSION)
        await tab.until(words("phone.discussion-why"))
        await keep("discussion", tab)
        await onward(host, Phase.SECOND)
        await everybody(host, 0, Phase.SECOND, AFTER)
        await tab.until(words("phone.question"))
        await keep("second", tab)
        await vote(host, tab, ["like-harvesting"], 3, words("phone.voted"))
        await host.submit(Closed(utc_now()))
        await onward(host, Phase.REVEAL)
        await tab.until(words("phone.key"))
        await keep("reveal", tab)
        await onward(host, Phase.CAMPAIGN)
        for phase, said in ((Phase.FIRST, BEFORE_2), (Phase.SECOND, AFTER_2)):
            await onward(host, phase)
            await everybody(host, 1, phase, said)
            await tab.until(words("phone.question"))
            await vote(host, tab, ["deleting-comments"], 2, words("phone.voted"))
            await host.submit(Closed(utc_now()))
            await onward(host, Phase.DISCUSSION if phase is Phase.FIRST else Phase.REVEAL)
        await onward(host, Phase.TALK)
        await tab.until(words("phone.talk-why"))
        await keep("talk", tab)
        await onward(host, Phase.TALK)
        await onward(host, Phase.END)
        await tab.until(words("phone.end"))
        await keep("end", tab)
