"""A small course in which everything is right, for tests to plant faults in."""

from __future__ import annotations

import random
from pathlib import Path

from smm_trainer.course.check import check_course
from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.course.problems import Problem

LESSON = "lessons/01-first/lesson.toml"
HY = "lessons/01-first/hy.md"
EN = "lessons/01-first/en.md"
CLAIMS = "lessons/claims.toml"
GLOSSARY = "lessons/glossary.toml"
SCENARIO = "quizzes/pair/warm-bread.toml"
TWIN = "quizzes/pair/bread-kept-warm.toml"

_LESSON = """\
format = 1
id = "first"
order = 1
minutes = 5
group_minutes = 10
mistake = "deleting-comments"
title = { hy = "Առաջին դաս", en = "A first lesson" }
goal = { hy = "Կիմանաք, թե ինչ անել բողոքի հետ։", en = "You will know what to do with a complaint." }
takeaway = { hy = "Պատասխանեք։", en = "Answer." }
exercise = { hy = "Գտեք մեկ բողոք։", en = "Find one complaint." }

[[discussion]]
hy = "Ո՞վ է պատասխանում ձեր էջում։"
en = "Who answers on your page?"
"""

_EN = """\
## Why {#why claims="1"}

Criticism is **useful**, and *silence* is not; see [reach](term:reach).

- one reason
- another reason

```beyond Einwiller and Steilen, 2015
Most complaints get no answer.
```

```check
id = "one"
kind = "single"
claims = [1]
question = "What helps?"

[[option]]
id = "a"
text = "An answer"
right = true
reply = "Yes."

[[option]]
id = "b"
text = "Silence"
reply = "No."

[[option]]
id = "c"
text = "A joke"
reply = "No, not here."
```

```check
id = "several"
kind = "multiple"
claims = [1]
question = "What may one do?"

[[option]]
id = "a"
text = "Removing the comment"
reply = "No."

[[option]]
id = "b"
text = "Answering it"
right = true
reply = "Yes."

[[option]]
id = "c"
text = "Mending the fault"
right = true
reply = "Yes."
```

## How {#how claims="2"}

First read, then answer: see [why](lesson:first#how) and [all of it](lesson:first).

```campaign
id = "bakery"
kind = "comments"
platform = "facebook"
brand = "Tsoren"
before = [
  { by = "Ani", time = "10:02", text = "The bread was raw.", removed = "10:20" },
]
after = [
  { by = "Ani", time = "10:02", text = "The bread was raw." },
  { role = "reply", text = "Sorry, Ani: come for another loaf." },
]
principle = "Nothing was removed, and the second page has answered."
```

```check
id = "steps"
kind = "order"
claims = [2]
question = "In which order?"

[[option]]
id = "read"
text = "Read"
reply = "First."

[[option]]
id = "think"
text = "Think"
reply = "Second."

[[option]]
id = "write"
text = "Write"
reply = "Third."
```

```check
id = "pairs"
kind = "match"
claims = [2]
question = "What belongs together?"

[[option]]
id = "p"
text = "Praise"
match = "Thanks"
reply = "Yes."

[[option]]
id = "q"
text = "A question"
match = "An answer"
reply = "Yes."

[[option]]
id = "c"
text = "A complaint"
match = "A remedy"
reply = "Yes."
```

```check
id = "term"
kind = "text"
claims = [2]
question = "How many different people have seen it: what is this called?"
other = "Look it up."

[[option]]
id = "reach"
text = "reach"
right = true
reply = "Yes."

[[option]]
id = "views"
text = "impressions"
reply = "That counts how often."
```
"""

_WORDS = {
    "## Why": "## Ինչու",
    "Criticism is **useful**, and *silence* is not; see [reach](term:reach).": (
        "Քննադատությունն **օգտակար** է, *լռությունը*՝ ոչ․ տես [հասանելիություն](term:reach)։"
    ),
    "- one reason": "- մի պատճառ",
    "- another reason": "- ևս մի պատճառ",
    "Most complaints get no answer.": "Բողոքների մեծ մասն անպատասխան է։",
    '"What helps?"': '"Ի՞նչն է օգնում։"',
    '"An answer"\nright': '"Պատասխանը"\nright',
    '"Silence"': '"Լռությունը"',
    '"A joke"': '"Կատակը"',
    '"What may one do?"': '"Ի՞նչ կարելի է անել։"',
    '"Removing the comment"': '"Հեռացնել մեկնաբանությունը"',
    '"Answering it"': '"Պատասխանել"',
    '"Mending the fault"': '"Ուղղել սխալը"',
    '"Yes."': '"Այո։"',
    '"No."': '"Ոչ։"',
    '"No, not here."': '"Ոչ, այստեղ չէ։"',
    "## How": "## Ինչպես",
    "First read, then answer: see [why](lesson:first#how) and [all of it](lesson:first).": (
        "Նախ՝ կարդալ, հետո՝ պատասխանել․ տես [ինչու](lesson:first#how) և [ամբողջը](lesson:first)։"
    ),
    '"Tsoren"': '"«Ցորեն»"',
    '"Ani"': '"Անի"',
    '"The bread was raw."': '"Հացը հում էր։"',
    '"Sorry, Ani: come for another loaf."': '"Ներեցեք, Անի՛, եկեք, նոր հաց կտանք։"',
    '"Nothing was removed, and the second page has answered."': '"Ոչինչ չի հեռացվել, և երկրորդ էջը պատասխանել է։"',
    '"In which order?"': '"Ի՞նչ հերթով։"',
    '"Read"': '"Կարդալ"',
    '"Think"': '"Մտածել"',
    '"Write"': '"Գրել"',
    '"First."': '"Առաջինը։"',
    '"Second."': '"Երկրորդը։"',
    '"Third."': '"Երրորդը։"',
    '"What belongs together?"': '"Ի՞նչն է ինչի հետ։"',
    '"Praise"': '"Գովասանք"',
    '"Thanks"': '"Շնորհակալություն"',
    '"A question"': '"Հարց"',
    '"An answer"\nreply': '"Պատասխան"\nreply',
    '"A complaint"': '"Բողոք"',
    '"A remedy"': '"Լուծում"',
    '"How many different people have seen it: what is this called?"': '"Քանի տարբեր մարդ է տեսել․ ինչպե՞ս է դա կոչվում։"',
    '"Look it up."': '"Նայեք բառարանում։"',
    '"That counts how often."': '"Դա ցույց է տալիս, թե քանի անգամ։"',
}

_CLAIMS = """\
format = 1

[[claim]]
id = 1
heading = { hy = "Մեկնաբանություններ", en = "Comments" }
hy = "Քննադատությունն օգտակար է։"
en = "Criticism is useful."

[[claim]]
id = 2
heading = { hy = "Մեկնաբանություններ", en = "Comments" }
hy = "Բողոքին պետք է պատասխանել։"
en = "A complaint is to be answered."
"""

_GLOSSARY = """\
format = 1

[[term]]
id = "smm"
hy = "SMM"
en = "SMM"
also = { hy = ["սոցիալական մեդիա մարքեթինգ"], en = ["social-media marketing"] }
meaning = { hy = "Մարքեթինգի գործիք։", en = "A tool of marketing." }

[[term]]
id = "reach"
hy = "հասանելիություն"
en = "reach"
meaning = { hy = "Քանի տարբեր մարդ է տեսել։", en = "How many different people saw it." }
"""

_SCENARIO = """\
format = 1
id = "@ID@"
difficulty = "easy"
industry = "food"
platforms = ["facebook", "tiktok"]
mistakes = [@MISTAKES@]
@TWIN@
[title]
hy = "Տաք հաց"
en = "Warm bread"

[brand]
hy = "«Ցորեն» փուռ"
en = "Tsoren"

[[block]]
kind = "brief"

  [[block.line]]
  id = "b1"
  hy = "Պատմել թաղամասին, որ հացը տաք է։"
  en = "Tell the quarter that the bread is warm."

[[block]]
kind = "post"
platform = "facebook"
shape = "photo"

  [[block.line]]
  id = "p1"
  hy = "Ամեն առավոտ հացը հանում ենք վառարանից։"
  en = "Every morning we take the bread out of the oven."

  [[block.line]]
  id = "p2"
  hy = "Օրական 1 200 հաց։"
  en = "1,200 loaves."

[[block]]
kind = "calendar"

  [[block.line]]
  id = "k1"
  date = 2026-06-02
  time = "8:05"
  platforms = ["tiktok"]
  hy = "Տեսանյութ վառարանի մոտից․ @OWN_HY@։"
  en = "A video from the oven: @OWN_EN@."

[[block]]
kind = "ads"

  [[block.line]]
  id = "a1"
  field = "location"
  hy = "Գյումրի"
  en = "Gyumri"

  [[block.line]]
  id = "a2"
  field = "age"
  hy = "22–50"
  en = "22–50"

[[block]]
kind = "comments"
platform = "facebook"

  [[block.line]]
  id = "c1"
  by = { hy = "Անի", en = "Ani" }
  time = "10:02"
  removed = "10:20"
  hy = "Հացը հում էր։"
  en = "The bread was raw."

  [[block.line]]
  id = "c2"
  role = "notice"
  hy = "Մեկ մեկնաբանություն այլևս չկա։"
  en = "One comment is not here any more."

[[block]]
kind = "metrics"

  [[block.line]]
  id = "m1"
  metric = "reach"
  value = 900
  hy = "Հասանելիություն"
  en = "Reach"

  [[block.line]]
  id = "m2"
  metric = "clicks"
  value = 25
  hy = "Սեղմումներ"
  en = "Clicks"

  [[block.line]]
  id = "m3"
  metric = "ctr"
  value = 2.5
  unit = "percent"
  hy = "Սեղմումների գործակից"
  en = "Click-through rate"

  [[block.line]]
  id = "m4"
  metric = "impressions"
  value = 1000
  hy = "Ցուցադրություններ"
  en = "Impressions"

[evidence]
@EVIDENCE@

[[lure]]
mistake = "wrong-audience"
lines = ["a1"]
@REASONS@
[mended]
hy = "@LONG_HY@"
en = "@LONG_EN@"

[discussion]
hy = "Ի՞նչ կպատասխանեիք։"
en = "What would you answer?"
"""

_YES = """
[reason.deleting-comments]
hy = "Այո․ {c1} տողի բողոքն առանց պատասխանի հեռացվել է, և {c2} տողը դա հաստատում է։"
en = "Yes: the complaint in line {c1} was removed without an answer, and line {c2} confirms it."
"""

_NO = """
[reason.@MISTAKE@]
hy = "Ոչ․ {p1} տողը սովորական է, իսկ {a1} տողում ոչինչ չկա, որ այդպիսի բան ասի։"
en = "No: line {p1} is an ordinary one, and nothing in line {a1} says anything of the kind."
"""


_OWN_HY = ["հաց", "ալյուր", "աղ", "ջուր", "փուռ", "խմոր", "կրակ", "տաք", "թարմ", "ցորեն", "կեղև", "կտոր", "դանակ", "սեղան"]
_OWN_EN = ["loaf", "flour", "salt", "water", "oven", "dough", "fire", "warm", "fresh", "wheat", "crust", "slice", "knife", "table"]


def scenario(id: str, *mistakes: str, twin: str = "", form: str = "") -> str:
    """A scenario's file that commits ``mistakes``; what proves them are the two comments."""
    lines = '["c1", "c2"]'
    reasons = "".join(_YES if mistake == "deleting-comments" else _NO.replace("@MISTAKE@", mistake) for mistake in MISTAKES)
    links = "".join(f'{key} = "{value}"\n' for key, value in (("form", form), ("twin", twin)) if value)
    filled = {
        "@ID@": id,
        "@MISTAKES@": ", ".join(f'"{mistake}"' for mistake in mistakes),
        "@TWIN@\n": links + "\n",
        "@EVIDENCE@": "\n".join(f"{mistake} = {lines}" for mistake in mistakes) or f"clear = {lines}",
        "@REASONS@": reasons,
        # Long, so that a fault of some hundred characters does not put the two languages' lengths out of proportion.
        "@LONG_HY@": " ".join(["Մեկնաբանությունը մնում է, և փուռը պատասխանում է Անիին։"] * 20),
        "@LONG_EN@": " ".join(["The comment stays, and the bakery answers Ani under it."] * 20),
    }
    own = random.Random(id)
    filled["@OWN_HY@"] = " ".join(own.choices(_OWN_HY, k=120))
    filled["@OWN_EN@"] = " ".join(own.choices(_OWN_EN, k=120))
    text = _SCENARIO
    for mark, value in filled.items():
        text = text.replace(mark, value)
    return text


def _armenian_lesson() -> str:
    text = _EN
    for english, armenian in _WORDS.items():
        text = text.replace(english, armenian)
    return text


def write_course(root: Path) -> Path:
    """Write the small course into a new folder; returns it."""
    put(root, LESSON, _LESSON)
    put(root, EN, _EN)
    put(root, HY, _armenian_lesson())
    put(root, CLAIMS, _CLAIMS)
    put(root, GLOSSARY, _GLOSSARY)
    put(root, SCENARIO, scenario("warm-bread", "deleting-comments", twin="bread-kept-warm"))
    put(root, TWIN, scenario("bread-kept-warm", twin="warm-bread"))
    return root


def write_form(root: Path) -> None:
    """Add a form in balance: one scenario per mistake, two of two, one of three, two clean."""
    keys = [*((mistake,) for mistake in MISTAKES), MISTAKES[:2], MISTAKES[2:4], MISTAKES[:3], (), ()]
    for number, key in enumerate(keys):
        put(root, f"quizzes/form-z/number-{number}.toml", scenario(f"number-{number}", *key, form="z"))


def put(root: Path, file: str, text: str | bytes) -> None:
    """Write a file of the course."""
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def replace(root: Path, file: str, old: str, new: str, *, nth: int = 0) -> None:
    """Change the ``nth`` place, from 0, where ``old`` stands in a file; it has to stand there."""
    text = (root / file).read_text(encoding="utf-8")
    at = -1
    for _ in range(nth + 1):
        at = text.index(old, at + 1)
    put(root, file, text[:at] + new + text[at + len(old) :])


def line_of(root: Path, file: str, piece: str, *, nth: int = 0, after: int = 1) -> int:
    """The number, from 1, of the ``nth`` line with ``piece`` in it, the lines before ``after`` passed over."""
    text = (root / file).read_bytes().decode("utf-8", "replace").split("\n")
    return [number for number, line in enumerate(text, 1) if piece in line and number >= after][nth]


def problems_of(root: Path) -> tuple[Problem, ...]:
    """What `check` finds."""
    from smm_trainer.course.course import Course
    from smm_trainer.course.problems import CourseError

    try:
        return check_course(Course(root).root).problems
    except CourseError as error:
        return error.problems
