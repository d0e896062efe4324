# SPDX-License-Identifier: EUPL-1.2
"""Whom one can choose for a round: few in one list, many by sort, municipalities by province."""

from uuid import uuid4

import pytest

from vijfveld.node.models import Organisation
from vijfveld.steering.forms.choices import AT_A_GLANCE, partner_choices
from vijfveld.strategy.shelf import provinces


def partners(count: int, **about: str) -> list[Organisation]:
    """Organisations that stand nowhere but here."""
    return [Organisation(pk=uuid4(), name=f"Partner {number}", **about) for number in range(count)]


@pytest.mark.mission("S3")
def test_a_few_partners_stand_in_one_list() -> None:
    few = partners(AT_A_GLANCE, sort="care")
    assert partner_choices(few) == [(str(one.pk), one.name) for one in few]


@pytest.mark.mission("S3")
def test_many_partners_stand_by_sort_and_municipalities_by_province() -> None:
    code, name = next(iter(provinces().items()))
    many = [
        *partners(3, sort="municipality", province=code), *partners(1, sort="municipality", province=""),
        *partners(AT_A_GLANCE, sort="care"), *partners(1, sort="ministry"),
    ]  # fmt: skip
    grouped = partner_choices(many)
    assert [(group, len(inside)) for group, inside in grouped] == [
        ("Ministerie", 1), ("Gemeente", 1), ("Zorg", AT_A_GLANCE), (f"Gemeenten in {name}", 3),
    ]  # fmt: skip
