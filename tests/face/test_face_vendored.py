# SPDX-License-Identifier: EUPL-1.2
"""Every file we did not write is named with its version, licence and fingerprint, and nothing else is there."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PLACES = [ROOT / "src/vijfveld/face/static/face/vendor", ROOT / "tests/vendor/axe"]
OPEN = {"EUPL-1.2", "OFL-1.1", "0BSD", "MPL-2.0"}


def manifest(place: Path) -> dict[str, dict[str, Any]]:
    return dict(json.loads((place / "manifest.json").read_text())["files"])


ENTRIES = [pytest.param(place, name, entry, id=name) for place in PLACES for name, entry in manifest(place).items()]


@pytest.mark.parametrize(("place", "name", "entry"), ENTRIES)
def test_a_vendored_file_is_what_its_manifest_says(place: Path, name: str, entry: dict[str, Any]) -> None:
    assert sha256((place / name).read_bytes()).hexdigest() == entry["sha256"]


@pytest.mark.parametrize(("place", "name", "entry"), ENTRIES)
def test_a_vendored_file_names_its_origin_and_an_open_licence(place: Path, name: str, entry: dict[str, Any]) -> None:
    assert entry["package"]
    assert entry["version"]
    assert entry["source"]
    assert entry["licence"] in OPEN
    assert (place / entry.get("licence_file", name)).is_file()


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_nothing_is_vendored_that_the_manifest_does_not_name(place: Path) -> None:
    there = {str(path.relative_to(place)) for path in place.rglob("*") if path.is_file()}
    assert there == set(manifest(place)) | {"manifest.json"}


def test_the_joined_style_sheet_is_its_parts_in_order() -> None:
    entry, body = manifest(PLACES[0])["utrecht.css"], (PLACES[0] / "utrecht.css").read_bytes()
    for part in entry["parts"]:
        piece, body = body[: part["bytes"]], body[part["bytes"] :]
        assert sha256(piece).hexdigest() == part["sha256"], part["package"]
    assert body == b""
