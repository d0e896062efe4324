# SPDX-License-Identifier: EUPL-1.2
"""The REST face of the room."""

from typing import Any
from uuid import UUID

from pydantic import Field

from tests.room import queries
from tests.room.models import RoomFile
from vijfveld.law.rest import Resource
from vijfveld.law.rest.listing import Wish
from vijfveld.law.rest.values import Out
from vijfveld.node.viewer import Viewer

files = Resource("kamers", "Kamers")


class RoomFileOut(Out, title="Kamer"):
    id: UUID
    version: int = Field(serialization_alias="versie")
    label: str = Field(serialization_alias="naam")
    content: str = Field(serialization_alias="inhoud")


@files.lists("", RoomFileOut, says="De kamers waar u een plaats hebt")
def list_files(viewer: Viewer, wish: Wish) -> Any:
    return RoomFile.objects.all()


@files.shows("/{uuid:id}", RoomFileOut, says="Een kamer")
def one_file(viewer: Viewer, id: UUID) -> RoomFile | None:
    return queries.file(viewer, id)
