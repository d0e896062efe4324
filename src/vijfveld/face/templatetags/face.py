# SPDX-License-Identifier: EUPL-1.2
"""The parts of a page as template tags: `{% load face %}`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.forms import BaseForm
from django.template.base import NodeList, Parser, Token
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from vijfveld.face import counting, dates
from vijfveld.face.drawings import Facts, draw, tabulate
from vijfveld.face.drawings.mark import mark as draw_mark
from vijfveld.face.drawings.tables import Table
from vijfveld.face.drawings.wheel import Wheel
from vijfveld.face.fields import errors_of, fields_of
from vijfveld.face.items import Check, Due, Fact, Step
from vijfveld.face.palette import Area

register = template.Library()
Told = dict[str, Any]


class Keep(template.Node):
    """Renders what is inside once and keeps it under a name, so that it can be tested and shown twice."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        """Nothing here: the words are kept for later."""
        context[self.name] = SafeString(self.nodelist.render(context).strip())
        return SafeString("")


@register.tag
def keep(parser: Parser, token: Token) -> Keep:
    """`{% keep "name" %}…{% endkeep %}`."""
    name = token.split_contents()[1].strip("\"'")
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return Keep(name, nodelist)


@register.filter
def said(moment: dates.Moment | str, now: dates.Moment | str = "") -> SafeString:
    """A moment in everyday words, the exact time on hover and in print; plain words pass unchanged."""
    if isinstance(moment, str) or not moment:
        return _words(moment)
    return _time(moment, dates.said(moment, now) if not isinstance(now, str) else dates.on(moment, None))


@register.filter
def day(moment: dates.Moment | str, now: dates.Moment | str = "") -> SafeString:
    """A day, short ("5 dec"), the exact time on hover and in print; plain words pass unchanged."""
    if isinstance(moment, str) or not moment:
        return _words(moment)
    return _time(moment, dates.on(moment, now if not isinstance(now, str) else None))


@register.filter
def exactly(moment: dates.Moment | str) -> SafeString:
    """A moment in full; plain words pass unchanged."""
    if isinstance(moment, str) or not moment:
        return _words(moment)
    return format_html('<time datetime="{}">{}</time>', dates.iso(moment), dates.exactly(moment))


@register.filter
def in_words(number: int) -> str:
    """A small number as people write it in a sentence."""
    return counting.in_words(number)


def _words(words: object) -> SafeString:
    return format_html("{}", words or "")


def _time(moment: dates.Moment, words: str) -> SafeString:
    return format_html(
        '<time class="said" datetime="{}" title="{}">{}</time>',
        dates.iso(moment),
        dates.exactly(moment),
        words,
    )


@register.filter
def number(value: float | None, places: int | None = None) -> str:
    """A number as the reader's language writes it: 1.234,5 in Dutch."""
    if value is None:
        return "–"
    return number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)


@register.simple_tag
def mark(size: int = 26) -> SafeString:
    """The mark of the house."""
    return draw_mark(size=size)


@register.simple_tag
def area(code: Area | str, href: str = "") -> SafeString:
    """A field by its colour and its name, as words or as a link."""
    field = Area(code)
    words = format_html('<a href="{}">{}</a>', href, field.label) if href else field.label
    return format_html('<span class="area area--{}">{}</span>', field.value, words)


@register.simple_tag
def status(words: str, kind: str = "plain") -> SafeString:
    """A state: words and a shape; kind is plain, done, busy, open or alarm."""
    return format_html('<span class="status status--{}">{}</span>', kind, words)


@register.simple_block_tag
def notice(content: str, kind: str = "info", heading: str = "") -> SafeString:
    """`{% notice "warning" "Let op" %}…{% endnotice %}`; kind is info, ok, warning or alarm."""
    css = {"alarm": "error"}.get(kind, kind)
    head = format_html("<p><strong>{}</strong></p>", heading) if heading else ""
    box = '<div class="utrecht-alert utrecht-alert--{} notice"><div>{}{}</div></div>'
    return format_html(box, css, head, content)


@register.simple_block_tag
def empty(content: str) -> SafeString:
    """`{% empty %}…{% endempty %}`: says that there is nothing here, and what one can do."""
    return format_html('<div class="empty">{}</div>', content)


@register.inclusion_tag("face/parts/action.html", takes_context=True)
def action(context: template.Context, label: str, url: str, kind: str = "", **hidden: object) -> Told:
    """One verb: a link, or with `kind` "post", "post primary" or "post danger" a form that acts at once."""
    kinds = kind.split()
    look = next((look for look in ("primary", "danger") if look in kinds), "secondary")
    return {
        "label": label,
        "url": url,
        "look": look,
        "post": "post" in kinds,
        "hidden": hidden,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("face/parts/due_list.html", takes_context=True)
def due_list(context: template.Context, items: Sequence[Due | Mapping[str, Any]]) -> Told:
    """What is due: a date, a linked title, a line of context; needs `now` in the context for short dates."""
    return {"items": items, "now": context.get("now", "")}


@register.inclusion_tag("face/parts/summary_list.html", takes_context=True)
def summary_list(context: template.Context, facts: Sequence[Fact | Mapping[str, Any]]) -> Told:
    """Keys and values, one under another."""
    return {"facts": facts, "now": context.get("now", "")}


@register.inclusion_tag("face/parts/data_table.html")
def data_table(table: Table, caption: str = "") -> Told:
    """A table to compare with; below 600 pixels every row becomes a card."""
    rows = [list(zip(table.headers, row, strict=True)) for row in table.rows]
    return {"table": table, "caption": caption or table.caption, "rows": rows}


@register.inclusion_tag("face/parts/checklist.html")
def checklist(checks: Sequence[Check | Mapping[str, Any]]) -> Told:
    """Conditions, each met, not met or not known, in words."""
    return {"checks": checks}


@register.inclusion_tag("face/parts/step_list.html")
def step_list(steps: Sequence[Step | Mapping[str, Any]]) -> Told:
    """The steps of a procedure, in order, with where one is now."""
    return {"steps": steps}


@register.inclusion_tag("face/parts/turn.html")
def turn(earlier: str = "", later: str = "", where: str = "") -> Told:
    """Links to the earlier and the later part of a long list, with words for where one is."""
    return {"earlier": earlier, "later": later, "where": where}


@register.inclusion_tag("face/parts/form_fields.html")
def form_fields(form: BaseForm) -> Told:
    """All fields of a form, with the errors summed at the top and repeated beside each field."""
    return {"form": form, "errors": errors_of(form), "fields": fields_of(form)}


@register.inclusion_tag("face/parts/figure.html")
def figure(facts: Facts, caption: str = "", name: str = "") -> Told:
    """A drawing for wide and narrow screens, its caption, and the same facts as a table."""
    name = name or type(facts).__name__.lower()
    return {
        "wide": draw(facts, narrow=False, name=name),
        "narrow": draw(facts, narrow=True, name=name),
        "table": tabulate(facts),
        "caption": caption,
        "name": name,
        "is_wheel": isinstance(facts, Wheel),
        "hides": isinstance(facts, Wheel) and facts.hidden,
    }
