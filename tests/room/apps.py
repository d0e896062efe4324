# SPDX-License-Identifier: EUPL-1.2
"""The room as a Django app: at start-up it fills the slots of the shell."""

from django.apps import AppConfig


class RoomConfig(AppConfig):
    name = "tests.room"
    guarded = True

    def ready(self) -> None:
        from tests.room import api, pages
        from vijfveld.node.slots import NavItem, navigation, routes, subjects

        navigation.fill("room", NavItem("Kamer", "room:list"), order=900)
        subjects.fill("room_file", pages.SUBJECT)
        routes.fill("room", "tests.room.pages")
        api.files.publish()
