# SPDX-License-Identifier: EUPL-1.2
"""The REST face of the room."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from tests.room import queries

router = Router(tags=["kamers"])


class RoomFileOut(Schema):
    id: UUID
    label: str
    content: str


@router.get("", response=list[RoomFileOut], url_name="kamers")
def list_files(request: HttpRequest) -> list[object]:
    """The files at which the caller has a seat."""
    return list(queries.files(request.viewer))  # type: ignore[attr-defined]
