# SPDX-License-Identifier: EUPL-1.2
"""The room as a Django app: at start-up it fills the slots of the shell."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    name = "tests.room"
    guarded = True

    def ready(self) -> None:
        from tests.room import api, pages
        from vijfveld.node.slots import routes, subjects

        subjects.fill("room_file", pages.SUBJECT)
        routes.fill("room", "tests.room.pages")
        api.files.publish()
