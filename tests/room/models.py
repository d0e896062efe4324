# SPDX-License-Identifier: EUPL-1.2
"""The nouns of the room: a file, and the notes in it. Both are sealed; only those with a seat see them."""

from uuid import UUID

from django.db import models

from vijfveld.law.models import Dossier
from vijfveld.node.models import Record
from vijfveld.node.sealing import SealedTextField
from vijfveld.node.viewer import for_seat


class RoomFile(Dossier):
    """A dossier with one open label and one sealed text."""

    kind = "room_file"

    label = models.CharField(max_length=60)
    content = SealedTextField()


class RoomNote(Record):
    """A sealed note in a file."""

    kind = "room_note"
    part_of = "room_file"

    dossier = models.UUIDField()
    text = SealedTextField()

    def readers(self) -> set[str]:
        return {for_seat(self.dossier)}

    def sealing_key(self) -> UUID:
        return self.dossier
