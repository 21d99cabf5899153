"""The voting page in a real browser, 360 pixels wide. Skipped where there is no Chromium (Debian: ``apt install chromium``); CI has it."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from smm_trainer.course.mistakes import Mistake
from smm_trainer.locale import LANGUAGES, Language, catalogue
from smm_trainer.progress.clock import utc_now
from smm_trainer.workshop.happenings import Closed, Moved, Phase, Timed
from smm_trainer.workshop.host import Host
from tests.browser import Browser, Tab, chromium, find_chromium
from tests.workshop.serving import CODE, MATERIAL, QUESTIONS, free_port, served, to_vote

pytestmark = pytest.mark.skipif(find_chromium() is None, reason="no chromium on this machine; install it to test the voting page")

EN = catalogue("en")


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[Browser]:
    async with chromium(tmp_path / "chromium") as found:
        yield found
        # No exception, and nothing that the content policy had to stop.
        assert found.console == []


async def join(tab: Tab, port: int, language: Language = "en", name: str = "Ani") -> None:
    """Come in as from the QR code."""
    words = catalogue(language)
    await tab.go(f"http://127.0.0.1:{port}/{CODE}")
    await tab.until(words("phone.code"))
    await tab.tap("#nickname")
    await tab.press(name)
    await tab.tap("button.main")
    await tab.until(words("phone.lobby"))


async def settled(host: Host, count: int, *mistakes: str) -> None:
    """Wait until the only vote of the round at hand is the ``count``-th of its person."""
    for _ in range(150):
        vote = host.session.round
        found = list(vote.votes.values()) if vote else []
        if [(v.number, v.mistakes) for v in found] == [(count, frozenset(map(Mistake, mistakes)))]:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"the votes are {found}")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_person_with_a_phone(browser: Browser, tmp_path: Path, language: Language) -> None:
    port, words = free_port(), catalogue(language)
    async with served(tmp_path / "s.toml", port) as host:
        tab = await browser.phone(language)
        await join(tab, port, language, "<b>Ani</b>")
        assert "<b>Ani</b>" in await tab.text()
        await host.submit(Moved(utc_now(), Phase.CAMPAIGN))
        await tab.until(words("phone.campaign-why"))
        await tab.until(words("block.post"))
        assert await tab.value("document.documentElement.scrollWidth") <= 360
        assert await tab.value("document.documentElement.lang") == language
        await host.submit(Moved(utc_now(), Phase.FIRST, utc_now() + dt.timedelta(seconds=90)))
        await tab.until(words("phone.question"))
        assert words("phone.left", time="")[:5] in await tab.text()
        await tab.tap("#cast")
        await tab.until(words("phone.say-mistakes"))
        await tab.tap("input[value='like-harvesting']")
        await tab.tap("#cast")
        await tab.until(words("phone.say-how-sure"))
        await tab.tap("input[name='confidence'][value='2']")
        assert host.session.rounds[(0, Phase.FIRST)].votes == {}
        await tab.tap("#cast")
        await tab.until(words("phone.voted"))
        await settled(host, 1, "like-harvesting")
        # One tap changes it.
        await tab.tap("input[value='clean']")
        await settled(host, 2)
        await tab.tap("input[value='long-content']")
        await settled(host, 3, "long-content")
        assert await tab.value("document.documentElement.scrollWidth") <= 360
        await host.submit(Closed(utc_now()))
        await tab.until(words("phone.closed"))
        assert words("mistake.long-content") in await tab.text()
        await host.submit(Moved(utc_now(), Phase.DISCUSSION))
        await tab.until(words("phone.discussion-why"))
        await host.submit(Moved(utc_now(), Phase.SECOND))
        await tab.until(words("phone.no-hurry"))
        await tab.tap("input[value='like-harvesting']")
        await tab.tap("input[name='confidence'][value='3']")
        await tab.tap("#cast")
        await settled(host, 1, "like-harvesting")
        await host.submit(Closed(utc_now()))
        await host.submit(Moved(utc_now(), Phase.REVEAL))
        await tab.until(words("phone.key"))
        said = await tab.text()
        assert words("phone.my-first") in said
        assert words("phone.my-second") in said
        assert "★" in said
        assert await tab.value("document.documentElement.scrollWidth") <= 360
        await tab.tap("#language")
        await tab.until(catalogue("en" if language == "hy" else "hy")("phone.key"))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_questions_and_the_end_on_a_phone(browser: Browser, tmp_path: Path, language: Language) -> None:
    port, words = free_port(), catalogue(language)
    async with served(tmp_path / "s.toml", port) as host:
        tab = await browser.phone(language)
        await join(tab, port, language)
        await to_vote(host)
        await tab.until(words("phone.question"))
        await tab.tap("input[value='like-harvesting']")
        await tab.tap("input[name='confidence'][value='2']")
        await tab.tap("#cast")
        await tab.until(words("phone.voted"))
        for phase in (Phase.REVEAL, Phase.CAMPAIGN, Phase.FIRST, Phase.REVEAL, Phase.TALK):
            if host.session.round is not None:
                await host.submit(Closed(utc_now()))
            await host.submit(Moved(utc_now(), phase))
        question = MATERIAL.question(QUESTIONS[0])
        assert question is not None
        await tab.until(question.text(language))
        said = await tab.text()
        assert words("phone.place-talk", number=1, total=2) in said
        assert words("phone.talk-why") in said
        assert await tab.value("document.documentElement.scrollWidth") <= 360
        await host.submit(Moved(utc_now(), Phase.END))
        await tab.until(words("phone.end-own", voted=1, exact=1))


async def test_reload_sleep_and_a_killed_server(browser: Browser, tmp_path: Path) -> None:
    port, path = free_port(), tmp_path / "s.toml"
    tab = await browser.phone()
    async with served(path, port) as host:
        await join(tab, port)
        await to_vote(host)
        await tab.tap("input[value='wrong-audience']")
        await tab.tap("input[name='confidence'][value='1']")
        # A reload keeps what is ticked but not given.
        await tab.call("Page.reload")
        await tab.until(EN("phone.question"))
        assert await tab.value("document.querySelector(\"input[value='wrong-audience']\").checked")
        await tab.tap("#cast")
        await settled(host, 1, "wrong-audience")
        await tab.call("Page.reload")
        await tab.until(EN("phone.voted"))
        # The network goes while the vote is changed; the change is kept, and arrives when it is back.
        await tab.offline(True)
        await tab.tap("input[value='same-everywhere']")
        await tab.until(EN("phone.offline"))
        await settled(host, 1, "wrong-audience")
        await tab.offline(False)
        await settled(host, 2, "wrong-audience", "same-everywhere")
        await tab.until(EN("phone.voted"))
    # The server dies and comes back; a vote changed meanwhile arrives, and so does one changed before a reload.
    await tab.until(EN("phone.offline"))
    await tab.tap("input[value='long-content']")
    async with served(path, port) as host:
        await settled(host, 3, "wrong-audience", "same-everywhere", "long-content")
        await host.submit(Closed(utc_now()))
        await tab.until(EN("phone.closed"))
        await tab.call("Page.reload")
        await tab.until(EN("phone.closed"))
        assert not await tab.value("!!document.querySelector('#vote')")
    browser.console.clear()  # requests that found nobody


async def test_a_tap_that_comes_too_late(browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    async with served(tmp_path / "s.toml", port) as host:
        tab = await browser.phone()
        await join(tab, port)
        await to_vote(host)
        await host.submit(Timed(utc_now(), utc_now() + dt.timedelta(seconds=3)))
        await tab.tap("input[value='wrong-audience']")
        await tab.tap("input[name='confidence'][value='1']")
        await tab.tap("#cast")
        await settled(host, 1, "wrong-audience")
        await tab.offline(True)
        await tab.tap("input[value='clean']")
        await asyncio.sleep(3)
        await tab.offline(False)
        await tab.until(EN("phone.closed"))
        await settled(host, 1, "wrong-audience")
        assert EN("mistake.wrong-audience") in await tab.text()
    browser.console.clear()


async def test_a_slow_connection(browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    async with served(tmp_path / "s.toml", port) as host:
        tab = await browser.phone()
        await tab.slow()
        await join(tab, port)
        await to_vote(host)
        await tab.tap("input[value='wrong-audience']")
        await tab.tap("input[name='confidence'][value='1']")
        await tab.tap("#cast")
        # Three taps faster than one answer comes: the last one counts.
        for mistake in ("long-content", "same-everywhere", "long-content"):
            await tab.tap(f"input[value='{mistake}']")
        await tab.until(EN("phone.voted"))
        vote = host.session.round
        assert vote is not None
        assert [v.mistakes for v in vote.votes.values()] == [{Mistake.WRONG_AUDIENCE, Mistake.SAME_EVERYWHERE}]


async def test_by_keyboard_and_for_a_screen_reader(browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    async with served(tmp_path / "s.toml", port) as host:
        tab = await browser.phone()
        await tab.go(f"http://127.0.0.1:{port}/{CODE}")
        await tab.until(EN("phone.code"))
        await tab.press("Tab", "Tab", "Tab", "Ani", "Tab", "Tab", "Enter")
        await tab.until(EN("phone.lobby"))
        await to_vote(host)
        await tab.until(EN("phone.question"))
        # A change of the screen takes the keyboard to its heading; from there it is one Tab to each box.
        assert await tab.value("document.activeElement.id") == "heading"
        await tab.press("Tab", "Space", "Tab", "Tab", "Space", *["Tab"] * 4, "Space", "ArrowDown", "Tab", "Enter")
        await settled(host, 1, "long-content", "deleting-comments")
        roles = await tab.roles()
        assert ("heading", EN("phone.first")) in roles
        assert ("group", EN("phone.question")) in roles
        for key in ("long-content", "clean"):
            assert ("checkbox", EN(f"mistake.{key}")) in roles
        assert ("radio", EN("confidence.2")) in roles
        assert ("status", "") in roles
        await host.submit(Closed(utc_now()))
        await tab.until(EN("phone.closed"))
        assert await tab.value("document.activeElement.id") == "heading"


async def test_another_sites_page_in_the_same_browser(browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    async with served(tmp_path / "s.toml", port) as host:
        tab = await browser.phone()
        await join(tab, port)
        await to_vote(host)
        await tab.until(EN("phone.question"))
        await tab.go("data:text/html,<h1>Win a phone</h1>")
        await tab.until("Win a phone")
        vote = '{"place": 0, "round": "first", "mistakes": [], "confidence": 2, "number": 1}'
        sent = f"fetch('http://127.0.0.1:{port}/vote', {{method: 'POST', mode: 'no-cors', credentials: 'include', body: '{vote}'}})"
        await tab.value(f"{sent}.then(() => 'sent', () => 'not sent')")
        assert (
            await tab.value(f"fetch('http://127.0.0.1:{port}/state', {{credentials: 'include'}}).then(() => 'read', () => 'not read')")
            == "not read"
        )
        assert host.session.rounds[(0, Phase.FIRST)].votes == {}
    browser.console.clear()  # what was refused


async def test_what_was_ticked_in_another_session_is_no_vote_in_this_one(browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    tab = await browser.phone()
    async with served(tmp_path / "one.toml", port, id="one") as host:
        await join(tab, port)
        await to_vote(host)
        await tab.tap("input[value='wrong-audience']")
        await tab.tap("input[name='confidence'][value='1']")
        await tab.tap("#cast")
        await settled(host, 1, "wrong-audience")
        await tab.offline(True)
        await tab.tap("input[value='same-everywhere']")
    await tab.offline(False)
    async with served(tmp_path / "two.toml", port, id="two") as host:
        await join(tab, port)
        await to_vote(host)
        await tab.until(EN("phone.question"))
        await asyncio.sleep(1)
        assert not await tab.value("!!document.querySelector(':checked')")
        assert host.session.rounds[(0, Phase.FIRST)].votes == {}
    browser.console.clear()  # requests that found nobody
