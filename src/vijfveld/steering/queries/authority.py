# SPDX-License-Identifier: EUPL-1.2
"""The reads of authority: the map with the lines of this node in it, and the use of the override."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from vijfveld.node.models import Organisation
from vijfveld.node.viewer import Viewer
from vijfveld.steering.authority import Line, MapTask, Phase, shipped_authority
from vijfveld.steering.models import AuthorityLine, Override
from vijfveld.strategy.queries.efforts import today

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class MapCell:
    """Whose say it is in one task and phase: by the shipped map, and by what this node added."""

    phase: Phase
    lines: tuple[Line, ...]
    own: tuple[AuthorityLine, ...]

    @property
    def is_gap(self) -> bool:
        """Whether nobody wrote down whose say it is."""
        return not self.lines and not self.own


@dataclass(frozen=True)
class MapRow:
    """One task with a cell per phase."""

    task: MapTask
    cells: tuple[MapCell, ...]

    @property
    def is_gap(self) -> bool:
        """Whether nobody wrote down whose say it is, in any phase."""
        return all(cell.is_gap for cell in self.cells)

    @property
    def said(self) -> list[tuple[Line, str]]:
        """Each shipped line once, with the phases in which it holds."""
        phases: dict[Line, list[str]] = {}
        for cell in self.cells:
            for line in cell.lines:
                phases.setdefault(line, []).append(str(cell.phase))
        return [(line, ", ".join(names)) for line, names in phases.items()]


def authority(viewer: Viewer) -> list[MapRow]:
    """The map as it holds today."""
    shipped = shipped_authority()
    own: dict[tuple[str, str], list[AuthorityLine]] = {}
    for line in own_lines(viewer, on=today(viewer)):
        own.setdefault((line.task, line.phase), []).append(line)
    return [
        MapRow(
            task,
            tuple(
                MapCell(phase, tuple(shipped.at(code, phase.code)), tuple(own.get((code, phase.code), ())))
                for phase in shipped.phases
            ),
        )
        for code, task in shipped.tasks.items()
    ]


def own_lines(viewer: Viewer, *, on: date | None = None) -> list[AuthorityLine]:
    """The lines that this node added: those that hold on a day, or all of them, newest first."""
    rows = AuthorityLine.objects.visible_to(viewer).select_related("organisation", "added_by")
    if on is not None:
        rows = rows.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), from_on__lte=on)
    return list(rows.order_by("-id")[:500])


def own_line(viewer: Viewer, id: UUID) -> AuthorityLine | None:
    """One line that this node added, or nothing."""
    rows = AuthorityLine.objects.visible_to(viewer).select_related("organisation", "added_by")
    found: AuthorityLine | None = rows.filter(pk=id).first()
    return found


def overrides(viewer: Viewer) -> list[Override]:
    """Every override, newest first."""
    rows = Override.objects.visible_to(viewer).select_related("issued_for", "addressee")
    return list(rows.order_by("-starts_at", "-id")[:500])


def override(viewer: Viewer, id: UUID) -> Override | None:
    """One override, or nothing."""
    rows = Override.objects.visible_to(viewer).select_related("issued_for", "addressee")
    found: Override | None = rows.filter(pk=id).first()
    return found


@dataclass(frozen=True)
class Use:
    """How often the override was used, in all and in the last twelve months, and what is still to be accounted for."""

    all: int
    last_year: int
    in_force: int
    unreported: int


def use_of(found: list[Override], day: date) -> Use:
    """Count overrides."""
    return Use(
        all=len(found), last_year=sum(one.starts_at.date() > day - A_YEAR for one in found),
        in_force=sum(one.in_force for one in found),
        unreported=sum(not one.in_force and one.reported_at is None for one in found),
    )  # fmt: skip


def named(ids: list[str]) -> list[Organisation]:
    """Organisations by their identifiers, by name."""
    return list(Organisation.objects.filter(pk__in=ids).order_by("name"))


def override_titles(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
    """The titles of overrides."""
    return dict(Override.objects.visible_to(viewer).filter(pk__in=ids).values_list("id", "title"))
