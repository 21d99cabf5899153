"""A real headless Chromium, spoken to in its own protocol: taps and keys in, the page and the accessibility tree out."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import os
import shutil
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

PATIENCE = 15.0
"""Seconds after which what does not come will not come."""

KEYS = {
    "Tab": ("Tab", 9, ""),
    "Enter": ("Enter", 13, "\r"),
    "Space": ("Space", 32, " "),
    "ArrowDown": ("ArrowDown", 40, ""),
    "ArrowUp": ("ArrowUp", 38, ""),
    "PageDown": ("PageDown", 34, ""),
    "End": ("End", 35, ""),
    "Escape": ("Escape", 27, ""),
    "F1": ("F1", 112, ""),
    "F2": ("F2", 113, ""),
    "Ctrl+Q": ("KeyQ", 81, ""),
}
"""Name → code, number, text."""


def find_chromium() -> str | None:
    """The browser's path, or None where it is not installed (Debian: ``apt install chromium``)."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class NavigatedError(AssertionError):
    """The page that was asked has made room for another."""


class Browser:
    """A browser that is running."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self.console: list[str] = []
        """What pages have complained about: exceptions, policy violations."""
        self.listeners: list[Callable[[Mapping[str, Any]], None]] = []
        """Are told everything that happens in the browser, as its protocol says it."""

    async def read(self) -> None:
        """Take in what the browser says."""
        async for message in self._socket:
            said = json.loads(message.data)
            if "id" in said:
                self._answers.pop(said["id"]).set_result(said)
                continue
            for listener in self.listeners:
                listener(said)
            if said["method"] == "Runtime.exceptionThrown":
                self.console.append(json.dumps(said["params"]["exceptionDetails"])[:400])
            elif said["method"] == "Log.entryAdded" and said["params"]["entry"]["source"] in ("security", "violation", "javascript"):
                self.console.append(said["params"]["entry"]["text"])

    async def call(self, method: str, session: str = "", **params: Any) -> Any:
        """One command of the protocol."""
        number = next(self._numbers)
        self._answers[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": params} | ({"sessionId": session} if session else {}))
        said = await asyncio.wait_for(self._answers[number], PATIENCE)
        if "navigated" in said.get("error", {}).get("message", ""):
            raise NavigatedError(method)
        assert "error" not in said, (method, said["error"])
        return said["result"]

    async def phone(self, language: str = "en", width: int = 360, height: int = 740, *, dark: bool = False) -> Tab:
        """Another phone: a context of its own, with its own cookies and storage."""
        context = (await self.call("Target.createBrowserContext"))["browserContextId"]
        target = (await self.call("Target.createTarget", url="about:blank", browserContextId=context))["targetId"]
        session = (await self.call("Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
        tab = Tab(self, session, target)
        for domain in ("Page", "Runtime", "Log", "Network", "Accessibility"):
            await tab.call(f"{domain}.enable")
        await tab.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=2, mobile=True)
        await tab.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        agent = (await self.call("Browser.getVersion"))["userAgent"]
        await tab.call("Emulation.setUserAgentOverride", userAgent=agent, acceptLanguage=language)
        return tab


class Tab:
    """A page in the browser."""

    def __init__(self, browser: Browser, session: str, target: str) -> None:
        self._browser, self.session, self._target = browser, session, target

    async def close(self) -> None:
        """Close it."""
        await self._browser.call("Target.closeTarget", targetId=self._target)

    async def call(self, method: str, **params: Any) -> Any:
        """One command of the protocol."""
        return await self._browser.call(method, self.session, **params)

    async def go(self, url: str) -> None:
        """Open an address."""
        await self.call("Page.navigate", url=url)

    async def value(self, expression: str) -> Any:
        """What an expression is in the page. The protocol's own door: the page's content policy does not hold it up."""
        result = await self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    async def text(self) -> str:
        """What the page says."""
        return str(await self.value("document.body ? document.body.innerText : ''"))

    async def until(self, *texts: str) -> None:
        """Wait until the page says one of ``texts``."""
        end = asyncio.get_running_loop().time() + PATIENCE
        while True:
            try:
                said = await self.text()
            except NavigatedError:
                said = ""
            if any(text in said for text in texts):
                return
            assert asyncio.get_running_loop().time() < end, f"{texts} never came; the page is:\n{said}"
            await asyncio.sleep(0.05)

    async def tap(self, selector: str) -> None:
        """Tap the middle of what ``selector`` finds, once it is there."""
        find = f"document.querySelector({json.dumps(selector)})"
        end = asyncio.get_running_loop().time() + PATIENCE
        while not await self.value(f"!!{find}"):
            assert asyncio.get_running_loop().time() < end, f"{selector} never came; the page is:\n{await self.text()}"
            await asyncio.sleep(0.05)
        middle = "e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2];"
        box = await self.value(f"(() => {{ const e = {find}; {middle} }})()")
        for kind in ("mousePressed", "mouseReleased"):
            await self.call("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)

    async def press(self, *names: str) -> None:
        """Press keys; what is no key's name is typed."""
        for name in names:
            if name in KEYS:
                code, number, text = KEYS[name]
                held = 2 if name.startswith("Ctrl+") else 0
                common = {
                    "code": code,
                    "key": name[-1].lower() if held else text or code,
                    "windowsVirtualKeyCode": number,
                    "modifiers": held,
                }
                down: dict[str, Any] = {"type": "keyDown", "text": text} if text else {"type": "rawKeyDown"}
                await self.call("Input.dispatchKeyEvent", **down, **common)
                await self.call("Input.dispatchKeyEvent", type="keyUp", **common)
            else:
                await self.call("Input.insertText", text=name)

    async def offline(self, offline: bool) -> None:
        """Take the network away, or give it back."""
        await self.call("Network.emulateNetworkConditions", offline=offline, latency=0, downloadThroughput=-1, uploadThroughput=-1)

    async def slow(self) -> None:
        """A connection as at the back of a cellar: 400 ms, 50 KB/s."""
        await self.call("Network.emulateNetworkConditions", offline=False, latency=400, downloadThroughput=50_000, uploadThroughput=20_000)

    async def picture(self, path: Path, *, whole: bool = False) -> None:
        """Keep what is seen, or the whole page."""
        data = (await self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole))["data"]
        path.write_bytes(base64.b64decode(data))

    async def roles(self) -> list[tuple[str, str]]:
        """Role and name of everything that a screen reader finds."""
        nodes = (await self.call("Accessibility.getFullAXTree"))["nodes"]
        return [(n["role"]["value"], n.get("name", {}).get("value", "")) for n in nodes if not n.get("ignored") and "role" in n]


@asynccontextmanager
async def chromium(folder: Path, *more: str) -> AsyncIterator[Browser]:
    """A browser whose files are all in ``folder``, with ``more`` options."""
    path = find_chromium()
    assert path is not None
    options = [
        "--headless=new",
        "--remote-debugging-port=0",
        f"--user-data-dir={folder}",
        "--disable-gpu",
        "--no-first-run",
        "--disable-dev-shm-usage",
        *more,
    ]
    if os.geteuid() == 0:
        options.append("--no-sandbox")
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(path, *options, "about:blank", stdout=quiet, stderr=quiet)
    try:
        where = folder / "DevToolsActivePort"
        end = asyncio.get_running_loop().time() + 2 * PATIENCE
        while not where.exists() or len(where.read_text(encoding="ascii").split()) < 2:
            assert process.returncode is None, "the browser has ended"
            assert asyncio.get_running_loop().time() < end, "the browser does not answer"
            await asyncio.sleep(0.1)
        port, door = where.read_text(encoding="ascii").split()
        async with aiohttp.ClientSession() as http, http.ws_connect(f"ws://127.0.0.1:{port}{door}", max_msg_size=0) as socket:
            browser = Browser(socket)
            reading = asyncio.create_task(browser.read())
            try:
                yield browser
            finally:
                reading.cancel()
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
