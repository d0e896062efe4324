# SPDX-License-Identifier: EUPL-1.2
"""The PDF of a frozen report: tagged, with the moment of freezing as its only date, so that its bytes repeat."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _
from django.utils.translation import override

from vijfveld.face.dates import exactly
from vijfveld.steering.reading import read_report

TEMPLATE = Path(__file__).parent / "report" / "systeemtoets.typ"


def press(stored: bytes, *, language: str) -> bytes:
    """Press the stored JSON of a report to a PDF in one language."""
    with override(language):
        reading = read_report(json.loads(stored))
        told = {**asdict(reading), "on": exactly(reading.on), "language": language, "says": _says()}
    told["day"] = [reading.on.year, reading.on.month, reading.on.day]
    pressed: Any = typst.compile(
        str(TEMPLATE), root=str(TEMPLATE.parent), ignore_system_fonts=True, font_paths=[], format="pdf",
        sys_inputs={"report": json.dumps(told)}, timestamp=int(reading.on.timestamp()),
    )  # fmt: skip
    return bytes(pressed)


def _says() -> dict[str, str]:
    return {
        "kind": _("Systeemtoets, vastgesteld rapport"), "not_measurable": _("Wat deze toets niet kan meten"),
        "fields": _("Oordeel per veld"), "before": _("Vorige toets"), "dissent": _("Afwijkende mening"),
        "spread": _("Antwoorden per niveau"), "findings": _("Bevindingen"), "proposal": _("Voorgestelde inzet"),
        "voices": _("Wat partners zeggen"), "reservations": _("Voorbehouden"), "items": _("Vragen en antwoorden"),
        "none": _("Geen."), "level": _("Niveau"), "count": _("Aantal"), "page": _("Bladzijde"),
        "not_shown": _("Dit zegt het antwoord niet"), "field": _("Veld"), "axis": _("Kant"), "step": _("Trede"),
        "few": _("te weinig antwoorden om te tonen"),
    }  # fmt: skip
