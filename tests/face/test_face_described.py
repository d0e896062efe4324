# SPDX-License-Identifier: EUPL-1.2
"""The page about the face names what is there, and no more."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from vijfveld import face
from vijfveld.face import items, shell
from vijfveld.face.drawings import band, capacity, levels, mixes, pathways, spread, tables, tilemap, timeline, wheel
from vijfveld.face.templatetags.face import register

PAGE = (Path(__file__).parents[2] / "docs/face.md").read_text()
FOLDER = Path(face.__file__ or "").parent
MODULES = (items, shell, tables, wheel, levels, timeline, capacity, tilemap, spread, mixes, pathways, band)
SIGNATURES = [
    pytest.param(name, tuple(fields.split(", ")), id=name)
    for name, fields in re.findall(r"`([A-Z]\w+)\(([a-z_, ]+)\)`", PAGE)
]


def test_every_tag_is_described_and_every_described_tag_exists() -> None:
    described = set(re.findall(r"^\| `\{% (\w+)", PAGE, re.MULTILINE))
    assert described == set(register.tags)


def test_every_filter_is_described() -> None:
    assert all(f"`{name}" in PAGE for name in register.filters)


@pytest.mark.parametrize(("name", "fields"), SIGNATURES)
def test_a_described_signature_is_the_true_one(name: str, fields: tuple[str, ...]) -> None:
    found = next(getattr(module, name) for module in MODULES if hasattr(module, name))
    true = [field.name for field in dataclasses.fields(found)] if dataclasses.is_dataclass(found) else found._fields
    assert tuple(true) == fields


def test_every_block_of_a_page_is_described() -> None:
    blocks = set(re.findall(r"{% block (\w+) %}", (FOLDER / "templates/face/page.html").read_text()))
    assert all(f"`{block}`" in PAGE for block in blocks)


def test_every_page_for_when_it_goes_wrong_exists() -> None:
    named = re.findall(r"`(?:face/)?((?:\d{3}|refused)\.html)`", PAGE)
    assert len(named) == 7
    assert all((FOLDER / "templates/face" / name).is_file() for name in named)
