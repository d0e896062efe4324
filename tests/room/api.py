# SPDX-License-Identifier: EUPL-1.2
"""The REST face of the room."""

from typing import Any
from uuid import UUID

from pydantic import Field

from tests.room.models import RoomFile
from vijfveld.law.rest import Out, Resource, Wish
from vijfveld.node.viewer import Viewer

files = Resource("kamers", "Kamers")


class RoomFileOut(Out, title="Kamer"):
    id: UUID
    label: str = Field(serialization_alias="naam")
    content: str = Field(serialization_alias="inhoud")


@files.lists("", RoomFileOut, says="De kamers waar u een plaats hebt")
def list_files(viewer: Viewer, wish: Wish) -> Any:
    return RoomFile.objects.all()
