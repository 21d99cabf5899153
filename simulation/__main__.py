"""Print every figure of the simulation.

python -m simulation [--quick]
"""

from __future__ import annotations

import argparse
import statistics

from simulation.figures import (
    STRATEGIES,
    adaptive_gain,
    alpha,
    chance_to_pass,
    form_means,
    forms_of,
    recovery,
    weak_share,
)
from smm_trainer.course.course import Course, built_in_folder
from smm_trainer.course.mistakes import MISTAKES
from smm_trainer.training.draw import SHARPNESS

SEED = 20261125


def main() -> None:
    """Simulate and print."""
    parser = argparse.ArgumentParser(prog="simulation", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    rounds = 40 if parser.parse_args().quick else 400
    bank = Course(built_in_folder()).scenarios
    print("d′ and criterion shown, beside what was put in")
    for scenarios in (10, 30, 60):
        for d, c in ((0.5, 0.0), (1.5, 0.0), (1.5, -0.5), (1.5, 0.5), (2.5, 0.0)):
            found = recovery(bank, scenarios, d, c, rounds, SEED)
            print(
                f"  {scenarios:>3} scenarios  d′ {d:.1f}: {found.d_bias:+.2f} ± {found.d_spread:.2f}"
                f"   criterion {c:+.1f}: {found.c_bias:+.2f} ± {found.c_spread:.2f}"
            )
    print("chance to pass a form without looking (all forms), and mean score")
    forms = forms_of(bank)
    for name, guess in STRATEGIES.items():
        each = [chance_to_pass(form, guess, 10 * rounds, SEED) for form in forms.values()]
        passed, mean = (statistics.fmean(values) for values in zip(*each, strict=True))
        print(f"  {name:<36} {passed:.5f}   {100 * mean:5.1f}")
    needs, evens = adaptive_gain(bank, max(4, rounds // 10), SEED)
    print(f"campaigns until a weak mistake can be judged: {needs:.1f} drawn by need, {evens:.1f} drawn evenly")
    shares = [statistics.fmean(weak_share(bank, weak, sharpness, 50, SEED) for weak in MISTAKES) for sharpness in (SHARPNESS, 0.0)]
    print(f"share of 50 practised campaigns that commit it: {shares[0]:.0%} by need, {shares[1]:.0%} evenly")
    for d in (1.0, 2.0):
        means = form_means(bank, d, rounds, SEED)
        print(f"mean score of one learner (d′ {d:.0f}) by form: " + "  ".join(f"{name} {100 * mean:.1f}" for name, mean in means.items()))
    alphas = {name: alpha(form, 5 * rounds, SEED) for name, form in forms.items()}
    print("α by form: " + "  ".join(f"{name} {value:.2f}" for name, value in alphas.items()))


if __name__ == "__main__":
    main()
