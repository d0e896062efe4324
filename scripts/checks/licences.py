# SPDX-License-Identifier: EUPL-1.2
"""The licences of everything that is installed to run: each must go together with the EUPL."""

import re
from importlib.metadata import PackageNotFoundError, distribution

from checks.tracked import ROOT

LOCKS = ("base", "postgres", "pandas")
"""Those of a running node, and of the extra that carries nothing under the GPL: see decision 12 for `ema`."""
COMPATIBLE = re.compile(
    r"\b(MIT|BSD|Apache|PSF|Python Software Foundation|ISC|0BSD|Unlicense|MPL|Mozilla|LGPL|Lesser General|EUPL|"
    r"CC0|HPND|Zlib|BlueOak)",
    re.IGNORECASE,
)


def problems() -> list[str]:
    """Packages without a licence that we know goes together with ours."""
    return [sentence for name in sorted(locked()) for sentence in [_problem(name)] if sentence]


def locked() -> set[str]:
    """The names in these lock files."""
    found: set[str] = set()
    for lock in LOCKS:
        text = (ROOT / "requirements" / f"{lock}.lock").read_text()
        found |= {match[1] for match in re.finditer(r"^([A-Za-z0-9._-]+)==(?!.*sys_platform == 'win32')", text, re.M)}
    return found


def _problem(name: str) -> str:
    try:
        said = licence_of(name)
    except PackageNotFoundError:
        return ""
    if not said:
        return f"{name}: does not say under which licence it stands"
    return "" if COMPATIBLE.search(said) else f"{name}: {said}"


def licence_of(name: str) -> str:
    """What a package says of its licence, in whichever of the three ways."""
    about = distribution(name).metadata
    classified = [line for line in about.get_all("Classifier") or [] if line.startswith("License ::")]
    return str(about.get("License-Expression") or "; ".join(classified) or (about.get("License") or "")[:100])
