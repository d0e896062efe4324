# SPDX-License-Identifier: EUPL-1.2
"""The nouns of the room: a file, and the notes in it. Both are sealed; only those with a seat see them."""

from django.db import models

from vijfveld.law.models import Dossier, DossierPart
from vijfveld.node.sealing import SealedTextField


class RoomFile(Dossier):
    """A dossier with one open label and one sealed text."""

    kind = "room_file"
    label = models.CharField(max_length=60)
    content = SealedTextField()


class RoomNote(DossierPart):
    """A sealed note in a file."""

    kind = "room_note"
    part_of = RoomFile.kind

    text = SealedTextField()
