# SPDX-License-Identifier: EUPL-1.2
"""The reads of the room."""

from uuid import UUID

from tests.room.models import RoomFile, RoomNote
from vijfveld.node.viewer import Viewer


def files(viewer: Viewer) -> list[RoomFile]:
    """The files at which the viewer has a seat, newest first."""
    return list(RoomFile.objects.visible_to(viewer).order_by("-id")[:50])


def file(viewer: Viewer, id: UUID) -> RoomFile | None:
    """One file, or nothing."""
    found: RoomFile | None = RoomFile.objects.visible_to(viewer).filter(pk=id).first()
    return found


def notes(viewer: Viewer, id: UUID) -> list[RoomNote]:
    """The notes in a file, oldest first."""
    return list(RoomNote.objects.visible_to(viewer).filter(dossier=id).order_by("id"))
