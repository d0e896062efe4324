# SPDX-License-Identifier: EUPL-1.2
"""Recomputing what was kept of a calculation from its written assumptions, in fractions and without the solver."""

from fractions import Fraction

from vijfveld.methods.portfolio import broken_limits, exact_tail_loss
from vijfveld.steering.portfolio_posed import Json, Posed
from vijfveld.steering.portfolio_words import CoverStep

CLOSE = 1e-9
"""How far a kept loss may lie from the one that is recomputed in fractions: what a float leaves out."""
PROVEN = 1e-6
"""How far a loss may lie above its bound, relative, and count as proven: the tolerance of the solver."""


def faults_in(given: Json, outcome: Json) -> list[str]:
    """What a kept outcome says wrongly, recomputed from its assumptions in fractions and without the solver.

    What is best for one scenario alone is not found anew: only that no mix leaves less where that was proven.
    """
    posed = Posed(given)
    problem = posed.problem()
    found = []
    for mix in outcome["mixes"]:
        chosen = [posed.efforts.index(effort) for effort in mix["chosen"]]
        found += broken_limits(problem, chosen)
        exact = exact_tail_loss(problem, chosen, outcome["alpha"])
        if not _same(mix["loss"], exact):
            found.append(f"A mix was said to leave {mix['loss']:g} where it leaves {float(exact):g}.")
        if outcome["bound"] > float(exact) + PROVEN * max(float(exact), 1.0):
            bound = f"{outcome['bound']:g}"
            found.append(f"A mix leaves {float(exact):g}, and it was said that none leaves less than {bound}.")
        if posed.asked(chosen) != mix["asked"] or str(posed.cost(chosen)) != mix["cost"]:
            found.append("A mix was said to ask or cost other than it does.")
        found += _wrong_by_scenario(posed, mix, outcome)
    return found


def _wrong_by_scenario(posed: Posed, mix: Json, outcome: Json) -> list[str]:
    """What a kept mix says wrongly of its gaps, losses and regret by scenario, and of their mean."""
    found: list[str] = []
    losses: list[Fraction] = []
    taken = [one for one in posed.given["candidates"] if one["id"] in mix["chosen"]]
    for one in posed.given["scenarios"]:
        id, title, told = one["id"], one.get("title", ""), mix["scenarios"][one["id"]]
        gaps = {area: _gap(need, [each["cover"].get(id, {}).get(area, 0) for each in taken])
                for area, need in one["needs"].items()}  # fmt: skip
        loss, alone = sum(gaps.values(), Fraction()), Fraction(outcome["alone"][id])
        losses.append(loss)
        if set(told["gaps"]) != set(gaps) or not all(_same(told["gaps"][area], gap) for area, gap in gaps.items()):
            found.append(f"A mix was said to leave other gaps in {title} than it does.")
        if not _same(told["loss"], loss):
            found.append(f"A mix was said to leave {told['loss']:g} in {title} where it leaves {float(loss):g}.")
        if not _same(told["regret"], max(loss - alone, Fraction())):
            found.append(f"A mix was said to have other regret in {title} than it has.")
        if outcome.get("alone_proven", {}).get(id) and alone > loss + Fraction(PROVEN) * max(loss, Fraction(1)):
            found.append(f"A mix leaves less in {title} than was said to be the least.")
    if not _same(mix["mean"], sum(losses, Fraction()) / len(losses)):
        found.append("A mix was said to leave another mean than it does.")
    return found


def _gap(need: int, steps: list[int]) -> Fraction:
    """What a need keeps short when efforts cover it by these steps."""
    return max(need - Fraction(sum(steps), CoverStep.WHOLE.value), Fraction())


def _same(told: float, exact: Fraction) -> bool:
    """Whether a kept float is the fraction, but for what a float leaves out."""
    return abs(Fraction(told) - exact) <= Fraction(CLOSE) * max(exact, Fraction(1))
