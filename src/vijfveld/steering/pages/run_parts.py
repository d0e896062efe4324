# SPDX-License-Identifier: EUPL-1.2
"""The parts of the page of a run: its drawing, its tables, and two runs side by side in words."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from vijfveld.face import palette
from vijfveld.face.drawings.mixes import Held, Member, Mixes, Outcome
from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.steering.pages.portfolio_parts import money
from vijfveld.steering.portfolio_reading import Change, Compared, Finished
from vijfveld.steering.portfolio_words import CoverStep, Need, Tail
from vijfveld.strategy.sayings import fte, named
from vijfveld.strategy.words import Area

Json = dict[str, Any]


def figure(amount: float | None) -> str:
    """An amount of whole efforts, with at most two decimals."""
    return "–" if amount is None else str(number_format(f"{round(amount, 2) + 0.0:g}", use_l10n=True))


def name_of(partner: Json) -> str:
    """The name of a partner as it was, in the reader's language."""
    return named(partner["name"], partner["name_en"])


def drawing(finished: Finished) -> Mixes:
    """The mixes side by side."""
    members = tuple(
        Member(one["title"], palette.Area(one["area"]), tuple(finished.inside(one["id"])), bool(one["bar"]),
               reverse("efforts:detail", args=[one["id"]]))
        for one in finished.given["candidates"]
    )  # fmt: skip
    return Mixes(finished.letters, members, tuple(_outcomes(finished)))


def _outcomes(finished: Finished) -> Iterable[Outcome]:
    for scenario in finished.given["scenarios"]:
        held = tuple(
            tuple(
                Held(palette.Area(area), float(need), need - mix["scenarios"][scenario["id"]]["gaps"][area])
                for area, need in scenario["needs"].items()
            )
            for mix in finished.mixes
        )
        yield Outcome(scenario["title"], held)


def shortages(finished: Finished) -> Table:
    """What each mix leaves short in each scenario, what could be had at best, and the regret."""
    rows = [
        (
            Cell(scenario["title"]), Cell(_alone(finished, scenario["id"])),
            *(Cell(_("%(short)s (spijt %(regret)s)") % {
                "short": figure(mix["scenarios"][scenario["id"]]["loss"]),
                "regret": figure(mix["scenarios"][scenario["id"]]["regret"])}) for mix in finished.mixes),
        )
        for scenario in finished.given["scenarios"]
    ]  # fmt: skip
    told = {Tail.MEAN: _("Gemiddeld over alle"), Tail.HALF: _("Gemiddeld over de slechtste helft"),
            Tail.WORST: _("In het slechtste")}[Tail(finished.given["tail"])]  # fmt: skip
    if finished.given["tail"] != Tail.MEAN:
        rows.append((Cell(told), Cell("–"), *(Cell(figure(mix["loss"])) for mix in finished.mixes)))
    rows.append((Cell(_("Gemiddeld over alle")), Cell("–"), *(Cell(figure(mix["mean"])) for mix in finished.mixes)))
    headers = (_("Scenario"), _("Op zijn best mogelijk"), *_letters(finished))
    return Table(_("Tekort per scenario, in hele inzetten"), headers, tuple(rows))


def _alone(finished: Finished, scenario: str) -> str:
    """The least that was found for one scenario, and whether it was proven that nothing leaves less."""
    found = figure(finished.run.outcome["alone"][scenario])
    return found if finished.proven(scenario) else _("%(found)s (niet bewezen)") % {"found": found}


def _letters(finished: Finished) -> list[str]:
    return [_("Mix %(letter)s") % {"letter": one} for one in finished.letters]


def asked(finished: Finished) -> Table:
    """What each mix would ask of each partner, by name: no order of merit; and what it costs."""
    rows = [
        (
            Cell(name_of(one)), Cell(_("%(fte)s fte") % {"fte": fte(Decimal(one["room"]))} if one["room"] else "–"),
            *(Cell(_("%(fte)s fte") % {"fte": fte(amount)}) for amount in finished.asked(id)),
        )
        for id, one in finished.partners.items() if any(finished.asked(id))
    ]  # fmt: skip
    most = finished.given["budget"]
    rows.append(
        (Cell(_("Geld per jaar")), Cell(money(Decimal(most)) if most else "–"),
         *(Cell(money(Decimal(mix["cost"]))) for mix in finished.mixes))
    )  # fmt: skip
    return Table(
        _("Wat elke partner gevraagd zou worden"), (_("Partner"), _("Grens"), *_letters(finished)), tuple(rows)
    )


def swaps(finished: Finished) -> list[tuple[str, str, bool, bool]]:
    """Where a milder effort went before a deeper one: the two titles, whether both are in, whether people named it."""
    titles = {id: one["title"] for id, one in finished.candidates.items()}
    return [(titles[one["milder"]], titles[one["deeper"]], one["both"], one["named"])
            for one in finished.run.outcome["swaps"]]  # fmt: skip


def moved(compared: Compared) -> Table:
    """What each partner of whom the first mix asks something else is asked more or less."""
    rows = tuple(
        (
            Cell(name_of(one)), Cell(_("%(fte)s fte") % {"fte": fte(before)}),
            Cell(_("%(fte)s fte") % {"fte": fte(after)}), Cell(_difference(after - before)),
        )
        for one, before, after in compared.asked() if before != after
    )  # fmt: skip
    headers = (_("Partner"), *_sides(compared), _("Verschil"))
    return Table(_("Wat elke partner meer of minder gevraagd zou worden"), headers, rows)


def shorter(compared: Compared) -> Table:
    """What the first mix leaves short in each scenario, before and after."""
    rows = tuple((Cell(title), Cell(figure(before)), Cell(figure(after))) for title, before, after in compared.short())
    return Table(_("Tekort per scenario, in hele inzetten"), (_("Scenario"), *_sides(compared)), rows)


def _sides(compared: Compared) -> tuple[str, str]:
    word = _("Berekening %(number)s")
    return (word % {"number": compared.before.run.number}, word % {"number": compared.after.run.number})


def _difference(amount: Decimal) -> str:
    told = {"fte": fte(abs(amount))}
    return _("%(fte)s fte meer") % told if amount > 0 else _("%(fte)s fte minder") % told


def change_words(one: Change) -> str:
    """One changed assumption in a sentence."""
    told = {"about": one.about, "before": one.before, "after": one.after}
    if one.sort == "floor":
        told["about"] = Area(one.about).label
    if one.sort in ("budget", "floor", "room"):
        told |= {side: fte(Decimal(told[side])) if told[side] is not None else _("geen grens")
                 for side in ("before", "after")}  # fmt: skip
    if one.sort == "tail":
        told |= {side: Tail(told[side]).label for side in ("before", "after")}
    if one.sort in ("need", "cover"):
        told |= {"within": one.within, "areas": _steps(one, Need if one.sort == "need" else CoverStep)}
    return str(_sentences()[one.sort]) % told


def _steps(one: Change, words: type[Need | CoverStep]) -> str:
    """The fields of which the step differs, with the step before and after."""
    areas = [area for area in one.after if one.before.get(area) != one.after[area]]
    return "; ".join(
        f"{Area(area).label}: {_short(words(one.before.get(area, 0)))} → {_short(words(one.after[area]))}"
        for area in areas
    )


def _short(step: Need | CoverStep) -> str:
    return str(step.label).partition(":")[0]


def _sentences() -> dict[str, str]:
    return {
        "tail": _("Wat het zwaarst telt: %(before)s → %(after)s."),
        "budget": _("Geld, × € 1.000: %(before)s → %(after)s."),
        "floor": _("Ten minste naar %(about)s, × € 1.000: %(before)s → %(after)s."),
        "room": _("Ten hoogste van %(about)s, in fte: %(before)s → %(after)s."),
        "need": _("Wat «%(about)s» vraagt: %(areas)s."),
        "came": _("«%(about)s» doet nu mee."),
        "went": _("«%(about)s» doet niet meer mee."),
        "bar": _("Of het recht «%(about)s» uitsluit, is anders beoordeeld."),
        "cost": _("Wat «%(about)s» kost, × € 1.000: %(before)s → %(after)s."),
        "intrusive": _("Hoe diep «%(about)s» ingrijpt, is anders beoordeeld."),
        "asked": _("Wat «%(about)s» van partners vraagt, is anders."),
        "cover": _("Wat «%(about)s» dekt in «%(within)s»: %(areas)s."),
        "needs_first": _("Wat voor «%(about)s» eerst nodig is, is anders."),
        "milder": _("Wat minder ingrijpend is dan «%(about)s», is anders beoordeeld."),
    }
