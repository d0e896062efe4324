# SPDX-License-Identifier: EUPL-1.2
"""Problem details (RFC 9457): every fault of a request in one answer, each with its place and its sentence."""

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

TITLES = {
    400: gettext_lazy("De vraag klopt niet"),
    401: gettext_lazy("Niet aangemeld"),
    403: gettext_lazy("Dit mag niet"),
    404: gettext_lazy("Niet gevonden"),
    405: gettext_lazy("Deze methode bestaat hier niet"),
    406: gettext_lazy("Deze vorm is er niet"),
    409: gettext_lazy("Dit past niet bij hoe het nu staat"),
    412: gettext_lazy("Intussen gewijzigd"),
    413: gettext_lazy("Te groot"),
    415: gettext_lazy("Deze vorm wordt niet gelezen"),
    429: gettext_lazy("Te veel vragen"),
    500: gettext_lazy("Er ging iets mis"),
    503: gettext_lazy("Nu niet beschikbaar"),
}
DETAILS = {
    400: gettext_lazy("De node kan dit verzoek niet lezen. Er is niets opgeslagen."),
    401: gettext_lazy("Meld u aan, of stuur een sleutel mee die nog geldt."),
    403: gettext_lazy("U mag dit niet."),
    404: gettext_lazy("Dit bestaat niet, of niet voor u."),
    405: gettext_lazy("Kijk in de kop “Allow” welke methoden hier wel bestaan."),
    406: gettext_lazy("De node antwoordt in application/json. Vraag daarom, of laat “Accept” weg."),
    413: gettext_lazy("Het bericht is te groot. Er is niets opgeslagen."),
    415: gettext_lazy("Stuur application/json."),
    429: gettext_lazy("U vraagt meer dan deze node aankan. Wacht even en probeer het dan opnieuw."),
    500: gettext_lazy("De node maakte een fout. Probeer het later opnieuw."),
    503: gettext_lazy("Probeer het later opnieuw."),
}
FAULTS = {
    "missing": gettext_lazy("Dit is verplicht."),
    "extra_forbidden": gettext_lazy("Dit kent de node hier niet."),
    "enum": gettext_lazy("Kies een van: {words}."),
    "string_too_long": gettext_lazy("Houd dit onder de {max_length} tekens."),
    "string_pattern_mismatch": gettext_lazy("Hierin staan tekens die niet kunnen."),
    "string_type": gettext_lazy("Dit is geen tekst."),
    "wrong_type": gettext_lazy("Dit heeft een andere vorm dan gevraagd."),
    "uuid_parsing": gettext_lazy("Dit is geen UUID."),
    "date_from_datetime_parsing": gettext_lazy("Schrijf een dag als 2026-03-31."),
    "date_out_of_reach": gettext_lazy("Kies een moment tussen 1900 en 2200."),
    "timezone_aware": gettext_lazy("Zet de tijdzone erbij, zoals 2026-03-31T12:00:00Z."),
    "less_than_equal": gettext_lazy("Ten hoogste {le}."),
    "greater_than_equal": gettext_lazy("Ten minste {ge}."),
}
"""What to say of a fault, by the code that a program can act on; another fault gets the plain sentence."""


def problem(
    status: int, *, code: str = "", detail: Any = "", errors: Iterable[dict[str, Any]] = (), source: str = ""
) -> HttpResponse:
    """An answer with what is wrong; `code` is for programs, `detail` for people."""
    body: dict[str, Any] = {
        "status": status, "title": str(TITLES.get(status, _("Er ging iets mis"))),
        "detail": str(detail or DETAILS.get(status, "")),
    }  # fmt: skip
    body |= {"code": code} if code else {}
    body |= {"source": source} if source else {}
    body |= {"errors": found} if (found := list(errors)) else {}
    text = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    response = HttpResponse(text, status=status, content_type="application/problem+json")
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def error_of(fault: dict[str, Any]) -> dict[str, Any]:
    """One fault of the input, as the design rules want it told."""
    where, *path = fault["loc"]
    names = [str(step) for step in path]
    return {
        "in": str(where),
        "location": _location(str(where), names),
        "code": fault["type"],
        "detail": sentence_of(fault),
    }


def _location(where: str, names: list[str]) -> dict[str, str]:
    if where == "body":
        return {"pointer": "".join(f"/{_escaped(name)}" for name in names[1:])}
    return {"name": names[-1] if names else ""}


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def sentence_of(fault: dict[str, Any]) -> str:
    """What to say of a fault."""
    words = FAULTS.get(fault["type"])
    return str(words).format(**fault.get("ctx", {})) if words else _("Deze waarde klopt niet.")
