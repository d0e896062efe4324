# SPDX-License-Identifier: EUPL-1.2
"""The shipped legal bases: nothing claimed that was not seen, and nothing unconfirmed that carries personal data."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.plainwords import lix, sentences
from vijfveld.law.contents import BASES, BasisCatalogue, load_bases
from vijfveld.law.purposes import Purpose
from vijfveld.node.yamlfile import LibraryError


@pytest.fixture(scope="module")
def catalogue() -> BasisCatalogue:
    return load_bases()


def test_the_catalogue_holds_28_bases_11_retention_terms_and_16_clocks(catalogue: BasisCatalogue) -> None:
    assert (len(catalogue.bases), len(catalogue.retentions), len(catalogue.clocks)) == (28, 11, 16)


def test_the_purposes_are_those_of_the_door(catalogue: BasisCatalogue) -> None:
    assert set(catalogue.purposes) == set(Purpose.values)
    assert {code: row.nl for code, row in catalogue.purposes.items()} == {
        purpose.value: str(purpose.label) for purpose in Purpose
    }


def test_every_purpose_but_administration_alone_has_a_basis(catalogue: BasisCatalogue) -> None:
    assert {code for basis in catalogue.bases.values() for code in basis.purposes} == set(catalogue.purposes)


@pytest.mark.parametrize(
    ("code", "on", "expected"),
    [
        ("coordinatie-ct", date(2016, 7, 11), True),
        ("coordinatie-ct", date(2015, 12, 31), False),
        ("convenant-pga-2017", date(2017, 7, 9), False),
        ("convenant-pga-2017", date(2017, 7, 10), True),
        ("wet-pga", date(2018, 1, 1), False),
        ("wet-pga", date(2026, 3, 2), True),
        ("wgs-zvh", date(2025, 2, 28), False),
        ("wgs-zvh", date(2025, 3, 1), True),
        ("pnr-wet", date(2019, 6, 17), False),
        ("pnr-wet", date(2019, 6, 18), True),
        ("eu-2019-1148", date(2021, 1, 31), False),
        ("eu-2019-1148", date(2021, 2, 1), True),
        ("wet-coordinatie-ctnv", date(2025, 5, 27), False),
        ("circulaire-bewaken-beveiligen-2015", date(2016, 6, 1), True),
        ("circulaire-bewaken-beveiligen-2015", date(2026, 1, 1), False),
        ("circulaire-bewaken-beveiligen-2026", date(2026, 2, 24), True),
        ("instellingsbesluit-mccb-2016", date(2023, 1, 1), False),
    ],
)
def test_a_basis_is_in_force_on_the_days_that_were_seen(
    catalogue: BasisCatalogue, code: str, on: date, expected: bool
) -> None:
    assert catalogue.in_force(code, on) is expected


def test_an_unverified_basis_carries_no_personal_data_until_it_is_confirmed(catalogue: BasisCatalogue) -> None:
    for basis in catalogue.bases.values():
        if basis.verified == "unverified" and basis.personal_data != "none":
            assert not basis.usable_for_personal_data(set())
            assert basis.usable_for_personal_data({basis.code})


def test_a_basis_whose_first_day_was_not_seen_carries_no_personal_data_either(catalogue: BasisCatalogue) -> None:
    assert not catalogue.basis("besluit-pga-2025").usable_for_personal_data(set())
    assert catalogue.basis("wgs-zvh").usable_for_personal_data(set())


def test_no_confirmation_lets_a_basis_without_personal_data_carry_them(catalogue: BasisCatalogue) -> None:
    for basis in catalogue.bases.values():
        if basis.personal_data == "none":
            assert not basis.usable_for_personal_data(set(catalogue.bases))


def test_the_coordinator_has_no_basis_for_personal_data(catalogue: BasisCatalogue) -> None:
    for code in ("coordinatie-ct", "wet-coordinatie-ctnv"):
        assert catalogue.basis(code).personal_data == "none"
        assert "case_consultation" not in catalogue.basis(code).purposes


@pytest.mark.parametrize(
    ("code", "term", "verified"),
    [
        ("verwijderingsbevel", "PT1H", "seen"),
        ("bevel-over-de-grens", "PT72H", "seen"),
        ("precursoren-melding", "PT24H", "seen"),
        ("sanctie-melding", "PT0S", "seen"),
        ("verzoek-betrokkene", "P1M", "unverified"),
        ("datalek", "PT72H", "unverified"),
        ("eerste-bevel-aankondigen", "PT12H", "unverified"),
        ("woo-besluit", "P4W", "unverified"),
        ("nooddoorgang-toets", "PT24H", "own"),
    ],
)
def test_a_clock_says_how_long_and_how_sure(catalogue: BasisCatalogue, code: str, term: str, verified: str) -> None:
    clock = catalogue.clock(code)

    assert (clock.term, clock.verified) == (term, verified)


@pytest.mark.parametrize(
    ("code", "term", "verified"),
    [
        ("wpg-8-vrij-gebruik", "P1Y", "seen"),
        ("wpg-8-gericht-zoeken", "P5Y", "seen"),
        ("wpg-8-vernietigen", "P10Y", "seen"),
        ("tco-behouden-inhoud", "P6M", "seen"),
        ("pnr-bewaren", "P3Y", "seen"),
        ("precursoren-transactie", "P18M", "seen"),
        ("wgs-dossier", "P5Y", "unverified"),
        ("pga-dossier", None, "unverified"),
    ],
)
def test_a_retention_term_says_how_long_and_how_sure(
    catalogue: BasisCatalogue, code: str, term: str | None, verified: str
) -> None:
    rule = catalogue.retention(code)

    assert (rule.term, rule.verified) == (term, verified)


def test_a_clock_ends_when_its_term_has_run_and_never_when_there_is_none(catalogue: BasisCatalogue) -> None:
    start = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

    assert catalogue.clock("verwijderingsbevel").ends_at(start) == datetime(2026, 3, 2, 13, 0, tzinfo=UTC)
    assert catalogue.retention("pga-dossier").ends_at(start) is None


def test_an_unknown_code_is_found_nowhere(catalogue: BasisCatalogue) -> None:
    assert catalogue.find("no-such-basis") is None
    with pytest.raises(KeyError):
        catalogue.basis("no-such-basis")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_notes_are_plain(catalogue: BasisCatalogue, language: str) -> None:
    notes = [getattr(basis, language).note for basis in catalogue.bases.values()]
    notes += [getattr(rule, language) for rule in (*catalogue.retentions.values(), *catalogue.clocks.values())]
    lengths = [len(sentence) for note in notes for sentence in sentences(note)]

    assert max(lengths) <= 25
    assert sum(lengths) / len(lengths) <= 15
    assert lix(" ".join(notes)) <= 45


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("purposes: [online_content]", "purposes: [hunting]", "the purpose “hunting” does not exist"),
        ("    verified_by: BWBR0039814\n", "    verified_by: null\n", "must say by whom or what it was verified"),
        (
            '    not_before: "2025-03-24"\n',
            '    not_before: "2025-03-24"\n    not_after: "2024"\n',
            "ends before it begins",
        ),
        ("valid_from: null\n    not_before", 'valid_from: "2025-06"\n    not_before', "a bound for the same end"),
        ("basis: wgs-zvh", "basis: wgs", "the basis “wgs” of “wgs-dossier” does not exist"),
        ("term: PT1H", "term: P1H", "is not a duration"),
        ("term: PT1H", "term: null", "has no term but counts as settled"),
        ("  - code: wpg-art-8\n", "  - code: wgs-zvh\n", "“wgs-zvh” was already used"),
        ("personal_data: criminal", "personal_data: all", "“personal_data”"),
    ],
)
def test_a_catalogue_that_contradicts_itself_is_refused(tmp_path: Path, good: str, bad: str, said: str) -> None:
    text = BASES.read_text(encoding="utf-8")
    assert good in text
    path = tmp_path / "bases.yaml"
    path.write_text(text.replace(good, bad, 1), encoding="utf-8")

    with pytest.raises(LibraryError, match=said):
        load_bases(path)
