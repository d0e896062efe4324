# SPDX-License-Identifier: EUPL-1.2
"""What the wheel shows: the level in force, five fields with three axes each, and the flexible efforts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from vijfveld.face.palette import Area

STEPS: Final = 3
AXES: Final = (("effective", _("effectief")), ("legitimate", _("legitiem")), ("robust", _("robuust")))


@dataclass(frozen=True)
class Steps:
    """The step from 0 to 3 on each axis of the last frozen system test; None is not yet tested, or not judged in a
    test that was."""

    effective: int | None = None
    legitimate: int | None = None
    robust: int | None = None
    tested: bool = False

    def __post_init__(self) -> None:
        for step in self.inside_out:
            if step is not None and not 0 <= step <= STEPS:
                raise ValueError(f"a step lies between 0 and {STEPS}, not {step}")

    @property
    def inside_out(self) -> tuple[int | None, int | None, int | None]:
        """The three axes in the order in which they are drawn."""
        return self.effective, self.legitimate, self.robust


@dataclass(frozen=True)
class Running:
    """A flexible effort now running: `remaining` is the share of its time that is left, from 0 to 1."""

    name: str
    remaining: float
    href: str = ""
    until: str = ""
    stops_soon: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.remaining <= 1:
            raise ValueError(f"the time that remains is a share from 0 to 1, not {self.remaining}")


@dataclass(frozen=True)
class Field:
    """One field: its steps, its efforts (the soonest to stop first), and the page it leads to."""

    area: Area
    steps: Steps = Steps()
    efforts: tuple[Running, ...] = ()
    href: str = ""
    hidden: bool = False
    """Whoever looks may not see how this field stands; that is another thing than a field that was never tested."""


@dataclass(frozen=True)
class Hub:
    """The threat level in force: a number on the new scale, only a name on the old one."""

    name: str = ""
    number: int | None = None
    href: str = ""


@dataclass(frozen=True)
class Wheel:
    """The hub, the common basis and the four quadrants; fields left out are drawn as not tested."""

    hub: Hub = Hub()
    fields: tuple[Field, ...] = ()

    @property
    def hidden(self) -> bool:
        """Whether whoever looks may see of no field how it stands."""
        return bool(self.fields) and all(field.hidden for field in self.fields)

    def field(self, area: Area) -> Field:
        """The field of this area, empty when none was given."""
        return next((field for field in self.fields if field.area is area), Field(area))
