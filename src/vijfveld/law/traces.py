# SPDX-License-Identifier: EUPL-1.2
"""Traces of persons in a text: numbers and addresses that point to one person, found by their form.

Names are not among them: a name cannot be told from another word for sure. What a trace says is never given back,
only of which kinds there are.
"""

import re
from collections.abc import Callable, Iterator

from django.utils.translation import gettext_lazy as _

MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    "jan|feb|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec"
)
COUNTED = (
    "jongeren|jongens|meisjes|mensen|personen|mannen|vrouwen|kinderen|scholieren|leerlingen|bewoners|inwoners|"
    "bezoekers|deelnemers|demonstranten|betogers|ondernemers|ouders|agenten|gezinnen|winkels|ruiten|ramen|auto's|"
    "fietsen|scooters|woningen|huizen|panden|meldingen|incidenten|keer|maal|dagen|weken|maanden|jaar|jaren|uur|uren|"
    "minuten|avonden|nachten|meter|kilometer|km|m|euro|procent|x"
)
DATE = re.compile(r"(?<!\d)\d{1,2}([-/.])\d{1,2}\1(?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)")
MONEY = re.compile(r"€\s?\d[\d., ]*\d|(?<!\d)\d[\d. ]*\d(?:,\d\d)?(?=\s?(?:euro|EUR)\b)")

NUMBER = rf"(?!(?:19|20)\d\d\b)\d{{1,4}}(?![\d%]|[.:,]\d|\s?%|\s+(?:{MONTHS}|{COUNTED})\b)"
LIVES_IN = r"(?:,?\s+(?:nr\.?|nummer|huisnummer)\s*|,?\s+)"
ANY_CASE = r"\w[\w'-]*(?:straat|laan|gracht|steeg|plantsoen|singel|boulevard)"
AS_A_NAME = r"[A-Z][\w'-]*(?:weg|plein|kade|dijk|hof|dreef|pad|baan|wal|allee)"
NO_STREET = r"(?:snel|auto|rijks|onder|half|door|uit)(?:weg|straat|laan)|\w*(?:spoor|snel|renn?)baan|voetpad|fietspad"

TELEPHONE = re.compile(
    r"(?<![\w+])(?:(?:\+|00)31[\s-]*(?:\(0\)[\s-]*)?[1-9](?:[\s-]?\d){8}|\(?0[1-9](?:[\s-]*[()]?[\s-]*\d){8})(?!\d)"
    r"|(?<![\w+])(?:\+|00)(?!31)[1-9](?:[\s-]?\d){8,12}(?!\d)"
)
MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
IBAN = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}", re.IGNORECASE)
BSN = re.compile(r"(?<![\d.,+-])\d(?:[ .]?\d){8}(?![.,-]?\d)")
POSTCODE = re.compile(
    rf"(?<!\d)[1-9]\d{{3}}(?:\s?[A-Z]{{2}}|[a-z]{{2}})\b{LIVES_IN}{NUMBER}"
    rf"|(?<![\d.,:])\d{{1,4}}\s?[a-zA-Z]?,?\s+[1-9]\d{{3}}\s?[A-Z]{{2}}\b"
)
STREET = re.compile(
    rf"\b(?!(?i:{NO_STREET})\b)(?:(?i:{ANY_CASE})|{AS_A_NAME}|Laan van(?: \w+){{1,3}}?|Plein 19\d\d){LIVES_IN}{NUMBER}"
)
PLATE = re.compile(
    r"(?<![\w-])(?=(?:[A-Z0-9]-?){6}(?![\w-]))(?:[A-Z]{1,3}|\d{1,3})(?:-(?:[A-Z]{1,3}|\d{1,3})){2}(?![\w-])"
)
NO_PLATE = {"JAN", "FEB", "MRT", "APR", "MEI", "JUN", "JUL", "AUG", "SEP", "OKT", "NOV", "DEC"}


def is_bsn(digits: str) -> bool:
    """Whether nine digits pass the test of eleven of a citizen service number."""
    weighed = sum(weight * int(digit) for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True))
    return weighed % 11 == 0 and digits.strip("0") != ""


def _is_iban(written: str) -> bool:
    """Whether the beginning of what was found is an account number by its check digits."""
    plain = written.replace(" ", "").upper()
    return any(_checks(plain[:length]) for length in range(15, len(plain) + 1))


def _checks(iban: str) -> bool:
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 == 1


def _is_plate(written: str) -> bool:
    parts = written.split("-")
    letters = [part for part in parts if part.isalpha()]
    return 0 < len(letters) < len(parts) and not NO_PLATE & set(letters)


def _surely(_written: str) -> bool:
    return True


KINDS: tuple[tuple[re.Pattern[str], Callable[[str], bool], object], ...] = (
    (IBAN, _is_iban, _("Er staat een rekeningnummer in. Haal het weg.")),
    (BSN, lambda found: is_bsn(re.sub(r"\D", "", found)), _("Er staat een burgerservicenummer in. Haal het weg.")),
    (TELEPHONE, _surely, _("Er staat een telefoonnummer in. Haal het weg.")),
    (MAIL, _surely, _("Er staat een e-mailadres in. Haal het weg.")),
    (POSTCODE, _surely, _("Er staat een postcode met huisnummer in. Noem alleen de buurt.")),
    (STREET, _surely, _("Er staat een straat met huisnummer in. Noem alleen de straat of de buurt.")),
    (PLATE, _is_plate, _("Er staat een kenteken in. Haal het weg.")),
)
"""In this order: what was found as one kind is not looked at as the next."""


def traces_of_persons(text: str) -> Iterator[str]:
    """One sentence for each kind of trace in a text; none when there are none."""
    plain = MONEY.sub("§", DATE.sub("§", text))
    for form, holds, sentence in KINDS:
        found = [one.group() for one in form.finditer(plain) if holds(one.group())]
        for one in found:
            plain = plain.replace(one, "§")
        if found:
            yield str(sentence)
