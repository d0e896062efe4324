# SPDX-License-Identifier: EUPL-1.2
"""A frozen report in the words of a reader: what the page and the PDF both show, made from the stored JSON alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from vijfveld.face.dates import exactly
from vijfveld.node.roles import Discipline
from vijfveld.steering.questions import said
from vijfveld.steering.words import FEWEST_SHOWN, Axis, Sureness, step_words
from vijfveld.strategy.words import Area

Json = Mapping[str, Any]
Names = Mapping[str, str]


@dataclass(frozen=True)
class Level:
    """One level of an item and how many partners chose it; no number when too few answered."""

    words: str
    count: int | None


@dataclass(frozen=True)
class FieldSaid:
    """The judgement on one axis of one field."""

    area: str
    axis: str
    step: str
    before: str
    reasons: str
    dissent: str
    by: str
    spread: tuple[int, ...] | None


@dataclass(frozen=True)
class ItemSaid:
    """One item: what was asked, how it was answered, and what that does not show."""

    code: str
    area: str
    question: str
    counts: str
    levels: tuple[Level, ...]
    hidden: str
    not_measurable: str


@dataclass(frozen=True)
class Quoted:
    """Words of a partner, as it wrote them, with what they are about and what was replied."""

    who: str
    about: str
    words: str
    after: str


@dataclass(frozen=True)
class FindingSaid:
    """What is missing, and what would mend it."""

    title: str
    area: str
    missing: str
    proposal: str
    items: str


@dataclass(frozen=True)
class Reading:
    """A report as it is read."""

    title: str
    on: datetime
    facts: tuple[tuple[str, str], ...]
    not_measurable: str
    fields: tuple[FieldSaid, ...]
    findings: tuple[FindingSaid, ...]
    voices: tuple[Quoted, ...]
    reservations: tuple[Quoted, ...]
    items: tuple[ItemSaid, ...]


def read_report(report: Json) -> Reading:
    """Say a report in the language that is active now."""
    round = report["round"]
    labels = {item["code"]: item["label"] or item["code"] for item in report["items"]}
    names = report["english"] if get_language() == "en" else {}
    return Reading(
        title=round["title"], on=moment(round["frozen_at"]), facts=tuple(_facts(report, names)),
        not_measurable=report["not_measurable"],
        fields=tuple(_field(one, report, names) for one in fields_in_order(report)),
        findings=tuple(_finding(one, labels) for one in report["findings"]),
        voices=tuple(_voice(one, labels, names) for one in report["voices"]),
        reservations=tuple(_reservation(one, labels, names) for one in report["reservations"]),
        items=tuple(_item(one) for one in report["items"]),
    )  # fmt: skip


def fields_in_order(report: Json) -> list[Json]:
    """The judgements in the order of the strategy; the stored report holds them by their codes."""
    areas, axes = list(Area.values), list(Axis.values)
    return sorted(report["fields"], key=lambda one: (areas.index(one["area"]), axes.index(one["axis"])))


def moment(text: str) -> datetime:
    """A moment of a report, where this node stands."""
    return localtime(datetime.fromisoformat(text))


def _facts(report: Json, names: Names) -> list[tuple[str, str]]:
    round, partners, library = report["round"], report["partners"], report["round"]["library"]
    sides = ", ".join(f"{Discipline(side).label} {count}" for side, count in sorted(partners["by_discipline"].items()))
    left = ngettext("%(count)s partner vertrok", "%(count)s partners vertrokken", partners["left"])
    found = [
        (_("Vragenlijst"), _("%(title)s, versie %(version)s") % {
            "title": said(library["titles"]), "version": library["version"]}),
        (_("Velden"), ", ".join(str(Area(area).label) for area in round["areas"])),
        (_("Open"), _("van %(first)s tot %(last)s") % {
            "first": exactly(moment(round["opened_at"])), "last": exactly(moment(round["closed_at"]))}),
        (_("Getoetst door"), ", ".join(names.get(name, name) for name in round["assessors"])),
        (_("Uitgenodigd"), f"{partners['invited']} ({sides})"),
        (_("Vastgesteld"), exactly(moment(round["frozen_at"]))),
    ]  # fmt: skip
    if partners["left"]:
        found.append((_("Vertrokken"), left % {"count": partners["left"]}))
    if report["before"]:
        found.append((_("Vorige toets"), report["before"]["title"]))
    return found


def _field(one: Json, report: Json, names: Names) -> FieldSaid:
    earlier = {(step["area"], step["axis"]): step["step"] for step in (report["before"] or {"steps": []})["steps"]}
    known = (one["area"], one["axis"]) in earlier
    by = names.get(one["assessor"], one["assessor"])
    return FieldSaid(
        area=str(Area(one["area"]).label), axis=str(Axis(one["axis"]).label), step=step_words(one["step"]),
        before=step_words(earlier[one["area"], one["axis"]]) if known else "", reasons=one["reasons"],
        dissent=one["dissent"], by=f"{by}, {exactly(moment(one['decided_at']))}",
        spread=tuple(one["spread"]) if one["spread"] else None,
    )  # fmt: skip


def _item(one: Json) -> ItemSaid:
    words = said(one["words"])
    counts = one["spread"] or [None] * len(words["levels"])
    told = {key: one[key] for key in ("asked", "submitted", "not_applicable", "left")}
    counted = _("gevraagd %(asked)s, ingediend %(submitted)s, niet van toepassing %(not_applicable)s, open %(left)s")
    few = _("Minder dan %(count)s antwoorden: de verdeling blijft weg.") % {"count": FEWEST_SHOWN}
    return ItemSaid(
        code=one["label"] or one["code"], area=str(Area(one["area"]).label) if one["area"] else "",
        question=words["question"], counts=counted % told,
        levels=tuple(Level(text, count) for text, count in zip(words["levels"], counts, strict=False)),
        hidden="" if one["spread"] else few, not_measurable=words["not_measurable"],
    )  # fmt: skip


def about_words(one: Json, labels: Names) -> str:
    """What a reservation is about: an item, or an axis of a field."""
    if one["item"]:
        return _("vraag %(code)s") % {"code": labels.get(one["item"], one["item"])}
    return f"{Area(one['area']).label}, {str(Axis(one['axis']).label).lower()}"


def _named(one: Json, names: Names) -> str:
    return names.get(one["partner"], one["partner"])


def _voice(one: Json, labels: Names, names: Names) -> Quoted:
    sure = str(Sureness(one["sureness"]).label) if one["sureness"] else _("niet van toepassing")
    level = _("niveau %(level)s") % {"level": one["level"]} if one["level"] is not None else ""
    softer = _("zachtere stem") if one["softer_voice"] else ""
    after = "; ".join(filter(None, (softer, level, sure)))
    return Quoted(_named(one, names), about_words(one, labels), one["words"], after)


def _reservation(one: Json, labels: Names, names: Names) -> Quoted:
    if one["reply"]:
        after = _("Antwoord van %(who)s: %(words)s") % {
            "who": names.get(one["replier"], one["replier"]),
            "words": one["reply"],
        }
    else:
        day = exactly(datetime.fromisoformat(one["reply_by"]).date())
        after = _("Hierop was nog niet geantwoord. Het antwoord is er uiterlijk op %(day)s.") % {"day": day}
    return Quoted(_named(one, names), about_words(one, labels), one["words"], after)


def _finding(one: Json, labels: Names) -> FindingSaid:
    return FindingSaid(
        title=one["title"], area=str(Area(one["area"]).label), missing=one["missing"], proposal=one["proposal"],
        items=", ".join(labels.get(code, code) for code in one["items"]),
    )  # fmt: skip
