# SPDX-License-Identifier: EUPL-1.2
"""Names of things: in order of time, repeatable from a seed, and read back as they were written."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vijfveld.node.ids import Randomness, Urn, uuid7

START = datetime(2016, 1, 1, tzinfo=UTC)
CENTURY = 100 * 365 * 24 * 3600 * 1000
MOMENTS = st.integers(min_value=0, max_value=CENTURY).map(lambda passed: START + timedelta(milliseconds=passed))


@given(at=MOMENTS, seed=st.binary(min_size=1, max_size=40))
def test_an_identifier_is_a_uuid_of_version_7_that_tells_its_millisecond(at, seed):
    made = uuid7(at, Randomness(seed))
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == round(at.timestamp() * 1000)


@given(at=MOMENTS, later=st.integers(min_value=1, max_value=10**9))
def test_a_later_identifier_sorts_after_an_earlier_one(at, later):
    assert uuid7(at, Randomness()) < uuid7(at + timedelta(milliseconds=later), Randomness())


def test_the_same_seed_draws_the_same_names_and_another_seed_draws_others():
    at = datetime(2026, 3, 2, tzinfo=UTC)
    one, same, other = (Randomness(seed) for seed in (b"a", b"a", b"b"))
    drawn = [uuid7(at, one) for _ in range(50)]
    assert drawn == [uuid7(at, same) for _ in range(50)]
    assert len({*drawn, *(uuid7(at, other) for _ in range(50))}) == 100


@given(node=st.uuids(), kind=st.from_regex(r"[a-z_]{1,30}", fullmatch=True), id=st.uuids())
def test_a_urn_reads_back_as_it_was_written(node, kind, id):
    assert Urn.parse(str(Urn(node, kind, id))) == Urn(node, kind, id)


NODE = UUID(int=1)


@pytest.mark.parametrize(
    "text",
    ["", "urn:vijfveld", "urn:other:1:2:3", "urn:vijfveld:x:effort:y", f"urn:vijfveld:{NODE}:effort",
     f"urn:vijfveld:{NODE}:a:b:{NODE}"],
)  # fmt: skip
def test_what_is_no_urn_of_ours_is_refused_with_its_text(text):
    with pytest.raises(ValueError, match="not a urn"):
        Urn.parse(text)
