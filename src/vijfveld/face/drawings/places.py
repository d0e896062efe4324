# SPDX-License-Identifier: EUPL-1.2
"""Where the provinces and safety regions stand on a tile map: a schema, not true boundaries."""

from __future__ import annotations

from typing import Final, NamedTuple


class Place(NamedTuple):
    """A place: its official code, the short code on its tile, its name, its column and row."""

    code: str
    short: str
    label: str
    col: int
    row: int


PROVINCES: Final = (
    Place("PV21", "FR", "Fryslân", 2, 0),
    Place("PV20", "GR", "Groningen", 3, 0),
    Place("PV27", "NH", "Noord-Holland", 1, 1),
    Place("PV24", "FL", "Flevoland", 2, 1),
    Place("PV22", "DR", "Drenthe", 3, 1),
    Place("PV28", "ZH", "Zuid-Holland", 0, 2),
    Place("PV26", "UT", "Utrecht", 1, 2),
    Place("PV25", "GE", "Gelderland", 2, 2),
    Place("PV23", "OV", "Overijssel", 3, 2),
    Place("PV29", "ZE", "Zeeland", 0, 3),
    Place("PV30", "NB", "Noord-Brabant", 1, 3),
    Place("PV31", "LI", "Limburg", 2, 3),
)

SAFETY_REGIONS: Final = (
    Place("VR02", "FRL", "Fryslân", 4, 0),
    Place("VR01", "GRN", "Groningen", 5, 0),
    Place("VR10", "NHN", "Noord-Holland-Noord", 2, 1),
    Place("VR04", "IJL", "IJsselland", 4, 1),
    Place("VR03", "DRE", "Drenthe", 5, 1),
    Place("VR12", "KEN", "Kennemerland", 1, 2),
    Place("VR11", "ZWL", "Zaanstreek-Waterland", 2, 2),
    Place("VR25", "FLE", "Flevoland", 3, 2),
    Place("VR06", "NOG", "Noord- en Oost-Gelderland", 4, 2),
    Place("VR05", "TWE", "Twente", 5, 2),
    Place("VR16", "HLM", "Hollands-Midden", 1, 3),
    Place("VR13", "AMA", "Amsterdam-Amstelland", 2, 3),
    Place("VR14", "GVS", "Gooi en Vechtstreek", 3, 3),
    Place("VR07", "GLM", "Gelderland-Midden", 4, 3),
    Place("VR15", "HGL", "Haaglanden", 0, 4),
    Place("VR17", "RTR", "Rotterdam-Rijnmond", 1, 4),
    Place("VR09", "UTR", "Utrecht", 2, 4),
    Place("VR08", "GLZ", "Gelderland-Zuid", 3, 4),
    Place("VR19", "ZEE", "Zeeland", 0, 5),
    Place("VR18", "ZHZ", "Zuid-Holland-Zuid", 1, 5),
    Place("VR20", "MWB", "Midden- en West-Brabant", 2, 5),
    Place("VR21", "BRN", "Brabant-Noord", 3, 5),
    Place("VR23", "LIN", "Limburg-Noord", 4, 5),
    Place("VR22", "BZO", "Brabant-Zuidoost", 3, 6),
    Place("VR24", "ZLB", "Zuid-Limburg", 4, 6),
)
