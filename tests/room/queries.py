# SPDX-License-Identifier: EUPL-1.2
"""The reads of the room."""

from uuid import UUID

from tests.room.models import RoomFile
from vijfveld.node.ids import Urn
from vijfveld.node.viewer import Viewer


def files(viewer: Viewer) -> list[RoomFile]:
    """The files at which the viewer has a seat, newest first."""
    return RoomFile.objects.newest(viewer)


def file(viewer: Viewer, id: UUID) -> RoomFile | None:
    """One file, or nothing."""
    return RoomFile.objects.visible_to(viewer).filter(pk=id).first()


def label(viewer: Viewer, urn: Urn) -> str | None:
    """How other pages name a file, for whoever may see it."""
    return getattr(file(viewer, urn.id), "label", None)
