"""The few pages around the app: the way in, the code to write down, the queue, the terminal."""

from __future__ import annotations

import html

from smm_trainer.locale import LANGUAGES, catalogue

_STYLE = """
body { font: 18px/1.5 "Noto Sans Armenian", "DejaVu Sans", system-ui, sans-serif; max-width: 34em; margin: 2em auto; padding: 0 1em; }
body { background: #10141a; color: #e8eaee; } h1 { font-size: 1.3em; } hr { border: 0; border-top: 1px solid #444; margin: 2em 0; }
input, button { font: inherit; padding: 0.5em 0.7em; border-radius: 6px; border: 1px solid #666; width: 100%; box-sizing: border-box; }
button { background: #e8a33d; color: #10141a; margin: 0.6em 0; cursor: pointer; } .code { font: 700 1.6em monospace; user-select: all; }
.wrong { color: #ff9c9c; } a { color: #e8a33d; }
"""


def _page(body: str, head: str = "") -> str:
    return (
        f'<!DOCTYPE html><html lang="{LANGUAGES[0]}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>SMM Trainer</title><style>{_STYLE}</style>{head}</head><body><h1>SMM Trainer</h1>{body}</body></html>"
    )


def both(key: str, **values: object) -> str:
    """A text in every language, one below the other, as HTML."""
    return "<br>".join(html.escape(catalogue(language)(key, **values)) for language in LANGUAGES)


def entry_page(wrong: str = "") -> str:
    """The way in: with the class's access code for the first time, with one's own code ever after."""
    said = f'<p class="wrong" role="alert">{both(wrong)}</p>' if wrong else ""
    first = f'<form method="post" action="/enter"><p>{both("serve.first")}</p><input name="access" inputmode="numeric" autocomplete="off">'
    again = f'<form method="post" action="/enter"><p>{both("serve.again")}</p><input name="resume" autocomplete="off" maxlength="20">'
    button = f"<button>{both('serve.enter')}</button></form>"
    return _page(f"{said}{first}{button}<hr>{again}{button}")


def code_page(code: str) -> str:
    """The learner's own code, to be written down."""
    return _page(f'<p>{both("serve.write-down")}</p><p class="code">{html.escape(code)}</p><p><a href="/app">{both("serve.open")}</a></p>')


def waiting_page(most: int) -> str:
    """All places are taken: the page asks again by itself."""
    return _page(f"<p>{both('serve.waiting', most=most)}</p>", '<meta http-equiv="refresh" content="10">')


def terminal_page(websocket: str) -> str:
    """The app: textual-serve's own script draws it into ``#terminal``; nothing comes from anywhere else."""
    return (
        f'<!DOCTYPE html><html lang="{LANGUAGES[0]}"><head><meta charset="utf-8"><title>SMM Trainer</title>'
        '<link rel="stylesheet" href="/static/css/xterm.css"><script src="/static/js/textual.js"></script>'
        f"<style>{_STYLE} body {{ margin: 0; padding: 0; max-width: none; }} .closed-dialog {{ display: none; padding: 2em; }}"
        " body.-closed .closed-dialog { display: block; } body.-closed #terminal { display: none; }</style></head><body>"
        f'<div class="closed-dialog"><p>{both("serve.ended")}</p><p><a href="/app">{both("serve.open")}</a></p></div>'
        f'<div id="terminal" class="textual-terminal" data-session-websocket-url="{html.escape(websocket)}" data-font-size="16"></div>'
        "</body></html>"
    )
