# SPDX-License-Identifier: EUPL-1.2
"""The colours of the house, the same as in tokens.css, for drawings that must stand on their own."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

INK: Final = "#14213d"
MUTED: Final = "#5b6478"
LINE: Final = "#d9dde6"
EMPTY: Final = "#e6e8ee"
EDGE: Final = "#7d8699"
PAPER: Final = "#fbfaf7"
SHEET: Final = "#ffffff"
ALARM: Final = "#b3261e"

TEXT_FONT: Final = "'Source Sans 3', system-ui, sans-serif"
HEADING_FONT: Final = "'Source Serif 4', Georgia, serif"


class Area(StrEnum):
    """The five fields of the strategy; a Dutch code is understood too."""

    PROCURE = "procure"
    PREVENT = "prevent"
    PROTECT = "protect"
    PREPARE = "prepare"
    PURSUE = "pursue"

    @property
    def label(self) -> Promise:
        """The name people use."""
        return _LABELS[self]

    @property
    def colour(self) -> str:
        """The colour of the field, everywhere the same."""
        return _COLOURS[self]

    @classmethod
    def _missing_(cls, value: object) -> Area | None:
        return _DUTCH_CODES.get(str(value).lower())


_LABELS: Final[dict[Area, Promise]] = {
    Area.PROCURE: _("Verwerven"),
    Area.PREVENT: _("Voorkomen"),
    Area.PROTECT: _("Verdedigen"),
    Area.PREPARE: _("Voorbereiden"),
    Area.PURSUE: _("Vervolgen"),
}
_COLOURS: Final[dict[Area, str]] = {
    Area.PROCURE: "#2b4c7e",
    Area.PREVENT: "#2f7d6d",
    Area.PROTECT: "#8a5a1f",
    Area.PREPARE: "#7a3e6d",
    Area.PURSUE: "#4a5a23",
}
_DUTCH_CODES: Final[dict[str, Area]] = {
    "verwerven": Area.PROCURE,
    "voorkomen": Area.PREVENT,
    "verdedigen": Area.PROTECT,
    "voorbereiden": Area.PREPARE,
    "vervolgen": Area.PURSUE,
}


def tint(colour: str, share: float) -> str:
    """The colour laid over white, `share` of it (0 to 1)."""
    channels = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    mixed = (round(255 - (255 - channel) * share) for channel in channels)
    return "#" + "".join(f"{channel:02x}" for channel in mixed)
