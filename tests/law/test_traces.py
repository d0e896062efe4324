# SPDX-License-Identifier: EUPL-1.2
"""Traces of persons in a text: each kind is found and named once; dates, amounts and places pass."""

import pytest

from vijfveld.law.traces import traces_of_persons

FOUND = [
    ("Het nummer 123456782 stond op een briefje.", "burgerservicenummer"),
    ("Zijn BSN is 1234.56.782 volgens hem.", "burgerservicenummer"),
    ("BSN: 123 456 782", "burgerservicenummer"),
    ("Bel 06-12345678 voor meer.", "telefoonnummer"),
    ("Bel 06 12 34 56 78 voor meer.", "telefoonnummer"),
    ("Bel +31 6 1234 5678 of langskomen.", "telefoonnummer"),
    ("Bel +31(0)612345678.", "telefoonnummer"),
    ("Bel 0031612345678.", "telefoonnummer"),
    ("Bel (010) 123 45 67.", "telefoonnummer"),
    ("Bel 0512-345678.", "telefoonnummer"),
    ("Bel +32 470 12 34 56.", "telefoonnummer"),
    ("Mail naar jan@x.nl.", "e-mailadres"),
    ("Mail naar jan.de.vries+werk@voorbeeld.invalid", "e-mailadres"),
    ("Hij betaalt van NL91 ABNA 0417 1643 00 elke maand.", "rekeningnummer"),
    ("Rekening NL91ABNA0417164300", "rekeningnummer"),
    ("Hij woont op 3511 AB 12.", "postcode met huisnummer"),
    ("Hij woont op 3511ab, nr. 12.", "postcode met huisnummer"),
    ("Het is nummer 12a, 3511 AB Utrecht", "postcode met huisnummer"),
    ("Hij woont Kerkstraat 12.", "straat met huisnummer"),
    ("Het gebeurt op kerkstraat 12 hs", "straat met huisnummer"),
    ("In de Burgemeester Reigerstraat, nummer 4b", "straat met huisnummer"),
    ("Bij Stationsplein 7 hangt men rond.", "straat met huisnummer"),
    ("Bij de Laan van Meerdervoort 120 hangt men rond.", "straat met huisnummer"),
    ("Een auto met kenteken AB-12-CD reed rond.", "kenteken"),
    ("Een auto, 12-ABC-3, reed rond.", "kenteken"),
    ("Een auto, G-123-BX, reed rond.", "kenteken"),
]
PASSES = [
    "Op 01-02-2026 10 uur en 2026-02-01 waren er ruzies.",
    "Op 12/03/2026 en 12.03.2026 om 20.30 uur.",
    "Op 5 mei 2026 van 08.00 tot 10.00 uur.",
    "De schade is € 123.456.782 volgens de gemeente.",
    "De schade is 123 456 782 euro, of 1.500 euro per ruit.",
    "Er stonden 14 jongeren op het plein.",
    "In de Kerkstraat 14 jongeren met vuurwerk gezien.",
    "In de Kerkstraat en de Langelaan is het onrustig.",
    "Sinds 2024 is het in de Hoofdstraat 2 keer misgegaan.",
    "Op het Stationsplein 3 avonden achtereen ruzie.",
    "De rellen aan de Hoofdstraat 2024 komen terug.",
    "In de Dorpsstraat 12 mei en daarna.",
    "In de Kerkstraat 20.30 uur begon het.",
    "Van de winkels in de Kerkstraat 50% dicht.",
    "Bij snelweg 12 en de A12 en de N201.",
    "Onderweg 3 groepen gezien die elkaar opzochten.",
    "De wijken Kanaleneiland, Overvecht-Noord en Zuilen.",
    "In Overvecht wonen 34000 mensen; 2026 en 14 zijn getallen.",
    "Bel 112 of 0900-8844 was het advies.",
    "Het dossiernummer 123456789 staat in de krant.",
    "De postcode 3511 AB is een hele buurt.",
    "Tussen 1200 en 14 mensen, om 12-MEI-26 en 1-MEI-26.",
    "COVID-19 en de NS-4 bus; A-12-B is een gebouw.",
    "Op internet schreef men @allemaal boos te zijn.",
    "",
]


@pytest.mark.parametrize(("text", "kind"), FOUND)
def test_a_trace_of_a_person_is_found_and_named_once(text, kind):
    sentences = list(traces_of_persons(text))
    assert len(sentences) == 1
    assert kind in sentences[0]


@pytest.mark.parametrize("text", PASSES)
def test_what_points_to_nobody_passes(text):
    assert list(traces_of_persons(text)) == []


def test_every_kind_is_named_and_what_was_found_is_not_said_again():
    text = "Jan de Vries, Kerkstraat 12, tel 06-12345678, jan@x.nl, BSN 123456782"
    sentences = list(traces_of_persons(text))
    assert len(sentences) == 4
    assert not any(part in " ".join(sentences) for part in ("Kerkstraat", "06-", "jan@", "123456782"))
