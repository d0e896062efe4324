# SPDX-License-Identifier: EUPL-1.2
"""The pattern stays small enough to read at one sitting."""

from pathlib import Path

ROOM = Path(__file__).parents[1] / "room"


def test_the_room_has_at_most_two_hundred_lines():
    lines = [line for file in ROOM.glob("*.py") for line in file.read_text().splitlines()]
    assert len(lines) <= 200


def test_the_room_uses_every_facility_of_the_ground():
    text = "\n".join(file.read_text() for file in ROOM.glob("*.py"))
    wanted = ["@act(", "give_seat", "SealedTextField", "order_destruction", "@subscribes", "hand_over", "open_task",
              "make_findable", "subjects.fill", "publish()", "set_deadline", "decide("]  # fmt: skip
    assert [word for word in wanted if word not in text] == []
