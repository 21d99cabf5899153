"""The app's themes: one accent, calm surfaces, and every text at a contrast of 4.5:1 or more (a test measures it)."""

from __future__ import annotations

from textual.theme import Theme

_DARK_PLATFORMS = {
    "facebook": "#7fb0ff",
    "instagram": "#f58fb8",
    "tiktok": "#6fdcd8",
    "linkedin": "#7cc0ee",
    "telegram": "#74c7f0",
    "youtube": "#ff8f87",
    "x": "#d6d9de",
    "threads": "#cfc7e6",
    "pinterest": "#ff9c9c",
}
_LIGHT_PLATFORMS = {
    "facebook": "#0b57c2",
    "instagram": "#ad1f62",
    "tiktok": "#00686a",
    "linkedin": "#0a5c96",
    "telegram": "#0a6591",
    "youtube": "#b3261e",
    "x": "#33383f",
    "threads": "#544478",
    "pinterest": "#a81326",
}
_CONTRAST_PLATFORMS = dict.fromkeys(_DARK_PLATFORMS, "#ffffff")


def _theme(
    name: str,
    *,
    dark: bool,
    accent: str,
    foreground: str,
    background: str,
    muted: str,
    rule: str,
    cursor: str,
    bar: str,
    good: str,
    bad: str,
    platforms: dict[str, str],
) -> Theme:
    return Theme(
        name=name,
        primary=accent,
        accent=accent,
        foreground=foreground,
        background=background,
        surface=background,
        panel=cursor,
        success=good,
        error=bad,
        warning=accent,
        dark=dark,
        text_alpha=1.0,
        variables={
            "muted": muted,
            "rule": rule,
            "cursor": cursor,
            "bar": bar,
            "good": good,
            "bad": bad,
            **{f"platform-{platform}": colour for platform, colour in platforms.items()},
        },
    )


DARK = _theme(
    "smm-dark",
    dark=True,
    accent="#f2b35d",
    foreground="#e6e3dc",
    background="#15171c",
    muted="#9a9ca3",
    rule="#4a4e57",
    cursor="#2a2e37",
    bar="#1e2128",
    good="#8fd19e",
    bad="#ff9a8b",
    platforms=_DARK_PLATFORMS,
)
LIGHT = _theme(
    "smm-light",
    dark=False,
    accent="#8a4a00",
    foreground="#22242a",
    background="#faf8f3",
    muted="#5e6068",
    rule="#b9b5aa",
    cursor="#e6dfd0",
    bar="#f0ece2",
    good="#1c6b34",
    bad="#a8261b",
    platforms=_LIGHT_PLATFORMS,
)
CONTRAST = _theme(
    "smm-contrast",
    dark=True,
    accent="#ffe600",
    foreground="#ffffff",
    background="#000000",
    muted="#ffffff",
    rule="#ffffff",
    cursor="#003a8c",
    bar="#000000",
    good="#7dff9a",
    bad="#ffb3a8",
    platforms=_CONTRAST_PLATFORMS,
)

THEMES: dict[str, Theme] = {theme.name: theme for theme in (DARK, LIGHT, CONTRAST)}
"""Theme name → theme, in the order in which settings go through them."""

DEFAULT_THEME = DARK.name
"""The theme of a first start."""
