"""The figures that `docs/assessment.md` reports, each from simulated learners over a bank."""

from __future__ import annotations

import itertools
import random
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from simulation.learners import Learner, answered, even
from smm_trainer.course.mistakes import MISTAKES, Mistake
from smm_trainer.course.scenario import Scenario
from smm_trainer.training.assessment import PASS_MARK
from smm_trainer.training.draw import SHARPNESS, draw_practice, practice_pool
from smm_trainer.training.skills import ENOUGH, Answered, skills

Bank = Mapping[str, Scenario]
Form = Sequence[Scenario]


def forms_of(bank: Bank) -> Mapping[str, Form]:
    """Form → its scenarios."""
    names = sorted({scenario.form for scenario in bank.values() if scenario.form})
    return {name: sorted((s for s in bank.values() if s.form == name), key=lambda s: s.id) for name in names}


@dataclass(frozen=True, slots=True)
class Recovery:
    """How well a skill that was put in comes out."""

    scenarios: int
    """How many were answered."""
    d: float
    """The d′ put in."""
    c: float
    """The criterion put in."""
    d_bias: float
    """The mean d′ shown, less the one put in."""
    d_spread: float
    """The standard deviation of the d′ shown."""
    c_bias: float
    """The same for the criterion."""
    c_spread: float
    """The same for the criterion."""


def recovery(bank: Bank, scenarios: int, d: float, c: float, rounds: int, seed: int) -> Recovery:
    """Put a skill in, and read what comes out of so many scenarios, in whole forms."""
    rng = random.Random(seed)
    forms = list(forms_of(bank).values())
    learner = even(d, c)
    ds, cs = [], []
    for _ in range(rounds):
        chosen = [scenario for form in rng.sample(forms, scenarios // 10) for scenario in form]
        for skill in skills(learner.answer(scenario, rng) for scenario in chosen).values():
            ds.append(skill.sensitivity)
            cs.append(skill.criterion)
    return Recovery(scenarios, d, c, statistics.mean(ds) - d, statistics.stdev(ds), statistics.mean(cs) - c, statistics.stdev(cs))


Guess = Callable[[random.Random], frozenset[Mistake]]

STRATEGIES: Mapping[str, Guess] = {
    "always none": lambda _rng: frozenset(),
    "always all five": lambda _rng: frozenset(MISTAKES),
    "one of the five, by chance": lambda rng: frozenset({rng.choice(MISTAKES)}),
    "each of the five by a coin": lambda rng: frozenset(m for m in MISTAKES if rng.random() < 0.5),
    "each of the five one time in four": lambda rng: frozenset(m for m in MISTAKES if rng.random() < 0.25),
}
"""Ways to answer without looking."""


def chance_to_pass(form: Form, guess: Guess, rounds: int, seed: int) -> tuple[float, float]:
    """How often a way of guessing passes a form, and its mean score."""
    rng = random.Random(seed)
    means = [statistics.fmean(answered(scenario, guess(rng)).score for scenario in form) for _ in range(rounds)]
    return sum(mean >= PASS_MARK - 1e-9 for mean in means) / rounds, statistics.fmean(means)


def practising(bank: Bank, weak: Mistake, sharpness: float, seed: int) -> Iterator[Answered]:
    """The answers, one by one, of a learner who is weak in one mistake and practises on and on."""
    rng = random.Random(seed)
    learner = Learner({m: 0.4 if m is weak else 2.6 for m in MISTAKES}, dict.fromkeys(MISTAKES, 0.0))
    answers: list[Answered] = []
    last_seen: dict[str, int] = {}
    while True:
        pool = practice_pool(bank.values(), last_seen)
        for id in draw_practice(pool, answers, last_seen, 10, rng.randrange(2**31), sharpness=sharpness):
            last_seen[id] = len(answers)
            answers.append(learner.answer(bank[id], rng, len(answers)))
            yield answers[-1]


def campaigns_until_known(bank: Bank, weak: Mistake, sharpness: float, seed: int, most: int = 300) -> int:
    """How many campaigns a learner who is weak in one mistake practises on until it was met often enough to be judged."""
    met = 0
    for number, answer in enumerate(itertools.islice(practising(bank, weak, sharpness, seed), most), 1):
        met += weak in answer.truth
        if met >= ENOUGH:
            return number
    return most


def weak_share(bank: Bank, weak: Mistake, sharpness: float, campaigns: int, seed: int) -> float:
    """The share of practised campaigns that commit the weak mistake."""
    answers = itertools.islice(practising(bank, weak, sharpness, seed), campaigns)
    return sum(weak in answer.truth for answer in answers) / campaigns


def adaptive_gain(bank: Bank, rounds: int, seed: int) -> tuple[float, float]:
    """Mean campaigns until the weak mistake can be judged: drawn by need, and drawn evenly."""
    needs = [campaigns_until_known(bank, weak, SHARPNESS, seed + n) for weak in MISTAKES for n in range(rounds)]
    evens = [campaigns_until_known(bank, weak, 0.0, seed + n) for weak in MISTAKES for n in range(rounds)]
    return statistics.fmean(needs), statistics.fmean(evens)


def form_means(bank: Bank, d: float, rounds: int, seed: int) -> Mapping[str, float]:
    """The mean score of the same learner on each form; hard scenarios are harder for them."""
    rng = random.Random(seed)
    learner = even(d, by_difficulty=True)
    return {
        name: statistics.fmean(learner.answer(scenario, rng).score for _ in range(rounds) for scenario in form)
        for name, form in forms_of(bank).items()
    }


def alpha(form: Form, learners: int, seed: int) -> float:
    """Cronbach's α of a form's ten scores (KR-20 for scores that are not only 0 and 1), over learners whose d′ is normal(1.5, 0.8)."""
    rng = random.Random(seed)
    rows = []
    for _ in range(learners):
        learner = even(max(0.0, rng.gauss(1.5, 0.8)), rng.gauss(0.0, 0.3), by_difficulty=True)
        rows.append([learner.answer(scenario, rng).score for scenario in form])
    items = [statistics.pvariance(column) for column in zip(*rows, strict=True)]
    total = statistics.pvariance([sum(row) for row in rows])
    return float(len(items) / (len(items) - 1) * (1 - sum(items) / total))
