"""The QR code on the wall: what is painted is the code, module by module, in dark on light."""

from __future__ import annotations

import pytest
import segno
from textual.color import Color
from textual.style import Style

from smm_trainer.ui.draw.qr import QUIET, qr_code


@pytest.mark.parametrize("text", ["http://192.168.1.20:8765/314159", "http://10.0.0.7:80/000000", "http://[2001:db8::1]:8765/314159"])
def test_what_is_painted_is_the_code(text: str) -> None:
    content = qr_code(text)
    assert content is not None
    dark, light = Color(0, 0, 0), Color(255, 255, 255)
    painted: list[list[bool]] = []
    for line in content.split("\n"):
        upper, lower = [], []
        for at, character in enumerate(line.plain):
            style = next(span.style for span in line.spans if span.start <= at < span.end)
            assert isinstance(style, Style)
            assert {style.background, style.foreground} <= {dark, light}
            # A space shows the background alone, an upper half block the foreground above it.
            upper.append((style.background if character == " " else style.foreground) == dark)
            lower.append(style.background == dark)
            assert character in " ▀"
        painted += [upper, lower]
    code = [list(map(bool, row)) for row in segno.make(text, error="l", micro=False, boost_error=True).matrix_iter(border=QUIET)]
    assert painted[: len(code)] == code
    assert not any(map(any, painted[len(code) :]))
