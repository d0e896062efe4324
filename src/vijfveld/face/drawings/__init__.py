# SPDX-License-Identifier: EUPL-1.2
"""Server-drawn SVG: facts in, a drawing and its text equivalent out."""

from __future__ import annotations

from django.utils.safestring import SafeString

from vijfveld.face.drawings import wheel
from vijfveld.face.drawings.tables import Table

Facts = wheel.Wheel


def draw(facts: Facts, *, narrow: bool, name: str) -> SafeString:
    """The drawing of these facts for a wide or a narrow screen."""
    return wheel.wheel(facts, narrow=narrow, name=name)


def tabulate(facts: Facts) -> Table:
    """The same facts as a table."""
    return wheel.table(facts)
