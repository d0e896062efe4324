# SPDX-License-Identifier: EUPL-1.2
"""What the room does when others do something."""

from datetime import datetime

from vijfveld.law.events import Event, subscribes

heard: list[str] = []


@subscribes("room.listener", ["organisation.leave"])
def hear(event: Event, now: datetime) -> None:
    """Hear that a partner left."""
    heard.append(event.subject)
