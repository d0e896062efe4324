# SPDX-License-Identifier: EUPL-1.2
"""Where the arcs of the wheel come from: the steps that the last frozen system test decided."""

from collections.abc import Callable, Mapping

from vijfveld.face.drawings.wheel import Steps
from vijfveld.node.slots import Slot
from vijfveld.node.viewer import Viewer

step_sources: Slot[Callable[[Viewer], Mapping[str, Steps]]] = Slot("steps on the wheel")
"""Whoever decides steps fills this; until then every arc is hatched: not yet tested is not the same as nought."""


def steps_by_area(viewer: Viewer) -> Mapping[str, Steps]:
    """The steps per field, by the code of the field; fields that were never tested are not in it."""
    for source in step_sources:
        return source(viewer)
    return {}
