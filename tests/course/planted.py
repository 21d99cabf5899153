"""One planted fault for every rule of `check`, and where it has to be found."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.course.small import CLAIMS, EN, GLOSSARY, HY, LESSON, SCENARIO, TWIN, put, replace, scenario

Plant = Callable[[Path], None]

LONG_NUMBER = "1" * 5000
LONG_EN = " ".join(["A sentence about bread that nobody has to read."] * 20)
LONG_HY = " ".join(["Նախադասություն հացի մասին, որ ոչ ոք չի կարդա։"] * 20)


@dataclass(frozen=True)
class Planted:
    """A fault, and the problem that it has to give."""

    code: str
    """The rule it breaks."""
    file: str
    """The file that is at fault."""
    plant: Plant
    """Puts the fault into a good small course."""
    at: str | int
    """A piece of the line at fault, or its number."""
    nth: int = 0
    """Which of the lines with that piece, from 0."""
    upto: str = ""
    """A piece of the last line that may be named, where the fault is not one line; from `at` on, the first that has it."""
    also: tuple[str, ...] = ()
    """The rules that break in consequence."""


def edit(file: str, old: str, new: str, nth: int = 0) -> Plant:
    """Change one place in a file."""
    return lambda root: replace(root, file, old, new, nth=nth)


def both(old: str, new: str) -> Plant:
    """Change the same place in the lesson's two languages."""

    def plant(root: Path) -> None:
        replace(root, HY, old, new)
        replace(root, EN, old, new)

    return plant


def together(*plants: Plant) -> Plant:
    """Several changes that make one fault."""

    def plant(root: Path) -> None:
        for one in plants:
            one(root)

    return plant


def write(file: str, text: str | bytes) -> Plant:
    """Write a file anew."""

    def plant(root: Path) -> None:
        put(root, file, text)

    return plant


def remove(file: str) -> Plant:
    """Take a file away."""
    return lambda root: (root / file).unlink()


def move_out(name: str) -> Plant:
    """Move a file or a folder out of the course, and leave a link to it."""

    def plant(root: Path) -> None:
        moved = root.parent / "elsewhere"
        (root / name).rename(moved)
        (root / name).symlink_to(moved)

    return plant


def _into_a_folder(root: Path) -> None:
    (root / GLOSSARY).unlink()
    (root / GLOSSARY).mkdir()


def _pipe(file: str) -> Plant:
    """Put a pipe into whose other end nobody writes in a file's place."""

    def plant(root: Path) -> None:
        (root / file).unlink()
        os.mkfifo(root / file)

    return plant


def _many_questions(root: Path) -> None:
    text = (root / LESSON).read_text(encoding="utf-8")
    put(root, LESSON, text + '[[discussion]]\nhy = "Ո՞վ։"\nen = "Who?"\n' * 1000)


def _link_to_itself(root: Path) -> None:
    (root / GLOSSARY).unlink()
    (root / GLOSSARY).symlink_to(root / GLOSSARY)


def _empty(root: Path) -> None:
    shutil.rmtree(root)
    root.mkdir()


def _same_on_both_sides(root: Path) -> None:
    for file in (HY, EN):
        text = re.sub(r'  \{ role = "reply".*\n', "", (root / file).read_text(encoding="utf-8"))
        put(root, file, text.replace(', removed = "10:20"', ""))


def _two_kinds(root: Path) -> None:
    text = (root / SCENARIO).read_text(encoding="utf-8")
    for kind in ("brief", "calendar", "metrics"):
        text = re.sub(rf'\[\[block\]\]\nkind = "{kind}".*?(?=\n\[\[block\]\]|\n\[evidence\])', "", text, flags=re.DOTALL)
    text = re.sub(r'\[\[block\]\]\nkind = "post".*?(?=\n\[\[block\]\])', "", text, flags=re.DOTALL).replace("{p1}", "{a1}")
    put(root, SCENARIO, text)


def _copy_under_another_name(root: Path) -> None:
    text = (root / SCENARIO).read_text(encoding="utf-8")
    put(root, "quizzes/zz/copy.toml", text.replace('id = "warm-bread"', 'id = "copy"').replace('twin = "bread-kept-warm"\n', ""))


def _cut_last_fence(root: Path) -> None:
    text = (root / EN).read_text(encoding="utf-8")
    put(root, EN, text.rstrip().removesuffix("```"))


def _second_lesson(root: Path) -> None:
    shutil.copytree(root / "lessons/01-first", root / "lessons/02-again")


_THIRD = """
[[claim]]
id = 3
heading = { hy = "Մեկնաբանություններ", en = "Comments" }
hy = "Լռելը նույնպես պատասխան է։"
en = "Silence is an answer too."

[[claim]]
id = 2"""
_MANY_LINES = "".join(f'\n  [[block.line]]\n  id = "x{n}"\n  hy = "հաց"\n  en = "loaf"\n' for n in range(60))

PLANTED = [
    # Files.
    Planted("toml-bare", SCENARIO, edit(SCENARIO, 'difficulty = "easy"', "difficulty = easy"), "difficulty = easy"),
    Planted("toml-open", EN, edit(EN, 'kind = "order"', 'kind = "order'), 'kind = "order'),
    Planted("two-brackets", GLOSSARY, edit(GLOSSARY, '[[term]]\nid = "smm"', '[term]\nid = "smm"'), "[[term]]", upto='id = "reach"'),
    Planted("toml-limits", SCENARIO, edit(SCENARIO, "value = 900", f"value = {LONG_NUMBER}"), 1),
    Planted("toml-limits", CLAIMS, edit(CLAIMS, "format = 1", "format = " + "[" * 100_000), 1),
    Planted("toml-limits", CLAIMS, edit(CLAIMS, "format = 1", "format = " + "{a=" * 30_000), 1),
    Planted("outside", GLOSSARY, move_out(GLOSSARY), 1),
    Planted("outside", LESSON, move_out("lessons/01-first"), 1, also=("outside", "outside")),
    Planted("outside", SCENARIO, move_out("quizzes"), 1, also=("outside",)),
    Planted("no-file", EN, remove(EN), 1),
    Planted("no-file", LESSON, remove(LESSON), 1),
    Planted("not-a-file", GLOSSARY, _into_a_folder, 1, also=("no-file",) * 3),
    Planted("unreadable", GLOSSARY, _link_to_itself, 1),
    Planted("not-a-file", CLAIMS, _pipe(CLAIMS), 1),
    Planted("not-a-file", LESSON, _pipe(LESSON), 1),
    Planted("not-a-file", SCENARIO, _pipe(SCENARIO), 1),
    Planted("too-large", GLOSSARY, edit(GLOSSARY, "format = 1", "format = 1\n#" + "x" * 300_000), 1),
    Planted("not-utf8", CLAIMS, lambda root: write(CLAIMS, (root / CLAIMS).read_bytes() + b"# \xff\n")(root), "# "),
    Planted("forbidden-character", EN, edit(EN, "Criticism is", "Criticism\x1b[2J is"), "\x1b"),
    Planted("forbidden-character", SCENARIO, edit(SCENARIO, "every morning".capitalize(), "\\u202eEvery"), "\\u202e"),
    Planted("forbidden-character", EN, edit(EN, "Criticism is", "Criti\N{SOFT HYPHEN}cism is"), "\N{SOFT HYPHEN}"),
    # Keys and values.
    Planted("missing-choice", SCENARIO, edit(SCENARIO, 'industry = "food"\n', ""), 1),
    Planted("missing-key", LESSON, edit(LESSON, "format = 1\n", ""), 1),
    Planted("missing-key", EN, edit(EN, 'reply = "First."\n', ""), 'id = "steps"', upto='text = "Read"', also=()),
    Planted("wrong-type-number", LESSON, edit(LESSON, "minutes = 5", 'minutes = "5"'), 'minutes = "5"'),
    Planted("wrong-type-number", LESSON, edit(LESSON, "minutes = 5", "minutes = true"), "minutes = true"),
    Planted("wrong-type-text", LESSON, edit(LESSON, 'title = { hy = "Առաջին դաս", en', "title = { hy = 7, en"), "title = { hy = 7"),
    Planted("wrong-type-number", SCENARIO, edit(SCENARIO, "value = 900", "value = nan"), "value = nan"),
    Planted("wrong-type-number", SCENARIO, edit(SCENARIO, "value = 900", "value = 1" + "0" * 400), "value = 1" + "0" * 400),
    Planted("wrong-type-date", SCENARIO, edit(SCENARIO, "date = 2026-06-02", 'date = "today"'), 'date = "today"'),
    Planted("wrong-type-date", SCENARIO, edit(SCENARIO, "date = 2026-06-02", "date = 2026-06-02T01:00:00"), "T01:"),
    Planted("wrong-type-numbers", EN, edit(EN, "claims = [2]", 'claims = ["2"]'), 'claims = ["2"]'),
    Planted("newer-format", GLOSSARY, edit(GLOSSARY, "format = 1", "format = 2"), "format = 2"),
    Planted("newer-format", GLOSSARY, edit(GLOSSARY, "format = 1", "format = 0x" + "f" * 5000), 1),
    Planted("unknown-format", GLOSSARY, edit(GLOSSARY, "format = 1", "format = 0"), "format = 0"),
    Planted("empty", EN, edit(EN, 'text = "Silence"', 'text = " "'), 'text = " "'),
    Planted("empty", LESSON, edit(LESSON, 'en = "Answer."', 'en = ""'), 'en = ""'),
    Planted("not-a-choice", SCENARIO, edit(SCENARIO, 'industry = "food"', 'industry = "mining"'), "mining"),
    Planted("not-a-choice", SCENARIO, edit(SCENARIO, 'mistakes = ["deleting', 'mistakes = ["x", "deleting'), '["x"'),
    Planted("not-a-choice", SCENARIO, edit(SCENARIO, 'unit = "percent"', 'unit = "%"'), 'unit = "%"'),
    Planted("not-an-id", LESSON, edit(LESSON, 'id = "first"', 'id = "First!"'), "First!"),
    Planted("not-an-id", LESSON, edit(LESSON, 'id = "first"', 'id = "' + "a" * 65 + '"'), "aaa"),
    Planted("not-an-id", GLOSSARY, edit(GLOSSARY, 'id = "smm"', 'id = "../smm"'), "../smm"),
    Planted("out-of-range", LESSON, edit(LESSON, "minutes = 5", "minutes = 0"), "minutes = 0"),
    Planted("out-of-range", LESSON, edit(LESSON, "minutes = 5", "minutes = 1000000"), "minutes = 1000000"),
    Planted("repeated", SCENARIO, edit(SCENARIO, '["facebook", "tiktok"]', '["tiktok", "tiktok"]'), "platforms"),
    Planted(
        "repeated",
        SCENARIO,
        edit(SCENARIO, 'id = "c2"', 'id = "p1"'),
        'id = "p1"',
        nth=1,
        also=("no-such-line", "no-such-line", "no-such-line"),
    ),
    Planted("repeated", CLAIMS, edit(CLAIMS, "id = 2", "id = 1"), "id = 1", nth=1, also=("no-such-claim", "no-such-claim")),
    Planted("repeated", GLOSSARY, edit(GLOSSARY, 'id = "smm"', 'id = "reach"'), 'id = "reach"', nth=1),
    Planted("repeated", EN, both("{#how", "{#why"), "{#why", nth=1, also=("repeated",)),
    Planted("repeated", EN, edit(EN, 'id = "b"', 'id = "a"'), 'id = "one"', upto="right = true"),
    Planted("repeated", EN, both('id = "several"', 'id = "one"'), "{#why", upto='kind = "multiple"', also=("repeated",)),
    Planted("too-few", SCENARIO, edit(SCENARIO, 'lines = ["a1"]', "lines = []"), "lines = []"),
    Planted("too-few", SCENARIO, edit(SCENARIO, '["facebook", "tiktok"]', "[]"), "platforms = []"),
    Planted(
        "too-few-tables",
        EN,
        edit(EN, '\n[[option]]\nid = "c"\ntext = "A complaint"\nmatch = "A remedy"\nreply = "Yes."\n', ""),
        'id = "pairs"',
        upto='id = "q"',
    ),
    Planted("too-many", LESSON, _many_questions, 'title = { hy = "Առաջին դաս"', nth=0, upto="[[discussion]]"),
    Planted("missing-language", SCENARIO, edit(SCENARIO, 'hy = "«Ցորեն» փուռ"\n', ""), "[brand]"),
    Planted("missing-language", LESSON, edit(LESSON, ', en = "A first lesson"', ""), "title = "),
    Planted("misspelt-key", SCENARIO, edit(SCENARIO, 'shape = "photo"', 'shapes = "photo"'), "shapes"),
    Planted("unknown-key", SCENARIO, edit(SCENARIO, 'field = "age"', 'field = "age"\n  of = "age"'), 'of = "age"'),
    Planted("unknown-key", LESSON, edit(LESSON, "minutes = 5", "minutes = 5\nminuets = 5"), "minuets"),
    # Scenarios, one by one.
    Planted("own-twin", SCENARIO, edit(SCENARIO, 'twin = "bread-kept-warm"', 'twin = "warm-bread"'), "twin = "),
    Planted("file-name", "quizzes/pair/loaf.toml", write("quizzes/pair/loaf.toml", scenario("warm-loaf")), "id = "),
    Planted("not-a-time", SCENARIO, edit(SCENARIO, 'time = "8:05"', 'time = "24:05"'), "24:05"),
    Planted("not-a-time", SCENARIO, edit(SCENARIO, 'removed = "10:20"', 'removed = "soon"'), "soon"),
    Planted(
        "not-here",
        SCENARIO,
        edit(SCENARIO, 'id = "p1"', 'id = "p1"\n  by = { hy = "Անի", en = "Ani" }'),
        "by = ",
    ),
    Planted(
        "not-here",
        SCENARIO,
        edit(SCENARIO, 'role = "notice"', 'role = "notice"\n  by = { hy = "Անի", en = "Ani" }'),
        "by = ",
        nth=1,
    ),
    Planted("not-here", SCENARIO, edit(SCENARIO, 'id = "p1"', 'id = "p1"\n  removed = "10:20"'), "removed"),
    Planted("no-such-line", SCENARIO, edit(SCENARIO, 'lines = ["a1"]', 'lines = ["a9"]'), '"a9"'),
    Planted("no-such-line", SCENARIO, edit(SCENARIO, '["c1", "c2"]', '["c1", "c9"]'), '"c9"'),
    Planted(
        "no-such-line",
        SCENARIO,
        edit(SCENARIO, "line {c2}", "line {c9}"),
        "[reason.deleting-comments]",
        upto="{c9}",
    ),
    Planted(
        "missing-reason",
        SCENARIO,
        edit(SCENARIO, "[reason.like-harvesting]\n" + scenario("x").split("[reason.like-harvesting]\n")[1].split("\n[reason")[0], ""),
        "[reason.long-content]",
        upto="[mended]",
    ),
    Planted(
        "too-many-lines",
        SCENARIO,
        edit(SCENARIO, '\n[[block]]\nkind = "post"', _MANY_LINES + '\n[[block]]\nkind = "post"'),
        "[[block]]",
        upto='id = "x59"',
    ),
    # Lessons.
    Planted("heading", EN, edit(EN, "\nCriticism", "\n### Why\n\nCriticism"), "### Why"),
    Planted("heading", EN, edit(EN, "{#how ", "{how "), "{how "),
    Planted("before-heading", EN, edit(EN, "## Why", "Welcome.\n\n## Why"), "Welcome."),
    Planted("open-fence", EN, _cut_last_fence, "```check", nth=4),
    Planted("no-sections", EN, write(EN, ""), 1),
    Planted("markdown", EN, edit(EN, "\nCriticism", "\n> A quotation.\n\nCriticism"), "> A quotation."),
    Planted("markdown", EN, edit(EN, "\nCriticism", "\n---\n\nCriticism"), "---"),
    Planted("markdown", EN, edit(EN, "\nCriticism", "\n    code\n\nCriticism"), "    code"),
    Planted("markdown", EN, edit(EN, "- another reason", "- a `reason` more"), "- a `reason`"),
    Planted("markdown", EN, edit(EN, "- another reason", "  - a reason within"), "- a reason within"),
    Planted("markdown", EN, edit(EN, "- another reason", "- another reason\n\n      code in a list"), "code in a list"),
    Planted("markdown", EN, edit(EN, "- another reason", "- another reason\n\n  # heading in a list"), "# heading in"),
    Planted("markdown", EN, edit(EN, "Most complaints", "- Most complaints"), "```beyond", upto="- Most"),
    Planted("link-scheme", EN, edit(EN, "(term:reach)", "(https://example.org)"), "https:"),
    Planted("link-scheme", EN, edit(EN, "(term:reach)", "(reach)"), "(reach)"),
    Planted("fence-kind", EN, edit(EN, "```campaign", "```quiz"), "```quiz"),
    Planted("no-source", EN, edit(EN, "```beyond Einwiller and Steilen, 2015", "```beyond"), "```beyond"),
    Planted(
        "right-options-single",
        EN,
        edit(EN, 'text = "Silence"\n', 'text = "Silence"\nright = true\n'),
        'id = "one"',
        upto='id = "b"',
    ),
    Planted(
        "right-options-multiple",
        EN,
        edit(EN, 'text = "Removing the comment"\n', 'text = "Removing the comment"\nright = true\n'),
        'id = "several"',
        upto='text = "Removing',
    ),
    Planted("right-options-text", EN, edit(EN, 'text = "reach"\nright = true\n', 'text = "reach"\n'), 'id = "term"', upto='text = "reach"'),
    # The two languages of a lesson.
    Planted("parity-sections", EN, edit(EN, "{#how ", "{#hov "), "{#hov "),
    Planted("parity-sections", EN, edit(HY, "{#how ", "{#hov "), "{#how "),
    Planted("parity-claims", EN, edit(EN, 'claims="2"', 'claims="1 2"'), 'claims="1 2"'),
    Planted("parity-options", EN, edit(EN, "claims = [2]", "claims = [1]"), "{#how", upto='id = "steps"'),
    Planted("parity-blocks", EN, edit(EN, ', removed = "10:20"', ""), "{#how", upto="removed"),
    Planted("parity-options", EN, edit(EN, 'id = "think"', 'id = "thought"'), "{#how", upto='id = "thought"'),
    Planted("parity-blocks", EN, edit(EN, "```beyond Einwiller and Steilen, 2015\nMost complaints get no answer.\n```\n", ""), "{#why"),
    # The course as a whole.
    Planted("same-id", "lessons/02-again/lesson.toml", _second_lesson, "id = "),
    Planted(
        "same-id",
        "quizzes/zz/warm-bread.toml",
        write("quizzes/zz/warm-bread.toml", scenario("warm-bread", "deleting-comments", twin="bread-kept-warm")),
        "id = ",
        also=("overlap",),
    ),
    Planted("long-section", EN, edit(EN, "- one reason", "- one reason\n" + "[" * 20_000), "## Why"),
    Planted("long-section", EN, edit(EN, "Criticism is", LONG_EN), "{#why"),
    Planted("long-section", HY, edit(HY, "Քննադատությունն **օգ", LONG_HY + " **օգ"), "{#why"),
    Planted(
        "no-such-claim",
        EN,
        edit(CLAIMS, "id = 2", "id = 3"),
        "{#how",
        upto="claims = [2]",
        also=("no-such-claim", "claim-not-taught", "claim-not-asked"),
    ),
    Planted(
        "no-such-claim",
        EN,
        together(edit(EN, "claims = [1]", "claims = [0x" + "f" * 5000 + "]"), edit(HY, "claims = [1]", "claims = [0x" + "f" * 5000 + "]")),
        "{#why",
        upto="claims = ",
        also=("no-such-claim",),
    ),
    Planted("claim-not-taught", CLAIMS, both('{#why claims="1"}', "{#why}"), "id = 1"),
    Planted("claim-not-asked", CLAIMS, together(edit(CLAIMS, "\n[[claim]]\nid = 2", _THIRD), both('claims="2"', 'claims="2 3"')), "id = 3"),
    Planted("campaign-alike", EN, _same_on_both_sides, "{#how", also=("campaign-alike",)),
    Planted(
        "long-campaign",
        EN,
        both("before = [\n", "before = [\n" + '  { role = "reply", text = "։" },\n' * 8),
        "{#how",
        also=("long-campaign",),
    ),
    Planted("long-campaign-line", EN, edit(EN, "Sorry, Ani:", "Sorry, Ani, " + "so sorry, " * 20), "{#how"),
    Planted("fill-in", EN, edit(EN, "- another reason", "- TODO another reason"), "TODO"),
    Planted("fill-in", SCENARIO, edit(SCENARIO, 'en = "Warm bread"', 'en = "TODO a title"'), "TODO"),
    Planted("no-such-term", EN, edit(EN, "term:reach", "term:riches"), "{#why", upto="term:riches"),
    Planted("no-such-lesson-link", EN, edit(EN, "(lesson:first#how)", "(lesson:first#hov)"), "{#why", upto="lesson:first#hov"),
    Planted("no-such-lesson-link", EN, edit(EN, "(lesson:first)", "(lesson:../first)"), "{#how", upto="lesson:../first"),
    Planted("no-such-twin", SCENARIO, remove(TWIN), "twin = "),
    Planted("one-sided-twin", TWIN, edit(SCENARIO, 'twin = "bread-kept-warm"\n', ""), "twin = "),
    Planted(
        "twins-in-one-form",
        SCENARIO,
        together(edit(SCENARIO, "twin = ", 'form = "a"\ntwin = '), edit(TWIN, "twin = ", 'form = "a"\ntwin = ')),
        "twin = ",
        also=("twins-in-one-form", "form-balance"),
    ),
    Planted(
        "twins-alike",
        SCENARIO,
        write(TWIN, scenario("bread-kept-warm", "deleting-comments", twin="warm-bread")),
        "twin = ",
        also=("twins-alike",),
    ),
    Planted("form-balance", SCENARIO, edit(SCENARIO, "twin = ", 'form = "a"\ntwin = '), "form = "),
    Planted("different-numbers", SCENARIO, edit(SCENARIO, "1,200 loaves", "1,300 loaves"), "  [[block.line]]", nth=2, upto="1,300"),
    Planted("different-numbers", SCENARIO, edit(SCENARIO, 'en = "22–50"', 'en = "22–55"'), "  [[block.line]]", nth=5, upto="22–55"),
    Planted(
        "different-handles", SCENARIO, edit(SCENARIO, "1,200 loaves.", "1,200 loaves @tsoren."), "  [[block.line]]", nth=2, upto="@tsoren"
    ),
    Planted(
        "reason-proportion",
        SCENARIO,
        edit(SCENARIO, "confirms it.", "confirms it, " + "and so does Ani " * 6),
        "[reason.",
        upto="so does Ani",
    ),
    Planted("few-kinds", SCENARIO, _two_kinds, "[[block]]"),
    Planted("overlap", "quizzes/zz/copy.toml", _copy_under_another_name, "id = "),
    Planted("names-the-mistake", SCENARIO, edit(SCENARIO, '"Warm bread"', '"Deleting comments"'), "[title]", upto="Deleting comments"),
    Planted("names-the-mistake", SCENARIO, edit(SCENARIO, "Պատմել թաղամասին", "Սխալ լսարան"), "  [[block.line]]", upto="Սխալ լսարան"),
    Planted("length-ratio", SCENARIO, edit(SCENARIO, "Մեկնաբանությունը մնում է,", LONG_HY * 2), 1),
    Planted(
        "reason-length",
        SCENARIO,
        edit(SCENARIO, "was removed without an answer, and line {c2} confirms it.", "is gone."),
        "is gone.",
        also=("reason-proportion",),
    ),
    Planted(
        "reason-length",
        SCENARIO,
        edit(SCENARIO, "was removed", "was removed" + " at once" * 50),
        "was removed at once",
        also=("reason-proportion",),
    ),
    Planted("reach-over-impressions", SCENARIO, edit(SCENARIO, "value = 900", "value = 1001"), "[[block]]", nth=5, upto="value = 1000"),
    Planted("ctr", SCENARIO, edit(SCENARIO, "value = 2.5", "value = 5.2"), "[[block]]", nth=5, upto="value = 5.2"),
    Planted(
        "platform-limit",
        SCENARIO,
        together(
            edit(SCENARIO, 'platform = "facebook"\nshape', 'platform = "x"\nshape'),
            edit(SCENARIO, "1,200 loaves.", "1,200 loaves." + " So come and eat." * 17),
        ),
        "[[block]]",
        nth=1,
        upto="1,200 loaves",
    ),
    # The Armenian writing rules, in each kind of file.
    Planted("armenian-colon", HY, edit(HY, "*լռությունը*՝ ոչ", "*լռությունը*: ոչ"), "*լռությունը*: ոչ"),
    Planted("armenian-full-stop", SCENARIO, edit(SCENARIO, "հում էր։", "հում էր."), "հում էր."),
    Planted("armenian-question", HY, edit(HY, "Կարդալ", "Կարդալ?"), "Կարդալ?"),
    Planted("armenian-script", SCENARIO, edit(SCENARIO, "Տաք հաց", "Tաք հաց"), "Tաք հաց"),
    Planted("armenian-vowel", LESSON, edit(LESSON, "Ո՞վ է", "Ով՞ է"), "Ով՞ է"),
    Planted("armenian-quotes", SCENARIO, edit(SCENARIO, "«Ցորեն» փուռ", "“Ցորեն” փուռ"), "“Ցորեն”"),
    Planted("armenian-end", HY, edit(HY, "- մի պատճառ", "Ընդամենը երկու պատճառ\n\n- մի պատճառ"), "{#why"),
    Planted("armenian-end", HY, edit(HY, "պատասխանել է։", "պատասխանել է"), "{#how"),
    Planted("armenian-end", HY, edit(HY, "Նայեք բառարանում։", "Նայեք բառարանում"), "{#how"),
    Planted("armenian-end", SCENARIO, edit(SCENARIO, "Ի՞նչ կպատասխանեիք։", "Ի՞նչ կպատասխանեիք"), "[discussion]", upto="en = "),
    Planted("armenian-smm", LESSON, edit(LESSON, "Գտեք մեկ բողոք", "Գտեք SMMի բողոք"), "SMMի", also=("armenian-script",)),
    Planted("armenian-full-stop", CLAIMS, edit(CLAIMS, "օգտակար է։", "օգտակար է."), "օգտակար է."),
    Planted("armenian-full-stop", GLOSSARY, edit(GLOSSARY, "գործիք։", "գործիք."), "գործիք."),
    # No course at all.
    Planted("no-course", "", _empty, 1),
    Planted("no-folder", "", shutil.rmtree, 1),
]
