# SPDX-License-Identifier: EUPL-1.2
"""Checking an account from its file for outside evaluators, with Python and nothing else.

    python -m vijfveld.steering.recounting [FOLDER]

in the unzipped folder. It checks the hashes of the files, works out the root of the ledger from its entries (RFC 9162)
and compares it with the checkpoint, counts every figure anew, and holds the public edition against the full one. The
signature under the checkpoint is for `vijfveld ledger verify`.
"""

import hashlib
import json
import sys
from base64 import b64decode
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from vijfveld.steering import accounting

LEDGER, FULL, PUBLIC, SUMS = (
    "register.jsonl",
    "verantwoording-volledig.json",
    "verantwoording-openbaar.json",
    "SHA256SUMS",
)
LEAF, NODE = b"\x00", b"\x01"


class Unreadable(Exception):
    """What cannot be checked, because a file is missing, cut off or other than we write it; said in a sentence."""


def check(folder: Path) -> list[str]:
    """Everything that is not as it should be, as sentences; nothing when all is well."""
    faults = _sums(folder)
    told = {}
    for name in (FULL, PUBLIC):
        try:
            told[name] = _told(folder / name)
        except Unreadable as fault:
            faults.append(str(fault))
    if FULL in told:
        faults += _tried(lambda: _ledger(folder / LEDGER, told[FULL]), f"{FULL} is not written as an account is.")
    elif not (folder / LEDGER).is_file():
        faults.append(f"{LEDGER} is missing.")
    if len(told) == 2:
        faults += _tried(lambda: _public(told[PUBLIC], told[FULL]), f"{PUBLIC} is not written as an account is.")
    return list(dict.fromkeys(faults))


def _tried(look: Callable[[], list[str]], otherwise: str) -> list[str]:
    """The faults that a look finds, or that it could not be done."""
    try:
        return look()
    except Unreadable as fault:
        return [str(fault)]
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return [otherwise]


def _told(file: Path) -> Any:
    try:
        return json.loads(file.read_bytes())
    except FileNotFoundError:
        raise Unreadable(f"{file.name} is missing.") from None
    except (OSError, ValueError):
        raise Unreadable(f"{file.name} cannot be read: it was cut off or changed.") from None


def _ledger(ledger: Path, full: Any) -> list[str]:
    """What the ledger says otherwise than the full edition."""
    faults, size = [], full["ledger"]["size"]
    roots = root_at(entries(ledger), size)
    if roots != full["ledger"]["root"]:
        faults.append(f"The first {size} entries of the ledger do not give the root on which the account rests.")
    first, last = (date.fromisoformat(full["account"][name]) for name in ("first_on", "last_on"))
    below = ((position, body) for position, body in entries(ledger) if position < size)
    try:
        counted = accounting.count(below, first, last, mode=full["mode"], schema=full["schema"])
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as fault:
        return [*faults, f"The figures cannot be counted from the ledger ({type(fault).__name__}: {fault})."]
    for name in ("figures", "over_time", "levels", "partners"):
        faults += _differences(name, counted[name], full[name])
    return faults


def entries(ledger: Path) -> Iterator[tuple[int, bytes]]:
    """The position and the body of every entry of an export. Raises Unreadable."""
    number = 0
    try:
        with ledger.open("rb") as lines:
            for line in lines:
                number += 1
                row = json.loads(line)
                if "position" in row:
                    yield int(row["position"]), b64decode(row["body"])
    except FileNotFoundError:
        raise Unreadable(f"{ledger.name} is missing.") from None
    except (OSError, LookupError, TypeError, ValueError):
        raise Unreadable(f"{ledger.name} cannot be read at line {number}: it was cut off or changed.") from None


def root_at(rows: Iterator[tuple[int, bytes]], size: int) -> str:
    """The root of the tree over the first `size` entries, in hexadecimal digits (RFC 9162 §2.1.1)."""
    edge: list[tuple[int, bytes]] = []
    for position, body in rows:
        if position >= size:
            break
        level, node = 0, hashlib.sha256(LEAF + body).digest()
        while edge and edge[-1][0] == level:
            node = hashlib.sha256(NODE + edge.pop()[1] + node).digest()
            level += 1
        edge.append((level, node))
    if not edge:
        return hashlib.sha256(b"").hexdigest()
    _level, node = edge.pop()
    while edge:
        node = hashlib.sha256(NODE + edge.pop()[1] + node).digest()
    return node.hex()


def _sums(folder: Path) -> list[str]:
    faults = []
    if not (folder / SUMS).is_file():
        return [f"{SUMS} is missing."]
    for line in (folder / SUMS).read_text(encoding="utf-8", errors="replace").splitlines():
        sha256, _space, name = line.partition("  ")
        file = folder / name
        if not file.is_file():
            faults.append(f"{name} is missing.")
        elif hashlib.sha256(file.read_bytes()).hexdigest() != sha256:
            faults.append(f"{name} was changed.")
    return faults


def _differences(name: str, counted: Any, told: Any) -> list[str]:
    if name == "figures":
        differing = [each for each in sorted(counted.keys() | told.keys()) if counted.get(each) != told.get(each)]
        return [f"The figure {each} is not what the ledger gives." for each in differing]
    if name == "partners":
        told = sorted(({key: value for key, value in one.items() if key != "name"} for one in told),
                      key=lambda one: str(one["organisation"]))  # fmt: skip
    return [] if counted == told else [f"The part {name} is not what the ledger gives."]


def _public(public: Any, full: Any) -> list[str]:
    """What the public edition shows must be what the full one says, and rest on the same sources."""
    faults = []
    for name, figure in public["figures"].items():
        told = full["figures"].get(name, {"count": None, "sources": []})
        sources = json.dumps(told["sources"], separators=(",", ":")).encode()
        shown = figure["count"] is not None
        if shown and (figure["count"], figure["sources_sha256"]) != (
            told["count"],
            hashlib.sha256(sources).hexdigest(),
        ):
            faults.append(f"The public edition tells another {name} than the full one.")
    for name in ("introduction", "fields", "rounds"):
        if public[name] != full[name]:
            faults.append(f"The public edition tells other {name} than the full one.")
    return faults


def main() -> int:
    """Check a folder; leave with 1 when something is wrong."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    faults = check(folder)
    for fault in faults:
        sys.stdout.write(f"- {fault}\n")
    sys.stdout.write("Something is wrong. / Er klopt iets niet.\n" if faults else "All is well. / Alles klopt.\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
