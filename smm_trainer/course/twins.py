"""Twins side by side: which lines differ, and which mistake parts them."""

from __future__ import annotations

from dataclasses import replace

from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.course.scenario import Line, Scenario


def _said(line: Line) -> Line:
    """A line without its id: what a reader can see of it."""
    return replace(line, id="")


def differing_lines(one: Scenario, other: Scenario) -> frozenset[str]:
    """The ids of the lines of ``one`` that ``other`` does not have: said otherwise there, or not at all."""
    there = [_said(line) for line in other.lines]
    return frozenset(line.id for line in one.lines if _said(line) not in there)


def parted_by(one: Scenario, other: Scenario) -> tuple[Mistake, ...]:
    """The mistakes that one of them commits and the other does not."""
    return tuple(mistake for mistake in MISTAKES if mistake in one.mistakes ^ other.mistakes)
