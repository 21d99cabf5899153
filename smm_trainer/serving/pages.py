"""The few pages around the app: the way in, the code to write down, the queue, the terminal."""

from __future__ import annotations

import html

from smm_trainer.locale import LANGUAGES, catalogue

POLICY = "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
"""What a page may do."""

CERTIFICATE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
"""What a certificate may do: it was written by a process that is not the server."""

KEYS = {
    "esc": "Esc",
    "tab": "Tab",
    "f1": "F1",
    "f2": "F2",
    "f3": "F3",
    "f4": "F4",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "left": "←",
    "up": "↑",
    "down": "↓",
    "right": "→",
    "enter": "Enter",
    "space": "␣",
    "keyboard": "abc",
}
"""Keys that a phone does not have, as buttons; what each sends stands in ``terminal.js``. The last calls the phone's keyboard."""


def terminal_policy(host: str) -> str:
    """What the page of the app may do: its own script, a connection back here, and styles that the terminal makes as it goes."""
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
        f"connect-src 'self' ws://{host} wss://{host}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def _page(body: str, head: str = "", style: str = "page.css") -> str:
    return (
        f'<!DOCTYPE html><html lang="{LANGUAGES[0]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">'
        f'<title>SMM Trainer</title><link rel="stylesheet" href="/static/{style}">{head}</head><body>{body}</body></html>'
    )


def _plain_page(body: str, head: str = "") -> str:
    return _page(f"<main><h1>SMM Trainer</h1>{body}</main>", head)


def both(key: str, **values: object) -> str:
    """A text in every language, one below the other, as HTML."""
    return "".join(f'<span lang="{language}">{html.escape(catalogue(language)(key, **values))}</span>' for language in LANGUAGES)


def entry_page(wrong: str = "", *, digits: bool = True) -> str:
    """The way in: with the class's access code for the first time, with one's own code ever after.

    Args:
        wrong: the key of what was wrong with what was typed.
        digits: whether the access code has digits only.
    """
    said = f'<p class="wrong" role="alert">{both(wrong)}</p>' if wrong else ""
    typed = 'inputmode="numeric"' if digits else 'autocapitalize="none"'
    button = f"<button>{both('serve.enter')}</button>"
    first = (
        f'<form method="post" action="/enter"><label for="access">{both("serve.first")}</label>'
        f'<input id="access" name="access" {typed} autocomplete="off" maxlength="64" required autofocus>{button}</form>'
    )
    again = (
        f'<form method="post" action="/enter"><label for="resume">{both("serve.again")}</label>'
        '<input id="resume" name="resume" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="30" '
        f'placeholder="ABCD-EFGH-JKMN" required>{button}</form>'
    )
    return _plain_page(f"{said}{first}<hr>{again}")


def code_page(code: str) -> str:
    """The learner's own code, to be written down; and the way out for whoever shares a computer."""
    leave = (
        f'<form method="post" action="/leave"><p>{both("serve.leave-why")}</p><button class="quiet">{both("serve.leave")}</button></form>'
    )
    return _plain_page(
        f'<p>{both("serve.write-down")}</p><p class="code">{html.escape(code)}</p>'
        f'<p><a class="button" href="/app" autofocus>{both("serve.open")}</a></p><hr>{leave}'
    )


def waiting_page(most: int) -> str:
    """All places are taken: the page asks again by itself."""
    return _plain_page(f'<p role="status">{both("serve.waiting", most=most)}</p>{_OWN_CODE}', '<meta http-equiv="refresh" content="10">')


def patience_page() -> str:
    """The app was opened too often within a short time: the page asks again by itself."""
    return _plain_page(f'<p role="status">{both("serve.patience")}</p>', '<meta http-equiv="refresh" content="10">')


def refusal_page(key: str, *, back: bool = True) -> str:
    """Why something is not to be had, and the way back."""
    return _plain_page(f"<p>{both(key)}</p>" + (f'<p><a class="button" href="/">{both("serve.back")}</a></p>' if back else ""))


_OWN_CODE = f'<p><a href="/code">{both("serve.own-code")}</a></p>'

_ENDS = (("ended", "serve.ended"), ("taken", "serve.taken"), ("stopped", "serve.stopped"), ("lost", "serve.lost"))
"""What the page says when the connection ends, by what ``terminal.js`` calls it."""


def terminal_page() -> str:
    """The app: textual-serve's own script draws it into ``#terminal``; nothing comes from anywhere else."""
    ends = "".join(f'<p data-on="{name}">{both(key)}</p>' for name, key in _ENDS)
    keys = "".join(f'<button type="button" data-key="{key}" tabindex="-1">{shown}</button>' for key, shown in KEYS.items())
    return _page(
        f"<noscript><p>{both('serve.no-script')}</p></noscript>"
        f'<main id="told" role="status"><h1>SMM Trainer</h1>{ends}'
        f'<p><a class="button" id="again" href="/app">{both("serve.open")}</a></p>{_OWN_CODE}</main>'
        f'<div id="terminal" class="textual-terminal"></div>'
        f'<div id="keys" aria-hidden="true">{keys}</div>',
        '<link rel="stylesheet" href="/static/xterm.css"><link rel="stylesheet" href="/static/terminal.css">'
        '<script src="/static/textual.js" defer></script><script src="/static/terminal.js" defer></script>',
    )
