# SPDX-License-Identifier: EUPL-1.2
"""Stories of the law in the example: what the gate refuses, what it hands to the social side, and broken glass.

A story is a generator: it yields the moment at which it goes on, in days counted from today (so -40 is forty days
ago, and -39.5 the afternoon of that day), and then acts.
"""

from collections.abc import Iterator

from vijfveld.law.acts.oversight import break_glass, confirm_basis, review_glass
from vijfveld.law.acts.tensions import Tension, pass_on_tension, receive_tension
from vijfveld.law.demo import Cast
from vijfveld.law.gate import Answers, pass_gate
from vijfveld.law.refusals import Refused

Story = Iterator[float]
INTAKE = "gate.page"
MARCH = Answers(
    breaks_law_seriously=False, undermines_legal_order=False, area_tension_only=False, names_persons=False,
)  # fmt: skip
NEIGHBOURS = Answers(
    breaks_law_seriously=False, undermines_legal_order=False, area_tension_only=True, names_persons=True,
)  # fmt: skip
WITHOUT_NAMES = Answers(
    breaks_law_seriously=False, undermines_legal_order=False, area_tension_only=True, names_persons=False,
)  # fmt: skip


def stories(cast: Cast) -> list[Story]:
    """Every story of the law."""
    return [_marches(cast), _neighbourhood(cast), _school_gates(cast), _glass_rightly(cast), _glass_wrongly(cast)]


def _refused(cast: Cast, who: str, answers: Answers) -> None:
    try:
        pass_gate(cast.caller(who), answers, intake=INTAKE)
    except Refused:
        return
    raise AssertionError("the gate of the example let this through")


def _marches(cast: Cast) -> Story:
    """Three announced marches are brought to the gate in a year; each is protest within the law."""
    for day, who in ((-236, "analist"), (-97, "politie"), (-41, "analist")):
        yield day
        _refused(cast, who, MARCH)


def _neighbourhood(cast: Cast) -> Story:
    """A town tells of unrest with names in it, is refused, tells it again without, and gets word that it arrived."""
    yield -58
    _refused(cast, "gemeente-molenwaard", NEIGHBOURS)
    yield -58 + 0.1
    pass_gate(cast.caller("gemeente-molenwaard"), WITHOUT_NAMES, intake=INTAKE)
    told = Tension(
        "VR18", "online",
        "In twee wijken gaan berichten rond over de nieuwe opvang. Bewoners blijven weg bij het buurthuis.",
    )  # fmt: skip
    tension = pass_on_tension(
        cast.caller("gemeente-molenwaard"), told, to=cast.id("ess"), without_persons=True
    )  # fmt: skip
    yield -57
    receive_tension(cast.caller("ess"), tension.id)


def _school_gates(cast: Cast) -> Story:
    """The police hand what they see around schools to the town that can do something about it."""
    yield -33
    pass_gate(cast.caller("politie-midden-nederland"), WITHOUT_NAMES, intake=INTAKE)
    told = Tension(
        "GM0344", "quarrel", "Rond twee scholen maken groepen leerlingen ruzie over het nieuws uit het buitenland."
    )
    tension = pass_on_tension(
        cast.caller("politie-midden-nederland"), told, to=cast.id("GM0344"), without_persons=True
    )  # fmt: skip
    yield -32.8
    receive_tension(cast.caller("GM0344"), tension.id)


def _glass_rightly(cast: Cast) -> Story:
    """A life is in danger and a basis is not confirmed yet: the step is opened, judged the same day, and mended."""
    yield -76
    broken = break_glass(
        cast.caller("politie"), "basis.unconfirmed", about="",
        reason="Er is een concrete bedreiging met een wapen voor vanavond. Wachten op de bevestiging kost een leven.",
    )  # fmt: skip
    yield -75.6
    review_glass(cast.caller("fg"), broken.id, judgement="right")
    yield -74
    confirm_basis(
        cast.caller("fg"), "wpg-art-8", source_read="Wet politiegegevens, artikel 8, gelezen op wetten.overheid.nl"
    )


def _glass_wrongly(cast: Cast) -> Story:
    """Someone opens a step because a review is late and time is short; nobody's life was in danger."""
    yield -24
    broken = break_glass(
        cast.caller("coordinator"), "review.overdue", about="",
        reason="De beoordeling van de oefening is te laat en het overleg begint over een uur.",
    )  # fmt: skip
    yield -23.8
    review_glass(cast.caller("fg"), broken.id, judgement="wrong")
