# SPDX-License-Identifier: EUPL-1.2
"""The wheel as SVG: hub, the common basis around it, four quadrants, outer cells, and the names."""

from __future__ import annotations

from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vijfveld.face.drawings import svg
from vijfveld.face.drawings.polar import Pair, baseline, hatching, sector
from vijfveld.face.drawings.wheel import words
from vijfveld.face.drawings.wheel.cells import outer
from vijfveld.face.drawings.wheel.facts import STEPS, Field, Hub, Wheel
from vijfveld.face.drawings.wheel.layout import NARROW, QUADRANTS, WIDE, Band, Layout
from vijfveld.face.palette import EMPTY, HEADING_FONT, INK, SHEET, Area


def wheel(facts: Wheel, *, narrow: bool = False, name: str = "wheel") -> SafeString:
    """The wheel for a wide or a narrow screen; `name` keeps ids apart when a page shows more than one."""
    layout = NARROW if narrow else WIDE
    prefix = f"{name}-{layout.name}"
    quadrants = [facts.field(area) for area in QUADRANTS]
    rows = max(layout.rows(len(field.efforts)) for field in quadrants)
    half = _half(layout, rows)
    return svg.drawing(
        (-half, -half, 2 * half, 2 * half),
        svg.tag("defs", *_defs(layout, rows, prefix)),
        _hub(facts.hub, layout),
        _arcs(facts.field(Area.PROCURE), layout.basis, (0, 360), 5 if layout.curved else 4),
        outer(facts.field(Area.PROCURE), layout),
        *(_quadrant(field, layout) for field in quadrants),
        _basis_name(facts.field(Area.PROCURE), layout, prefix),
        *(_area_name(field, layout, half, prefix) for field in quadrants),
        name=prefix,
        title=_("Het wiel: de vijf velden"),
        desc=words.description(facts),
    )


def _half(layout: Layout, rows: int) -> float:
    return layout.rim(rows) + (layout.text + 13 if layout.curved else 1)


def _defs(layout: Layout, rows: int, prefix: str) -> list[SafeString]:
    below = baseline(layout.basis_label, 180, reach=220)
    lines = [svg.tag("path", id=f"{prefix}-{Area.PROCURE}-line", d=below)]
    for area, start in QUADRANTS.items():
        upper = start in (0, 270)
        radius = layout.rim(rows) + (6 if upper else layout.text * 0.9)
        path = baseline(radius, start + 45, reach=radius * 1.35)
        lines.append(svg.tag("path", id=f"{prefix}-{area}-line", d=path))
    return lines if layout.curved else lines[:1]


def _hub(hub: Hub, layout: Layout) -> SafeString:
    radius = layout.hub
    shapes = [svg.tag("circle", r=radius, fill=INK)]
    small, below = (12.5, 15.5) if layout.curved else (11.5, 12.5)
    heading = _("dreigingsniveau") if layout.curved else _("niveau")
    shapes.append(_centred(heading, y=-radius * 0.52, size=small, fill="#c9cedb"))
    if hub.number is not None:
        shapes.append(_level(str(hub.number), y=radius * 0.30, size=radius * 0.92))
        shapes.append(_centred(hub.name, y=radius * 0.64, size=below, fill=SHEET))
    else:
        shapes.append(_level(hub.name or "–", y=radius * 0.12, size=radius * 0.31))
        shapes.append(_centred("" if hub.name else _("niet vastgesteld"), y=radius * 0.5, size=small, fill=SHEET))
    ring = svg.tag("circle", r=radius + 3, fill="none", pointer_events="all", class_="hit")
    return svg.link(hub.href, words.of_hub(hub), *shapes, ring)


def _centred(text: str, *, y: float, size: float, fill: str) -> SafeString:
    return svg.tag("text", text, x=0, y=y, text_anchor="middle", font_size=size, fill=fill)


def _level(text: str, *, y: float, size: float) -> SafeString:
    return svg.tag(
        "text",
        text,
        x=0,
        y=y,
        text_anchor="middle",
        font_size=size,
        font_weight=600,
        font_family=HEADING_FONT,
        fill=SHEET,
    )


def _quadrant(field: Field, layout: Layout) -> SafeString:
    start = QUADRANTS[field.area]
    return svg.join(
        _arcs(field, layout.quadrant, (start, start + 90), layout.gap),
        outer(field, layout),
    )


def _arcs(field: Field, band: Band, angles: Pair, gap: float) -> SafeString:
    arcs = []
    for index, step in enumerate(field.steps.inside_out):
        radii = band.arc(index)
        pieces = _pieces(angles, gap)
        shapes = [_segment(field.area, radii, piece, _kind(at, step)) for at, piece in enumerate(pieces)]
        hit = svg.tag("path", d=_whole(radii, angles, gap), fill="none", pointer_events="all", class_="hit")
        arcs.append(svg.link(field.href, words.of_axis(field, index), *shapes, hit))
    return svg.join(*arcs)


def _kind(at: int, step: int | None) -> str:
    if step is None:
        return "untested"
    return "reached" if at < step else "open"


def _segment(area: Area, radii: Pair, piece: tuple[Pair, Pair], kind: str) -> SafeString:
    angles, gaps = piece
    if kind == "untested":
        strokes = hatching(radii, angles, gaps=gaps, every=0.42 * (radii[1] - radii[0]) + 1)
        return svg.tag("path", d=strokes, stroke=area.colour, stroke_width=1.1)
    return svg.tag("path", d=sector(radii, angles, gaps=gaps), fill=area.colour if kind == "reached" else EMPTY)


def _pieces(angles: Pair, gap: float) -> list[tuple[Pair, Pair]]:
    """The three pieces of an arc, each with its gaps: `gap` clear at both ends, a thin space between."""
    (start, end), thin = angles, min(gap, 5)
    edges = [start + (end - start) * at / STEPS for at in range(STEPS + 1)]
    gaps = ((gap, thin), (thin, thin), (thin, gap))
    return list(zip(pairwise(edges), gaps, strict=True))


def _whole(radii: Pair, angles: Pair, gap: float) -> str:
    start, end = angles
    return sector(radii, (start, end), gaps=(gap, gap)) if end - start < 360 else sector(radii, (0, 359.99))


def _on_line(text: str, *, line: str, size: float, fill: str) -> SafeString:
    words_ = svg.tag("textPath", text, href=f"#{line}", startOffset="50%")
    return svg.tag("text", words_, font_size=size, font_weight=600, fill=fill, text_anchor="middle")


def _basis_name(field: Field, layout: Layout, prefix: str) -> SafeString:
    size = layout.text * (0.84 if layout.curved else 0.88)
    shape = _on_line(str(field.area.label), line=f"{prefix}-{field.area}-line", size=size, fill=field.area.colour)
    return svg.link(field.href, str(field.area.label), shape)


def _area_name(field: Field, layout: Layout, half: float, prefix: str) -> SafeString:
    label, colour = str(field.area.label), field.area.colour
    if layout.curved:
        shape = _on_line(label, line=f"{prefix}-{field.area}-line", size=layout.text, fill=colour)
        return svg.link(field.href, label, shape)
    right, lower = QUADRANTS[field.area] < 180, QUADRANTS[field.area] in (90, 180)
    shape = svg.tag(
        "text",
        label,
        x=half - 1 if right else 1 - half,
        y=half - 4 if lower else 14 - half,
        text_anchor="end" if right else "start",
        font_size=layout.text,
        font_weight=600,
        fill=colour,
    )
    return svg.link(field.href, label, shape)
