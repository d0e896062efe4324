# SPDX-License-Identifier: EUPL-1.2
"""What axe finds on a page."""

import json
from pathlib import Path
from typing import Any

AXE = (Path(__file__).parents[1] / "vendor/axe/axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPENED = "document.querySelectorAll('details:not(.more)').forEach(one => { one.open = true })"
"""Whatever folds is open but the rest of the menu, which lies over the page; tests/face opens that."""
RUN = "rules => axe.run(document, { runOnly: rules, resultTypes: ['violations'], preload: false })"


def barriers(page: Any, path: str, widths: tuple[int, ...]) -> list[str]:
    """What axe finds on this page with all folds open, at every width, and whether it is wider than the screen."""
    page.evaluate(OPENED)
    page.evaluate(AXE)
    return [line for width in widths for line in _barriers_at(page, path, width)]


def _barriers_at(page: Any, path: str, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    return _found(page, f"{path} {width}")


def barriers_here(page: Any) -> list[str]:
    """What axe finds on this page as it stands now."""
    page.evaluate(AXE)
    return _found(page, page.url)


def _found(page: Any, where: str) -> list[str]:
    found = page.evaluate(RUN, RULES)["violations"]
    told = [f"{where}: {one['id']} {json.dumps(one['nodes'][0]['html'])[:200]}" for one in found]
    return told + _too_wide(page, where)


def too_wide_at(page: Any, path: str, width: int) -> list[str]:
    """Whether this page is wider than a screen of a width."""
    page.set_viewport_size({"width": width, "height": 900})
    return _too_wide(page, f"{path} {width}")


def _too_wide(page: Any, where: str) -> list[str]:
    wide, screen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [f"{where}: {wide} pixels wide"] if wide > screen else []
