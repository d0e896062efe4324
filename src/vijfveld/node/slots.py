# SPDX-License-Identifier: EUPL-1.2
"""Slots: the places in the shell that apps fill at start-up, so that a floor speaks upward without importing upward."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from vijfveld.node.ids import Urn
from vijfveld.node.viewer import Viewer

T = TypeVar("T")


class Slot(Generic[T]):
    """A named, ordered registry; naming something twice is a fault in the code and raises at start-up."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._filled: dict[str, tuple[int, T]] = {}

    def fill(self, key: str, value: T, *, order: int = 100) -> None:
        if key in self._filled and self._filled[key][1] != value:
            raise RuntimeError(f"slot {self.name!r} already holds {key!r}")
        self._filled[key] = (order, value)

    def get(self, key: str) -> T | None:
        found = self._filled.get(key)
        return found[1] if found else None

    def items(self) -> list[tuple[str, T]]:
        ordered = sorted(self._filled.items(), key=lambda item: (item[1][0], item[0]))
        return [(key, value) for key, (_, value) in ordered]

    def __iter__(self) -> Iterator[T]:
        return (value for _, value in self.items())


@dataclass(frozen=True)
class NavItem:
    """An entry of the main navigation: its words, the name of its page, and for whom it is there."""

    label: Any
    page: str
    shown_to: Callable[[Viewer], bool] = lambda viewer: True
    tucked: bool = False
    """It stands under "Meer" when the row would otherwise hold too many entries to read at a glance."""


@dataclass(frozen=True)
class Subject:
    """How a kind of record is named and reached on pages: `title` and `url` take a viewer and an identifier."""

    word: Any
    title: Callable[[Viewer, Urn], str | None]
    url: Callable[[Urn], str]
    titles: Callable[[Viewer, list[UUID]], dict[UUID, str]] | None = None
    """Many titles in one read, for long lists; without it they are read one by one."""


navigation: Slot[NavItem] = Slot("navigation")
subjects: Slot[Subject] = Slot("subjects")
api_routers: Slot[Any] = Slot("api routers")
home_panels: Slot[Callable[[Viewer], dict[str, Any]]] = Slot("home panels")
organisation_panels: Slot[Callable[[Viewer, UUID], dict[str, Any] | None]] = Slot("organisation panels")
"""What floors show on the page of an organisation: a template and what it is told, or None for nothing."""
exports: Slot[Any] = Slot("exports")
imports: Slot[Any] = Slot("imports")
"""The types of records that people may take out and bring in, by the Dutch word in their address."""
routes: Slot[str] = Slot("routes")
"""The modules with the addresses of each app, by app; each module names its `app_name` and `urlpatterns`."""


def subject_title(viewer: Viewer, urn: str) -> str | None:
    """The title of a record for this viewer, or None when they may not see it or no app knows its kind."""
    name = Urn.parse(urn)
    subject = subjects.get(name.kind)
    return subject.title(viewer, name) if subject else None


def subject_url(urn: str) -> str:
    """The page of a record, or an empty string when no app knows its kind."""
    name = Urn.parse(urn)
    subject = subjects.get(name.kind)
    return subject.url(name) if subject else ""


def subject_titles(viewer: Viewer, urns: Iterable[str]) -> dict[str, str]:
    """The titles of many records at once; what the viewer may not see, or no app knows, is left out."""
    by_kind: dict[str, list[Urn]] = {}
    for urn in dict.fromkeys(urns):
        name = Urn.parse(urn)
        by_kind.setdefault(name.kind, []).append(name)
    found: dict[str, str] = {}
    for kind, names in by_kind.items():
        found.update(_titles_of_kind(viewer, subjects.get(kind), names))
    return found


def _titles_of_kind(viewer: Viewer, subject: Subject | None, names: list[Urn]) -> dict[str, str]:
    if subject is None:
        return {}
    if subject.titles is None:
        each = {str(name): subject.title(viewer, name) for name in names}
        return {urn: title for urn, title in each.items() if title is not None}
    many = subject.titles(viewer, [name.id for name in names])
    return {str(name): many[name.id] for name in names if name.id in many}
