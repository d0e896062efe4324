# SPDX-License-Identifier: EUPL-1.2
"""The PDF of a frozen account: tagged, with its drawing, and with the moment of freezing as its only date."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _
from django.utils.translation import override

from vijfveld.face.dates import exactly
from vijfveld.face.drawings import course
from vijfveld.steering.account_reading import Account, frozen_on, read_account

TEMPLATE = Path(__file__).parent / "report" / "verantwoording.typ"


def press_account(stored: bytes, *, language: str) -> bytes:
    """Press the stored JSON of an account to a PDF in one language."""
    report = json.loads(stored)
    with override(language):
        reading, on = read_account(report), frozen_on(report)
        told: dict[str, Any] = {
            **{name: value for name, value in asdict(reading).items() if name != "course"}, "language": language,
            "on": exactly(on), "says": _says(), "drawing": _drawn(reading), "about_drawing": _described(reading),
            "sha": report["ledger"]["counted"], "summary": _summary(reading),
        }  # fmt: skip
    told["day"] = [on.year, on.month, on.day]
    pressed: Any = typst.compile(
        str(TEMPLATE), root=str(TEMPLATE.parent), ignore_system_fonts=True, font_paths=[], format="pdf",
        sys_inputs={"report": json.dumps(told)}, timestamp=int(on.timestamp()),
    )  # fmt: skip
    return bytes(pressed)


def _drawn(reading: Account) -> str:
    """The drawing, in the letter of the document."""
    drawn = str(course.course(reading.course, name="account"))
    return drawn.replace("'Source Sans 3', system-ui, sans-serif", "Libertinus Serif").replace(
        "&#x27;Source Sans 3&#x27;, system-ui, sans-serif", "Libertinus Serif"
    )


def _described(reading: Account) -> str:
    rows = course.table(reading.course).rows
    return "; ".join(" ".join(cell.text for cell in row) for row in rows)


def _summary(reading: Account) -> list[list[str]]:
    """Of every field what was asked, answered, begun and ended, on the first page."""
    shown = ("asked", "answered", "started", "ended", "findings")
    rows = [(_("Alle velden"), reading.overall), *((field.area, field.figures) for field in reading.fields)]
    return [
        [name, *(next(one.count for one in figures if one.name.startswith(f"{code}.")) for code in shown)]
        for name, figures in rows
    ]


def _says() -> dict[str, str]:
    return {
        "page": _("Bladzijde"), "introduction": _("Inleiding"),
        "overall": _("Alle velden samen"), "summary": _("In het kort"), "field": _("Veld"),
        "asked": _("Gevraagd"), "answered": _("Beantwoord"), "started": _("Begonnen"), "ended": _("Gestopt"),
        "findings": _("Bevindingen"), "cannot": _("Wat niet te meten is, en waarom"), "figure": _("Cijfer"),
        "count": _("Aantal"), "before": _("Vorige keer"), "limit": _("Wat dit niet laat zien"),
        "figures": _("Cijfers"), "fields": _("Per veld"), "tested": _("Getoetst"), "none": _("Geen."),
        "no_round": _("In deze periode is geen systeemtoets vastgesteld."), "by": _("Getoetst door"),
        "step": _("Trede"), "spread": _("Antwoorden per niveau"), "dissent": _("Afwijkende mening"),
        "reservations": _("Voorbehouden, woordelijk"), "levels": _("Dreigingsniveaus die golden"),
        "no_level": _("Op deze node is in deze periode geen niveau vastgesteld."),
        "apart": _("Weigeringen, noodstappen en wat verder is geteld"), "remarks": _("Opmerkingen van partners"),
        "no_remarks": _("Geen partner maakte een opmerking voor deze uitgave."), "partners": _("Per partner"),
        "partner": _("Partner"), "accepted": _("Ja"), "partly": _("Deels"), "countered": _("Tegenvoorstel"),
        "declined": _("Nee"), "source": _("Waar dit op rust"), "contents": _("Inhoud"),
        "check": _(
            "Elk cijfer is geteld uit het register van handelingen tot en met dit ijkpunt. Wie het register heeft, "
            "telt na en komt op hetzelfde uit. Hoe dat gaat, staat in het bestand voor beoordelaars."
        ),
        "small": _("Aantallen onder de vijf over wat partners antwoordden of over weigeringen zijn hier weggelaten."),
        "no_text": _("Hierover is niets geschreven."),
    }  # fmt: skip
