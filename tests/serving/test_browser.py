"""The app served to a class, in a real browser. Skipped where there is no Chromium (Debian: ``apt install chromium``); CI has it."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("textual_serve", reason="needs the extra `serve`")

from smm_trainer.locale import catalogue
from smm_trainer.progress.events import Kind
from smm_trainer.progress.journal import Journal
from tests.browser import Browser, NavigatedError, Tab, chromium, find_chromium
from tests.workshop.serving import free_port

pytestmark = [
    pytest.mark.skipif(find_chromium() is None, reason="no chromium on this machine; install it to test the app in a browser"),
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="the apps' processes are looked for in /proc"),
]

ACCESS = "135790"
PATIENCE = 20.0
EN, HY = catalogue("en"), catalogue("hy")


async def until(true: Callable[[], object], what: str) -> None:
    """Wait until something is so."""
    end = asyncio.get_running_loop().time() + PATIENCE
    while not true():
        assert asyncio.get_running_loop().time() < end, what
        await asyncio.sleep(0.05)


class Class:
    """`smm-trainer serve`, as it is started by hand."""

    def __init__(self, folder: Path, sessions: int = 5) -> None:
        self.folder, self.port, self._sessions = folder, free_port(), sessions
        self.url = f"http://127.0.0.1:{self.port}/"

    async def start(self) -> None:
        options = ["--class", str(self.folder), "--port", str(self.port), "--access-code", ACCESS, "--sessions", str(self._sessions)]
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "smm_trainer", "--lang", "en", "serve", *options, stdout=asyncio.subprocess.PIPE
        )
        assert self.process.stdout is not None
        assert self.url in (await asyncio.wait_for(self.process.stdout.readline(), PATIENCE)).decode()

    async def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        self.process.send_signal(how)
        await asyncio.wait_for(self.process.wait(), PATIENCE)

    def apps(self) -> dict[Path, int]:
        """The processes that run for learners now, by journal."""
        found = {}
        for environ in Path("/proc").glob("[0-9]*/environ"):
            try:
                said = dict(line.split("=", 1) for line in environ.read_bytes().decode("utf-8", "replace").split("\0") if "=" in line)
            except OSError:
                continue
            journal = Path(said.get("SMM_TRAINER_PROGRESS", "/"))
            if journal.is_relative_to(self.folder):
                found[journal] = int(environ.parent.name)
        return found

    def journal(self, name: str) -> Journal:
        """The journal of whoever has that name."""
        (path,) = (path for path in self.folder.glob("*/progress.toml") if Journal(path).look().learner == name)
        return Journal(path)


@asynccontextmanager
async def a_class(folder: Path, sessions: int = 5) -> AsyncIterator[Class]:
    served = Class(folder, sessions)
    await served.start()
    try:
        yield served
    finally:
        if served.process.returncode is None:
            await served.end()
    await until(lambda: not served.apps(), "apps outlive the server")


class Learner:
    """Somebody at a browser of their own: what they see painted, and what their page asks for."""

    def __init__(self, browser: Browser, tab: Tab, served: Class) -> None:
        self.tab, self.served = tab, served
        self.seen = ""
        """All that was painted."""
        self._read = 0
        self.sent: list[str] = []
        """What the page has sent, the last of it."""
        self.opened = 0
        """How often the app was opened."""
        self.asked: list[str] = []
        """Every address that was asked for."""
        browser.listeners.append(self._listen)

    def _listen(self, said: Mapping[str, Any]) -> None:
        if said.get("sessionId") != self.tab.session:
            return
        params = said["params"]
        if said["method"] == "Network.webSocketFrameReceived" and params["response"]["opcode"] == 2:
            painted = base64.b64decode(params["response"]["payloadData"]).decode("utf-8", "replace")
            self.seen += re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", painted)
        elif said["method"] == "Network.webSocketFrameSent":
            self.sent = [*self.sent, params["response"]["payloadData"]][-20:]
        elif said["method"] == "Network.requestWillBeSent":
            self.asked.append(params["request"]["url"])
        elif said["method"] == "Network.webSocketCreated":
            self.asked.append(params["url"])
            self._read = len(self.seen)
            self.opened += 1

    async def sees(self, *texts: str) -> None:
        """Wait until all of this is painted, since the last key or the last opening of the app."""

        def painted() -> bool:
            return all(text in self.seen[self._read :] for text in texts)

        end = asyncio.get_running_loop().time() + PATIENCE
        while not painted():
            if asyncio.get_running_loop().time() > end:
                raise AssertionError(
                    f"{texts} not in:\n{self.seen[self._read :][-1500:]}\nThe page says: {await self.tab.text()}\n{self.sent}"
                )
            await asyncio.sleep(0.02)

    async def press(self, *keys: str) -> None:
        self._read = len(self.seen)
        await self.tab.press(*keys)

    async def reload(self) -> None:
        self._read = len(self.seen)
        await self.tab.call("Page.reload")

    async def give(self, code: str) -> None:
        """Type a code where the keyboard is: in the first box."""
        await self.tab.until(EN("serve.first"))
        await self.has_keyboard("#access")
        await self.press(code, "Enter")

    async def has_keyboard(self, selector: str) -> None:
        """Wait until the keyboard is there by itself."""
        end = asyncio.get_running_loop().time() + PATIENCE
        while True:
            with contextlib.suppress(NavigatedError):
                if await self.tab.value(f"document.activeElement?.matches({selector!r})"):
                    return
            assert asyncio.get_running_loop().time() < end, f"the keyboard is not in {selector}"
            await asyncio.sleep(0.02)

    async def come_in(self, name: str) -> str:
        """For the first time: the access code, one's own code, the language, the name. Returns the code."""
        await self.tab.go(self.served.url)
        await self.give(ACCESS)
        await self.tab.until(EN("serve.write-down"))
        code = str(await self.tab.value("document.querySelector('.code').innerText"))
        assert re.fullmatch(r"(?:[A-Z2-9]{4}-?){3}", code)
        await self.has_keyboard("a.button")
        await self.press("Enter")
        await self.sees("Which language?")
        await self.press("ArrowDown", "Enter")
        await self.sees("Begin")
        await self.press("ArrowDown", "Enter")
        await self.sees(EN("welcome.name"))
        await self.press(name, "Enter")
        await self.sees(name, EN("home.lessons"))
        return code


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[Browser]:
    async with chromium(tmp_path / "chromium") as found:
        yield found
        # No exception, and nothing that the content policy had to stop.
        assert found.console == []


async def at(browser: Browser, served: Class) -> Learner:
    """Another browser with cookies of its own, as on a desk."""
    tab = await browser.phone("en", 1000, 700)
    await tab.call("Emulation.setDeviceMetricsOverride", width=1000, height=700, deviceScaleFactor=1, mobile=False)
    # Every tab believes that it is the one in front.
    await tab.call("Emulation.setFocusEmulationEnabled", enabled=True)
    return Learner(browser, tab, served)


def from_here(learner: Learner) -> bool:
    return all(re.match(rf"(?:http|ws)://127\.0\.0\.1:{learner.served.port}/", url) for url in learner.asked)


async def answered(learner: Learner) -> None:
    """From a campaign to its verdict: the diagnosis, its first mistake, "certain"."""
    await learner.press("Tab", "Space", *["ArrowDown"] * 8, "Enter", "ArrowDown", "Enter")
    await learner.sees("are right.")


async def test_two_learners_a_reload_in_a_quiz_and_every_key(browser: Browser, tmp_path: Path) -> None:
    async with a_class(tmp_path / "class") as served:
        ani, karen = await at(browser, served), await at(browser, served)
        await asyncio.gather(ani.come_in("Zarmayr"), karen.come_in("Vahagnush"))
        # A quiz: one campaign answered, the next one ticked. Then the page is loaded anew.
        await ani.press(*["ArrowDown"] * 13, "Enter")
        await ani.sees("1 of 10", EN("quiz.question"))
        await answered(ani)
        await ani.press("End", "Enter")
        await ani.sees("2 of 10")
        await ani.sees(EN("quiz.question"))
        await ani.press("Tab", "Space")
        await ani.sees("[x]")
        await ani.reload()
        await ani.sees("Zarmayr", EN("home.lessons"))
        await ani.press("Enter")
        await ani.sees("2 of 10")
        assert [event.kind for event in served.journal("Zarmayr").look().events].count(Kind.ANSWER) == 1
        # Keys that browsers like to keep for themselves.
        await ani.press("F1")
        await ani.sees(EN("help.title"))
        await ani.press("Escape")
        await ani.sees("2 of 10")
        await ani.press("F2")
        await ani.sees("10-ից 2-ը")
        await ani.press("F2", "PageDown")
        await ani.sees("2 of 10")
        # The window's size arrives.
        await ani.tab.call("Emulation.setDeviceMetricsOverride", width=600, height=500, deviceScaleFactor=1, mobile=False)
        await ani.sees("2 of 10")
        # Out, to a page that leads back.
        await ani.press("Ctrl+Q")
        await ani.tab.until(EN("serve.ended"))
        await ani.has_keyboard("#again")
        await ani.press("Enter")
        await ani.sees("Zarmayr")
        # Neither has seen anything of the other.
        assert "Vahagnush" not in ani.seen
        assert "Zarmayr" not in karen.seen
        assert not [event for event in served.journal("Vahagnush").look().events if event.kind is Kind.ANSWER]
        assert from_here(ani)
        assert from_here(karen)
        # A closed tab ends its process.
        assert len(served.apps()) == 2
        await ani.tab.close()
        await until(lambda: len(served.apps()) == 1, "the app of a closed tab goes on")


async def test_killed_apps_and_servers_and_the_written_down_code(browser: Browser, tmp_path: Path) -> None:
    async with a_class(tmp_path / "class") as served:
        ani = await at(browser, served)
        code = await ani.come_in("Ani")
        (app,) = served.apps().values()
        os.kill(app, signal.SIGKILL)
        await ani.tab.until(EN("serve.stopped"))
        await ani.has_keyboard("#again")
        await ani.press("Enter")
        await ani.sees("Ani", EN("home.lessons"))
        # The server dies: its apps end by themselves, and the page finds back by itself.
        before = ani.opened
        await served.end(signal.SIGKILL)
        await ani.tab.until(EN("serve.lost"))
        await until(lambda: not served.apps(), "an app outlives its server")
        await served.start()
        await until(lambda: ani.opened > before, "the page does not find back")
        await ani.sees("Ani", EN("home.lessons"))
        # The code that was written down, in another browser: the app is there now, and no longer here.
        other = await at(browser, served)
        await other.tab.go(served.url)
        await other.tab.until(EN("serve.again"))
        await other.has_keyboard("#access")
        await other.tab.tap("#resume")
        await other.press(code.lower().replace("-", " "), "Enter")
        await other.sees("Ani", EN("home.lessons"))
        await ani.tab.until(EN("serve.taken"))
        assert len(served.apps()) == 1
        # Somebody else wants to use this browser.
        await ani.tab.go(served.url + "code")
        await ani.tab.until(code)
        await ani.tab.tap("button.quiet")
        await ani.tab.until(EN("serve.first"))
        assert from_here(ani)
        assert from_here(other)


async def test_who_is_turned_away_is_told_so(browser: Browser, tmp_path: Path) -> None:
    async with a_class(tmp_path / "class", sessions=1) as served:
        ani = await at(browser, served)
        await ani.come_in("Ani")
        other = await at(browser, served)
        await other.tab.go(served.url)
        await other.give("000000")
        await other.tab.until(EN("serve.wrong"))
        await other.has_keyboard("#access")
        await other.tab.tap("#resume")
        await other.press("ABCD-EFGH-JKMN", "Enter")
        await other.tab.until(HY("serve.wrong"))
        await other.give(ACCESS)
        await other.tab.until(EN("serve.write-down"))
        await other.has_keyboard("a.button")
        await other.press("Enter")
        await other.tab.until(EN("serve.waiting", most=1))
        # A reload finds its place again, though all are taken.
        await ani.reload()
        await ani.sees("Ani", EN("home.lessons"))
        # Another site's page in the same browser.
        await ani.tab.go("data:text/html,<h1>Win a phone</h1>")
        await ani.tab.until("Win a phone")
        opening = f"new Promise((done) => {{ const s = new WebSocket('ws://127.0.0.1:{served.port}/ws');"
        assert await ani.tab.value(f"{opening} s.onopen = () => done('open'); s.onerror = () => done('refused'); }})") == "refused"
        # The place is free now; whoever waits comes in by themselves.
        await other.sees("Which language?")
        await other.tab.go(served.url + "nothing")
        await other.tab.until(EN("serve.nothing-here"))
    browser.console.clear()  # the refused connection
