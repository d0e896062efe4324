# SPDX-License-Identifier: EUPL-1.2
"""Files of others that we ship: each named in a manifest with version, licence and digest, and unchanged."""

import hashlib
import json
from pathlib import Path

from checks.tracked import named, tracked


def problems() -> list[str]:
    """What differs between the manifests and the files beside them."""
    manifests = [path for path in tracked() if path.name == "manifest.json" and "vendor" in path.parts]
    return [sentence for manifest in manifests for sentence in _problems_of(manifest)]


def _problems_of(manifest: Path) -> list[str]:
    listed = json.loads(manifest.read_text())["files"]
    there = {path.name for path in tracked() if path.parent == manifest.parent} - {manifest.name}
    licences = {about.get("licence_file") for about in listed.values()}
    unlisted = there - listed.keys() - licences - {"LICENSE"}
    found = [f"{named(manifest.parent)}/{name}: is in no manifest" for name in sorted(unlisted)]
    for name, about in listed.items():
        file = manifest.parent / name
        missing = [field for field in ("version", "licence", "sha256") if not about.get(field)]
        found += [f"{named(file)}: the manifest gives no {field}" for field in missing]
        if not file.exists() or hashlib.sha256(file.read_bytes()).hexdigest() != about.get("sha256"):
            found.append(f"{named(file)}: is not the file that the manifest names")
    return found
