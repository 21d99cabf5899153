"""Rules for scenarios: unique ids, twins, forms, parity of the languages, numbers that agree, platform limits."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from smm_trainer.course.armenian import armenian_slips, ends_as_sentence
from smm_trainer.course.check.gather import Located, strings_of
from smm_trainer.course.problems import Problem
from smm_trainer.course.scenario import BlockKind, Platform, Role, Scenario
from smm_trainer.course.source import KeyPath, Source

LENGTH_RATIO = (0.75, 1.4)
"""Armenian ÷ English characters of a whole scenario (scenario guide, check 1)."""

REASON_LENGTH = (60, 320)
"""Characters of a reason. The guide asks for one or two sentences, yes and no alike."""

REASON_PROPORTION = (0.6, 1.6)
"""Mean length of the yes-reasons ÷ that of the no-reasons: a longer reason must not give the key away to who reads on."""

LEAST_KINDS = 3
"""Kinds of block in a campaign, at least, so that the kind of block gives nothing away (scenario guide)."""

FORM_SHAPE: dict[int, int] = {0: 2, 1: 5, 2: 2, 3: 1}
"""Number of mistakes → how many scenarios of a form have it (scenario guide, blueprint)."""

TEXT_LIMITS: dict[Platform, int] = {
    Platform.INSTAGRAM: 2_200,
    Platform.X: 280,
    Platform.LINKEDIN: 3_000,
    Platform.TIKTOK: 2_200,
    Platform.THREADS: 500,
    Platform.PINTEREST: 500,
    Platform.YOUTUBE: 5_000,
    Platform.FACEBOOK: 63_206,
    Platform.TELEGRAM: 4_096,
}
"""Characters of a post's text, at most (source facts, "Text limits")."""

ARMENIAN = re.compile("[\u0531-\u0556\u0561-\u0587]")
LATIN = re.compile("[A-Za-z]")
_NAMES_THE_MISTAKE = re.compile(
    r"like[- ]harvesting|engagement bait|wrong(ly targeted)? audience|same everywhere|long[- ]winded|delet\w+ (negative )?comments"
    r"|սխալ լսարան|լայքերի հավաք|հավանումների հավաք|ծավալուն բովանդակ",
    re.IGNORECASE,
)


_HANDLE = re.compile(r"@[A-Za-z0-9_.]*[A-Za-z0-9_]|[a-z0-9.-]+\.example[/\w-]*")
"""Latin handles, and addresses: the same in every language."""


def scenario_problems(scenarios: Sequence[Located[Scenario]], unread: Collection[str] = ()) -> Iterator[Problem]:
    """What the scenarios break.

    Args:
        scenarios: those that can be used.
        unread: the ids of those that cannot, for a fault that is said already.
    """
    yield from _identity(scenarios)
    yield from _twins(scenarios, unread)
    yield from _forms(scenarios)
    for scenario in scenarios:
        yield from _languages(scenario)
        yield from _keys(scenario)
        yield from _metrics(scenario)
        yield from _limits(scenario)


def _identity(scenarios: Sequence[Located[Scenario]]) -> Iterator[Problem]:
    seen: dict[str, Source] = {}
    for scenario in scenarios:
        if scenario.value.id in seen:
            yield scenario.problem("same-id", ("id",), id=scenario.value.id, other=seen[scenario.value.id].path)
        seen[scenario.value.id] = scenario.source


def _twins(scenarios: Sequence[Located[Scenario]], unread: Collection[str]) -> Iterator[Problem]:
    by_id = {scenario.value.id: scenario.value for scenario in scenarios}
    for scenario in scenarios:
        mine = scenario.value
        if not mine.twin:
            continue
        twin = by_id.get(mine.twin)
        if twin is None:
            if mine.twin not in unread:
                yield scenario.problem("no-such-twin", ("twin",), found=mine.twin)
        elif twin.twin != mine.id:
            yield scenario.problem("one-sided-twin", ("twin",), found=mine.twin, id=mine.id)
        elif mine.form and twin.form == mine.form:
            yield scenario.problem("twins-in-one-form", ("twin",), found=mine.twin, form=mine.form)
        elif twin.mistakes == mine.mistakes:
            yield scenario.problem("twins-alike", ("twin",), found=mine.twin)


def _forms(scenarios: Sequence[Located[Scenario]]) -> Iterator[Problem]:
    forms: dict[str, list[Located[Scenario]]] = defaultdict(list)
    for scenario in scenarios:
        if scenario.value.form:
            forms[scenario.value.form].append(scenario)
    for form, members in sorted(forms.items()):
        shape = Counter(len(member.value.mistakes) for member in members)
        singles = Counter(next(iter(member.value.mistakes)) for member in members if len(member.value.mistakes) == 1)
        if dict(shape) != FORM_SHAPE or set(singles.values()) != {1}:
            found = ", ".join(f"{shape[number]}×{number}" for number in sorted(shape))
            yield members[0].problem("form-balance", ("form",), form=form, found=found)


def _pairs(scenario: Located[Scenario]) -> Iterator[tuple[KeyPath, str, str]]:
    """Every text's place, Armenian and English."""
    pairs: dict[KeyPath, dict[str, str]] = defaultdict(dict)
    for where, text in strings_of(scenario.source):
        if where[-1] in ("hy", "en"):
            pairs[where[:-1]][str(where[-1])] = text
    for where, words in pairs.items():
        if len(words) == 2:
            yield where, words["hy"], words["en"]


def _languages(scenario: Located[Scenario]) -> Iterator[Problem]:
    lengths = [0, 0]
    for where, hy, en in _pairs(scenario):
        if sorted(_HANDLE.findall(hy)) != sorted(_HANDLE.findall(en)):
            yield scenario.problem(
                "different-handles", where, hy=" ".join(_HANDLE.findall(hy)) or "–", en=" ".join(_HANDLE.findall(en)) or "–"
            )
        lengths[0] += len(hy)
        lengths[1] += len(en)
        for code, near in armenian_slips(hy):
            yield scenario.problem(code, (*where, "hy"), near=near)
        if ARMENIAN.search(en) and not ARMENIAN.search(hy) and LATIN.search(hy):
            yield scenario.problem("languages-swapped", where, near=hy[:30])
        if where[0] in ("reason", "mended", "discussion") and not ends_as_sentence(hy):
            yield scenario.problem("armenian-end", (*where, "hy"), near=hy[-30:])
        if where[0] not in ("reason", "mended", "discussion") and numbers_in(hy, "hy") != numbers_in(en, "en"):
            yield scenario.problem("different-numbers", where, hy=_shown(hy, "hy"), en=_shown(en, "en"))
        if where[0] in ("block", "title") and (named := _NAMES_THE_MISTAKE.search(f"{hy}\n{en}")):
            yield scenario.problem("names-the-mistake", where, found=named[0])
    if lengths[1] and not LENGTH_RATIO[0] <= lengths[0] / lengths[1] <= LENGTH_RATIO[1]:
        yield scenario.problem("length-ratio", (), found=f"{lengths[0] / lengths[1]:.2f}", least=LENGTH_RATIO[0], most=LENGTH_RATIO[1])


def numbers_in(text: str, language: str) -> list[str]:
    """The numbers in ``text``, as plain digits with a decimal point, sorted: 45,000 and 45 000 are one number."""
    if language == "hy":
        text = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))", "", text)
        text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    else:
        text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    return sorted(re.findall(r"\d+(?:\.\d+)?", text))


def _shown(text: str, language: str) -> str:
    return " ".join(numbers_in(text, language)) or "–"


def _keys(scenario: Located[Scenario]) -> Iterator[Problem]:
    for mistake, text in scenario.value.reasons.items():
        for language, words in text:
            if not REASON_LENGTH[0] <= len(words) <= REASON_LENGTH[1]:
                place = ("reason", mistake, language)
                yield scenario.problem("reason-length", place, found=len(words), least=REASON_LENGTH[0], most=REASON_LENGTH[1])
    yield from _proportions(scenario)
    if len(kinds := {block.kind for block in scenario.value.blocks}) < LEAST_KINDS:
        yield scenario.problem("few-kinds", ("block",), found=len(kinds), least=LEAST_KINDS)


def _proportions(scenario: Located[Scenario]) -> Iterator[Problem]:
    value = scenario.value
    for language in ("hy", "en"):
        yes = [len(text(language)) for mistake, text in value.reasons.items() if mistake in value.mistakes]
        no = [len(text(language)) for mistake, text in value.reasons.items() if mistake not in value.mistakes]
        if yes and no:
            ratio = (sum(yes) / len(yes)) / (sum(no) / len(no))
            if not REASON_PROPORTION[0] <= ratio <= REASON_PROPORTION[1]:
                least, most = REASON_PROPORTION
                yield scenario.problem("reason-proportion", ("reason",), found=f"{ratio:.2f}", language=language, least=least, most=most)


def _metrics(scenario: Located[Scenario]) -> Iterator[Problem]:
    for index, block in enumerate(scenario.value.blocks):
        groups: dict[str, dict[str, tuple[float, str]]] = defaultdict(dict)
        for line in block.lines:
            if line.measure and line.measure.metric:
                groups[line.measure.of].setdefault(line.measure.metric, (line.measure.value, line.id))
        for group in groups.values():
            yield from _agreement(scenario, ("block", index), {name: value for name, (value, _) in group.items()})


def _agreement(scenario: Located[Scenario], where: KeyPath, group: dict[str, float]) -> Iterator[Problem]:
    reach, impressions, clicks, ctr = (group.get(name) for name in ("reach", "impressions", "clicks", "ctr"))
    if reach is not None and impressions is not None and reach > impressions:
        yield scenario.problem("reach-over-impressions", where, reach=reach, impressions=impressions)
    if impressions and clicks is not None and ctr is not None and abs(100 * clicks / impressions - ctr) > 0.06:
        yield scenario.problem("ctr", where, found=ctr, expected=f"{100 * clicks / impressions:.2f}")


def _limits(scenario: Located[Scenario]) -> Iterator[Problem]:
    for index, block in enumerate(scenario.value.blocks):
        if block.kind is not BlockKind.POST or block.platform is None or block.shape in ("article", "thread", "story"):
            continue
        for language in ("hy", "en"):
            length = sum(len(line.text(language)) + 1 for line in block.lines if line.role is not Role.MEDIA)
            if length > TEXT_LIMITS[block.platform]:
                place = ("block", index)
                limit = TEXT_LIMITS[block.platform]
                yield scenario.problem("platform-limit", place, platform=block.platform, found=length, most=limit)
