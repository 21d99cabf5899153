"""What somebody does who writes a course and is no programmer: slips of Word, Notepad and the hand, and the rule that each has to give."""

from __future__ import annotations

import codecs
from pathlib import Path

from tests.course.planted import Plant, Planted, edit, remove, together, write
from tests.course.small import EN, HY, LESSON, SCENARIO, put

_BAKE = 'en = "Every morning we take the bread out of the oven."'
_BROKEN = 'en = "Every morning\nwe take the bread out of the oven."'


def recoded(file: str, *encoding: str, start: bytes = b"") -> Plant:
    """Save a file as another program does."""

    def plant(root: Path) -> None:
        put(root, file, start + (root / file).read_text(encoding="utf-8").encode(*encoding))

    return plant


def windows_lines(file: str) -> Plant:
    """Save a file with the line ends of Windows."""

    def plant(root: Path) -> None:
        put(root, file, (root / file).read_bytes().replace(b"\n", b"\r\n"))

    return plant


def renamed(file: str, name: str) -> Plant:
    """Give a file another name."""

    def plant(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / file).rename(root / name)

    return plant


HARMLESS = {
    "Windows line ends": together(*(windows_lines(file) for file in (SCENARIO, LESSON, HY, EN))),
    "Notepad's mark before a TOML file": recoded(SCENARIO, "utf-8-sig"),
    "Notepad's mark before a lesson": recoded(HY, "utf-8-sig"),
    "a tab before a key": edit(SCENARIO, '  id = "p1"', '\tid = "p1"'),
}
"""What looks like a slip and does no harm."""

SLIPS = [
    # The signs of TOML.
    Planted("toml", SCENARIO, edit(SCENARIO, 'difficulty = "easy"', "difficulty = @easy"), "@easy"),
    Planted("toml-open", SCENARIO, edit(SCENARIO, _BAKE, _BAKE.removesuffix('"')), "Every morning"),
    Planted("toml-open", SCENARIO, edit(SCENARIO, _BAKE, _BROKEN), "Every morning"),
    Planted("toml-bare", SCENARIO, edit(SCENARIO, _BAKE, _BAKE.replace('"', "")), "Every morning"),
    Planted("toml-bare", SCENARIO, edit(SCENARIO, _BAKE, _BAKE.replace('= "', "= ")), "Every morning"),
    Planted("toml-inner", SCENARIO, edit(SCENARIO, "we take the bread", 'we take the "bread"'), "Every morning"),
    Planted("toml-quotes", SCENARIO, edit(SCENARIO, _BAKE, _BAKE.replace('= "', "= “").replace('."', ".”")), "Every morning"),
    Planted("toml-quotes", SCENARIO, edit(SCENARIO, _BAKE, _BAKE.replace('."', ".”")), "Every morning"),
    Planted("toml-quotes", SCENARIO, edit(SCENARIO, 'hy = "Տաք հաց"', "hy = «Տաք հաց»"), "«Տաք հաց»"),
    Planted("toml-equals", SCENARIO, edit(SCENARIO, 'difficulty = "easy"', 'difficulty "easy"'), "difficulty"),
    Planted("toml-equals", SCENARIO, edit(SCENARIO, 'difficulty = "easy"', 'difficulty: "easy"'), "difficulty"),
    Planted("toml-heading", SCENARIO, edit(SCENARIO, '[[block]]\nkind = "post"', '[[block\nkind = "post"'), "[[block", nth=2),
    Planted("two-brackets", SCENARIO, edit(SCENARIO, '[[block]]\nkind = "post"', '[block]\nkind = "post"'), "[block]", nth=1),
    Planted("two-brackets", LESSON, edit(LESSON, "[[discussion]]", "[discussion]"), "[discussion]"),
    Planted("one-bracket", SCENARIO, edit(SCENARIO, "[title]", "[[title]]"), "[[title]]"),
    Planted("toml-twice", SCENARIO, edit(SCENARIO, 'difficulty = "easy"', 'difficulty = "easy"\ndifficulty = "hard"'), '"hard"'),
    Planted("toml-twice", SCENARIO, edit(SCENARIO, "[brand]", "[title]"), "[title]", nth=1),
    Planted("toml-list", SCENARIO, edit(SCENARIO, '"tiktok"]', '"tiktok"'), "platforms = "),
    Planted("toml-list", SCENARIO, edit(SCENARIO, '["c1", "c2"]', '["c1" "c2"]'), '["c1" "c2"]'),
    Planted("toml-inline", LESSON, edit(LESSON, '"Առաջին դաս", en', '"Առաջին դաս" en'), "title = "),
    Planted("toml-backslash", SCENARIO, edit(SCENARIO, "Every morning", "C:\\people"), "C:"),
    Planted("toml-rest", SCENARIO, edit(SCENARIO, 'difficulty = "easy"', 'difficulty = "easy",'), "difficulty"),
    Planted("toml-rest", SCENARIO, edit(SCENARIO, 'difficulty = "easy"', 'difficulty = "easy";  # not hard'), "difficulty"),
    Planted("toml-rest", LESSON, edit(LESSON, "minutes = 5", "minutes = 5 min"), "minutes = 5 min"),
    Planted("toml-date", SCENARIO, edit(SCENARIO, "date = 2026-06-02", "date = 02.06.2026"), "02.06.2026"),
    Planted("toml-flag", EN, edit(EN, "right = true", "right = True"), "right = True"),
    Planted("toml-flag", EN, edit(EN, "right = true", "right = yes"), "right = yes"),
    Planted("toml-remark", SCENARIO, edit(SCENARIO, "format = 1", "// our first\nformat = 1"), "// our"),
    Planted("toml-blank", SCENARIO, edit(SCENARIO, '  id = "p1"', '\u00a0 id = "p1"'), 'id = "p1"'),
    # What a value is.
    Planted("wrong-type-list", SCENARIO, edit(SCENARIO, '["facebook", "tiktok"]', '"facebook"'), "platforms = "),
    Planted("wrong-type-entry", SCENARIO, edit(SCENARIO, '["deleting-comments"]', "[3]"), "mistakes = "),
    Planted("wrong-type-texts", SCENARIO, edit(SCENARIO, 'by = { hy = "Անի", en = "Ani" }', 'by = "Ani"'), 'by = "Ani"'),
    Planted(
        "wrong-type-table",
        SCENARIO,
        together(
            edit(SCENARIO, '[evidence]\ndeleting-comments = ["c1", "c2"]\n', ""),
            edit(SCENARIO, "format = 1", 'format = 1\nevidence = "c1"'),
        ),
        'evidence = "c1"',
    ),
    Planted("wrong-type-flag", EN, edit(EN, "right = true", 'right = "true"'), 'right = "true"', also=("right-options-single",)),
    Planted("missing-tables", SCENARIO, edit(SCENARIO, "[evidence]", '[[block]]\nkind = "calendar"\n\n[evidence]'), "[[block]]", nth=6),
    Planted("misspelt-key", SCENARIO, edit(SCENARIO, "difficulty", "Dificulty"), "Dificulty"),
    Planted("misspelt-key", SCENARIO, edit(SCENARIO, "[reason.wrong-audience]", "[reason.wrong_audience]"), "wrong_audience"),
    Planted("not-a-choice", SCENARIO, edit(SCENARIO, 'kind = "comments"', 'kind = "comment"'), 'kind = "comment"'),
    # Evidence and references.
    Planted("evidence-too-much", SCENARIO, edit(SCENARIO, "[evidence]\n", '[evidence]\nlong-content = ["p2"]\n'), "long-content = "),
    Planted("missing-evidence", SCENARIO, edit(SCENARIO, '["deleting-comments"]', '["deleting-comments", "long-content"]'), "[evidence]"),
    Planted("missing-clear", SCENARIO, edit(SCENARIO, '["deleting-comments"]', "[]"), "[evidence]", also=("evidence-too-much",)),
    Planted("brace", SCENARIO, edit(SCENARIO, "line {c2}", "line {c2"), "{c2 "),
    Planted(
        "languages-swapped",
        SCENARIO,
        edit(SCENARIO, 'hy = "Տաք հաց"\nen = "Warm bread"', 'hy = "Warm bread"\nen = "Տաք հաց"'),
        "[title]",
    ),
    # Files.
    Planted("empty-file", SCENARIO, write(SCENARIO, "\n"), 1),
    Planted("utf16", SCENARIO, recoded(SCENARIO, "utf-16"), 1),
    Planted("utf16", HY, recoded(HY, "utf-16-be", start=codecs.BOM_UTF16_BE), 1),
    Planted("not-utf8", EN, recoded(EN, "cp1252", "replace", start="’".encode("cp1252")), 1),
    Planted("a-document", "quizzes/pair/x.toml", write("quizzes/pair/x.toml", b"PK\x03\x04" + bytes(range(256))), 1),
    Planted("stray-ending", f"{SCENARIO}.txt", renamed(SCENARIO, f"{SCENARIO}.txt"), 1, also=("no-such-twin",)),
    Planted("stray-ending", f"{HY}.txt", renamed(HY, f"{HY}.txt"), 1, also=("no-file",)),
    Planted("stray-depth", "quizzes/a/b/x.toml", write("quizzes/a/b/x.toml", "format = 1\n"), 1),
    Planted("no-file", HY, remove(HY), 1),
    # Lessons.
    Planted("heading", EN, edit(EN, '## Why {#why claims="1"}', "# Why"), 1),
    Planted("fence-marks", EN, edit(EN, "```check", "’’’check"), "’’’check"),
    Planted("markdown-image", EN, edit(EN, "Criticism is", "![logo](term:reach) Criticism is"), "![logo]"),
    Planted("markdown-html", EN, edit(EN, "Criticism is", "<b>Criticism</b> is"), "<b>"),
    Planted("markdown-table", EN, edit(EN, "\nCriticism is", "\n| a | b |\n|---|---|\n\nCriticism is"), "| a | b |"),
]
"""A slip, and the problem that it has to give: that one and no other but `also`."""
