"""Judging the answer to a lesson's check."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from smm_trainer.course.lesson import Check, CheckKind, Option


@dataclass(frozen=True, slots=True)
class Reply:
    """What a check says to an answer."""

    right: bool
    """The whole answer is right."""
    said: tuple[tuple[str, bool, str], ...]
    """For each part of the answer: what was answered, whether it is right, and why."""


def offered(check: Check, seed: str) -> tuple[Option, ...]:
    """The options in the order in which they are shown: as written, but shuffled where the written order is the answer.

    The same ``seed`` shuffles alike in every language; the right order itself is never offered.
    """
    if check.kind is not CheckKind.ORDER:
        return check.options
    rng = random.Random(f"{seed}/{check.id}")
    order = list(range(len(check.options)))
    while order == sorted(order):
        rng.shuffle(order)
    return tuple(check.options[index] for index in order)


def offered_matches(check: Check, seed: str) -> tuple[Option, ...]:
    """The right-hand sides of a match, shuffled alike in every language."""
    order = list(range(len(check.options)))
    random.Random(f"{seed}/{check.id}/match").shuffle(order)
    return tuple(check.options[index] for index in order)


def fold_answer(text: str) -> str:
    """``text`` as typed answers are compared: case, spaces, hyphens and Armenian stress marks do not count; և is եւ."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("եւ", "և")
    return "".join(character for character in text if character.isalnum())


def judge(check: Check, answer: Sequence[str]) -> Reply:
    """The reply to ``answer``.

    Args:
        check: the question.
        answer: option ids: the chosen one (single), all chosen (multiple), all in order (order), for each option in the file's
            order the id of the option whose right-hand side was chosen (match); or the typed words (text).
    """
    if check.kind is CheckKind.TEXT:
        return _judge_text(check, answer[0] if answer else "")
    if check.kind is CheckKind.ORDER:
        right_order = [option.id for option in check.options]
        said = tuple((check.option(id).text, id == at, check.option(id).reply) for id, at in zip(answer, right_order, strict=True))
    elif check.kind is CheckKind.MATCH:
        said = tuple(
            (f"{option.text} – {check.option(id).match}", id == option.id, option.reply)
            for option, id in zip(check.options, answer, strict=True)
        )
    elif check.kind is CheckKind.SINGLE:
        said = tuple((option.text, option.right, option.reply) for option in check.options if option.id in answer)
    else:
        # Of several, each judgement counts: what was left out wrongly is said too.
        said = tuple(
            (option.text, option.right == (option.id in answer), option.reply)
            for option in check.options
            if option.right or option.id in answer
        )
    return Reply(bool(said) and all(right for _, right, _ in said), said)


def _judge_text(check: Check, typed: str) -> Reply:
    for option in check.options:
        if fold_answer(option.text) == fold_answer(typed):
            return Reply(option.right, ((typed, option.right, option.reply),))
    return Reply(False, ((typed, False, check.other),))
