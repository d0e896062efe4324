# SPDX-License-Identifier: EUPL-1.2
"""The questions of a round as data: written down when the round is prepared, read back the same for ever."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import rfc8785
from django.utils.translation import get_language

from vijfveld.steering.testlibrary import (
    AskedOf,
    Group,
    Item,
    Move,
    Scale,
    Step,
    StepWording,
    SystemTestLibrary,
    Wording,
    load_system_test,
)

FOLDER = Path(__file__).parent / "library"


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, SystemTestLibrary]:
    """The libraries that come with the software, by code@version."""
    found = [load_system_test(path) for path in sorted(FOLDER.glob("systeemtoets-*.yaml"))]
    return MappingProxyType({edition_of(library): library for library in found})


def edition_of(library: SystemTestLibrary) -> str:
    """The name of a library with its version."""
    return f"{library.code}@{library.version}"


@dataclass(frozen=True)
class Written:
    """Questions as bytes, and their SHA-256."""

    sha256: str
    stored: bytes


def write(library: SystemTestLibrary, items: Iterable[Item]) -> Written:
    """Write some items of a library down as canonical JSON, with all that is needed to ask and read them."""
    chosen = list(items)
    data: dict[str, Any] = {
        "code": library.code, "version": library.version, "titles": dict(library.titles), "source": library.source,
        "scales": [_scale(library.scales[code]) for code in sorted({item.scale for item in chosen})],
        "groups": [_group(library.groups[code]) for code in library.groups if code in {i.group for i in chosen}],
        "items": [_item(item) for item in chosen],
        "moves": [move.model_dump(mode="json", by_alias=True) for move in library.moves],
    }  # fmt: skip
    stored = rfc8785.dumps(data)
    return Written(hashlib.sha256(stored).hexdigest(), stored)


def _scale(scale: Scale) -> dict[str, Any]:
    steps = [{"score": s.score, "words": {k: w.model_dump() for k, w in s.words.items()}} for s in scale.steps]
    return {"code": scale.code, "steps": steps}


def _group(group: Group) -> dict[str, Any]:
    return {"code": group.code, "titles": dict(group.titles), "parent": group.parent, "area": group.area}


def _item(item: Item) -> dict[str, Any]:
    return {
        "code": item.code, "label": item.label, "scale": item.scale, "group": item.group, "area": item.area,
        "axis": item.axis, "reaches": list(item.reaches), "kinds": list(item.kinds),
        "asked_of": item.asked_of.model_dump(mode="json"), "section": item.section, "serves": list(item.serves),
        "words": {language: words.model_dump(mode="json") for language, words in item.words.items()},
    }  # fmt: skip


@lru_cache(maxsize=32)
def read(stored: bytes) -> SystemTestLibrary:
    """Read questions back from their bytes; the same bytes are read once."""
    data = json.loads(stored)
    return SystemTestLibrary(
        code=data["code"], version=data["version"], titles=MappingProxyType(data["titles"]), source=data["source"],
        scales=MappingProxyType({row["code"]: _read_scale(row) for row in data["scales"]}),
        groups=MappingProxyType({row["code"]: Group(**row) for row in data["groups"]}),
        items=MappingProxyType({row["code"]: _read_item(row) for row in data["items"]}),
        moves=tuple(Move(**move) for move in data["moves"]),
    )  # fmt: skip


def _read_scale(row: dict[str, Any]) -> Scale:
    steps = (Step(s["score"], {k: StepWording(**w) for k, w in s["words"].items()}) for s in row["steps"])
    return Scale(row["code"], tuple(steps))


def _read_item(row: dict[str, Any]) -> Item:
    lists = {name: tuple(row[name]) for name in ("reaches", "kinds", "serves")}
    asked = AskedOf(**{name: tuple(codes) for name, codes in row["asked_of"].items()})
    words = {language: _wording(told) for language, told in row["words"].items()}
    return Item(**{**row, **lists, "asked_of": asked, "words": words})


def _wording(told: dict[str, Any]) -> Wording:
    return Wording(**{**told, "evidence": tuple(told["evidence"]), "levels": tuple(told["levels"])})


def said(words: Mapping[str, Any]) -> Any:
    """What stands in the language of the reader, else in Dutch, else in whatever language there is."""
    language = get_language() or "nl"
    return words.get(language[:2]) or words.get("nl") or next(iter(words.values()))
