# SPDX-License-Identifier: EUPL-1.2
"""The mark: the wheel, small."""

from __future__ import annotations

from typing import Final

from django.utils.safestring import SafeString

from vijfveld.face.drawings import svg
from vijfveld.face.drawings.polar import sector
from vijfveld.face.palette import Area

_QUADRANTS: Final = (Area.PREVENT, Area.PROTECT, Area.PREPARE, Area.PURSUE)


def mark(*, size: int = 26) -> SafeString:
    """Four quadrants around a hub; hidden from screen readers, since the name stands beside it."""
    quarters = [
        svg.tag("path", d=sector((7, 13), (90 * at, 90 * at + 90), gaps=(1.8, 1.8)), fill=area.colour)
        for at, area in enumerate(_QUADRANTS)
    ]
    return svg.tag(
        "svg",
        *quarters,
        svg.tag("circle", r=4.6, fill=Area.PROCURE.colour),
        xmlns="http://www.w3.org/2000/svg",
        viewBox="-13 -13 26 26",
        width=size,
        height=size,
        aria_hidden="true",
        focusable="false",
    )
