"""The driver of an app that `serve` runs for a browser."""

from __future__ import annotations

import asyncio

from textual import messages
from textual.drivers.web_driver import WebDriver


class BrowserDriver(WebDriver):
    """Textual's driver for browsers, which also ends the app when the server has gone: killed, it asks nobody to quit."""

    def start_application_mode(self) -> None:
        """Begin to paint and to read."""
        self._loop_of_app = asyncio.get_running_loop()
        super().start_application_mode()

    def run_input_thread(self) -> None:
        """Read until there is nobody left who writes."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            asyncio.run_coroutine_threadsafe(self._app._post_message(messages.ExitApp()), self._loop_of_app)

    def stop_application_mode(self) -> None:
        """Say that the app ends, if there is anybody to say it to."""
        try:
            super().stop_application_mode()
        except BrokenPipeError:
            self.exit_event.set()
            self._input_reader.close()

    def write(self, data: str) -> None:
        """Paint, if there is anybody to paint for."""
        try:
            super().write(data)
        except BrokenPipeError:
            return
