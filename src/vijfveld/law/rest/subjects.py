# SPDX-License-Identifier: EUPL-1.2
"""What a record is about, for a program: its urn, and its title as far as the viewer may see it."""

from typing import Any

from vijfveld.node.slots import subject_titles
from vijfveld.node.viewer import Viewer


def with_titles(viewer: Viewer, rows: list[Any]) -> None:
    """Give each record the title of what it is about, in one read per kind."""
    titles = subject_titles(viewer, [row.about for row in rows])
    for row in rows:
        row.about_title = titles.get(row.about)
