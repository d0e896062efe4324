# SPDX-License-Identifier: EUPL-1.2
"""Many boxes to tick, in groups that fold: the keyboard passes a group in one step, and the eye reads a short list."""

from typing import Any

from django.forms import CheckboxSelectMultiple


class FoldedBoxes(CheckboxSelectMultiple):
    """Boxes by group; a group in which something was ticked stands open, so that nothing chosen is out of sight."""

    template_name = "face/parts/folded_boxes.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["folds"] = [
            {"name": group, "boxes": boxes, "open": any(box["selected"] for box in boxes)}
            for group, boxes, _index in context["widget"]["optgroups"]
        ]
        return context
