# SPDX-License-Identifier: EUPL-1.2
"""SVG elements as escaped text: every label passes here, so no label can become markup."""

from __future__ import annotations

import re
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString

from vijfveld.face.palette import TEXT_FONT

_NOT_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OPENS: Final = re.compile(r"(?:https?://|/(?!/)|[#?])", re.IGNORECASE)

Value = str | float | int | None


def text_of(value: object) -> SafeString:
    """The value as escaped text, without the control characters that XML refuses."""
    return SafeString(escape(_NOT_XML.sub("", str(value))))


def number(value: float) -> str:
    """A coordinate with at most two decimals and no trailing zeros."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def tag(name: str, *children: SafeString | str, **attributes: Value) -> SafeString:
    """One element; `class_` gives class, other underscores become hyphens, None is left out."""
    written = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None)
    inner = "".join(child if isinstance(child, SafeString) else text_of(child) for child in children)
    return SafeString(f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>")


def _attribute(key: str, value: Value) -> str:
    written = number(value) if isinstance(value, float) else text_of(value)
    return f' {key.rstrip("_").replace("_", "-")}="{written}"'


def join(*parts: SafeString) -> SafeString:
    """Elements one after another."""
    return SafeString("".join(parts))


def link(href: str, words: str, *shapes: SafeString) -> SafeString:
    """Shapes as one link, its words containing what it shows; what is no page address gives no link."""
    content = SafeString("\n".join((tag("title", words), *shapes)))
    if not _OPENS.match(href):
        return tag("g", content, role="img")
    return tag("a", content, href=href)


def drawing(
    box: tuple[float, float, float, float], *children: SafeString, name: str, title: str, desc: str
) -> SafeString:
    """The outer element: named and described, a group of links rather than one picture."""
    head = join(tag("title", title, id=f"{name}-title"), tag("desc", desc, id=f"{name}-desc"))
    return tag(
        "svg",
        head,
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=" ".join(number(side) for side in box),
        role="group",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-desc",
        font_family=TEXT_FONT,
        class_="drawing__svg",
    )
