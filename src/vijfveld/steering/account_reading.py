# SPDX-License-Identifier: EUPL-1.2
"""An account in the words of a reader: what its page and its PDF both show, made from composed JSON alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.template.defaultfilters import date as dated
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from vijfveld.face import palette
from vijfveld.face.dates import exactly
from vijfveld.face.drawings.course import Course, Row, Stretch
from vijfveld.steering.account_words import LABELS, OF_A_FIELD, area_of, label
from vijfveld.steering.accounting import ALL, REPLIES
from vijfveld.steering.reading import Quoted, about_words, moment
from vijfveld.steering.words import Axis, step_words
from vijfveld.strategy.sayings import fte
from vijfveld.strategy.shelf import level_title, provinces, threat_levels
from vijfveld.strategy.words import Area

Json = Mapping[str, Any]


@dataclass(frozen=True)
class FigureSaid:
    """One figure: what it is called, how many, how many in the account before, and what it does not show."""

    name: str
    label: str
    count: str
    before: str
    limit: str
    under: bool = False


@dataclass(frozen=True)
class FieldSaid:
    """One field: its texts, then its figures."""

    area: str
    code: str
    texts: tuple[tuple[str, str], ...]
    not_measurable: str
    figures: tuple[FigureSaid, ...]
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class RoundSaid:
    """A system test that was frozen in the period."""

    id: str
    title: str
    on: str
    by: str
    not_measurable: str
    steps: tuple[tuple[str, str, str, str, str], ...]
    reservations: tuple[Quoted, ...]
    findings: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Account:
    """An account as it is read."""

    title: str
    kind: str
    facts: tuple[tuple[str, str], ...]
    introduction: str
    overall: tuple[FigureSaid, ...]
    fields: tuple[FieldSaid, ...]
    rounds: tuple[RoundSaid, ...]
    levels: tuple[tuple[str, str], ...]
    levels_limit: str
    course: Course
    course_limit: str
    apart: tuple[FigureSaid, ...]
    remarks: tuple[Quoted, ...]
    partners: tuple[tuple[str, ...], ...]
    not_comparable: str
    ledger: tuple[tuple[str, str], ...]


def read_account(report: Json) -> Account:
    """Say an account in the language that is active now."""
    account, names = report["account"], report["english"] if get_language() == "en" else {}
    return Account(
        title=account["title"], kind=_kind(report), facts=tuple(_facts(report, names)),
        introduction=report["introduction"],
        overall=tuple(_figures_of(report, ALL)), fields=tuple(_field(one, report) for one in report["fields"]),
        rounds=tuple(_round(one, names) for one in report["rounds"]), levels=tuple(_levels(report)),
        levels_limit=_limit(report, "levels"), course=course_of(report), course_limit=_limit(report, "over_time"),
        apart=tuple(_apart(report)), remarks=tuple(_remark(one, names) for one in report["remarks"]),
        partners=tuple(_partner(one, names) for one in report.get("partners", ())),
        not_comparable=_not_comparable(report), ledger=tuple(_ledger(report)),
    )  # fmt: skip


def _kind(report: Json) -> str:
    if report["edition"] == "public":
        return _("Verantwoording, openbare uitgave")
    return _("Verantwoording, uitgave voor coördinatoren")


def day(text: str) -> date:
    """A day of an account."""
    return date.fromisoformat(text)


def period(account: Json) -> str:
    """The days that an account is about."""
    told = {"first": exactly(day(account["first_on"])), "last": exactly(day(account["last_on"]))}
    return _("%(first)s tot en met %(last)s") % told


def _facts(report: Json, names: Mapping[str, str]) -> list[tuple[str, str]]:
    account, before = report["account"], report["before"]
    found = [
        (_("Periode"), period(account)),
        (_("Opgesteld door"), names.get(account["prepared_by"], account["prepared_by"])),
    ]
    if account["opened_at"]:
        last = exactly(day(account["remarks_by"]))
        opened = {"first": exactly(moment(account["opened_at"]).date()), "last": last}
        found.append((_("Ter inzage bij partners"), _("van %(first)s tot en met %(last)s") % opened))
    if account["early"]:
        found.append((_("Vastgesteld voor het einde van de inzage"), account["early"]))
    if account["frozen_at"]:
        found.append((_("Vastgesteld"), exactly(moment(account["frozen_at"]))))
    if before:
        found.append((_("Vorige verantwoording"), f"{before['title']} ({period(before)})"))
    return found


def _limit(report: Json, name: str) -> str:
    said = report["limits"].get(name.partition(".")[0], {})
    return str(said.get(get_language() or "nl") or said.get("nl", ""))


def _figure(report: Json, name: str, *, words: str = "", under: bool = False) -> FigureSaid:
    figure = report["figures"][name]
    before = (report["before"] or {"figures": {}})["figures"]
    told = _count(figure["count"]) + (f" ({fte(figure['fte'])} fte)" if figure.get("fte") and not under else "")
    earlier = _count(before[name]) if name in before else ""
    return FigureSaid(name, words or label(name), told, earlier, "" if under else _limit(report, name), under)


def _count(count: int | None) -> str:
    return _("niet getoond") if count is None else str(count)


def _field(one: Json, report: Json) -> FieldSaid:
    area = one["area"]
    texts = (
        (_("Wat goed ging"), one["went_well"]), (_("Wat niet goed ging"), one["went_badly"]),
        (_("Het grijs ertussen"), one["grey"]),
    )  # fmt: skip
    steps = tuple(
        (f"{Axis(step['axis']).label} ({round['title']})", step_words(step["step"]))
        for round in report["rounds"] for step in round["steps"] if step["area"] == area
    )  # fmt: skip
    return FieldSaid(
        area=str(Area(area).label), code=palette.Area(area).value, not_measurable=one["not_measurable"], steps=steps,
        texts=tuple(pair for pair in texts if pair[1]), figures=tuple(_figures_of(report, area)),
    )  # fmt: skip


def _figures_of(report: Json, area: str) -> list[FigureSaid]:
    found = []
    for code in OF_A_FIELD:
        head, _dot, kind = code.partition(".")
        name = f"{head}.{area}.{kind}" if kind else f"{head}.{area}"
        words = label(name).partition(": ")[2].capitalize() if kind else ""
        if name not in report["figures"]:
            continue
        found.append(_figure(report, name, words=words, under=bool(kind)))
    return found


def _apart(report: Json) -> list[FigureSaid]:
    """The figures that belong to no field."""
    kept = [name for name in report["figures"] if _apart_from_fields(name)]
    order = list(LABELS)
    return [
        _figure(report, name, words=_without_field(name))
        for name in sorted(kept, key=lambda name: (order.index(name.partition(".")[0]), name))
        if not (name.endswith(".") and not report["figures"][name]["count"])
    ]  # fmt: skip


def _apart_from_fields(name: str) -> bool:
    return name.partition(".")[0] in LABELS and not area_of(name) and name.split(".")[1:2] != [ALL]


def _without_field(name: str) -> str:
    code, _dot, _rest = name.partition(".")
    if code in ("refused", "gate", "glass") or not _dot:
        return ""
    return _("%(what)s, zonder bekend veld") % {"what": LABELS[code]}


def _round(one: Json, names: Mapping[str, str]) -> RoundSaid:
    steps = tuple(
        (
            f"{Area(step['area']).label}, {str(Axis(step['axis']).label).lower()}", step_words(step["step"]),
            " · ".join(map(str, step["spread"])) if step["spread"] else _("te weinig om te tonen"), step["reasons"],
            step["dissent"],
        )
        for step in one["steps"]
    )  # fmt: skip
    return RoundSaid(
        id=one["id"], title=one["title"], on=exactly(moment(one["frozen_at"])),
        by=", ".join(names.get(name, name) for name in one["assessors"]), not_measurable=one["not_measurable"],
        steps=steps, reservations=tuple(_reservation(each, names) for each in one["reservations"]),
        findings=tuple((each["title"], str(Area(each["area"]).label), each["missing"]) for each in one["findings"]),
    )  # fmt: skip


def _reservation(one: Json, names: Mapping[str, str]) -> Quoted:
    replied = _("Antwoord van %(who)s: %(words)s") % {
        "who": names.get(one["replier"], one["replier"]), "words": one["reply"]
    }  # fmt: skip
    after = replied if one["reply"] else _("Hierop was bij de vaststelling nog niet geantwoord.")
    return Quoted(names.get(one["partner"], one["partner"]), about_words(one, {}), one["words"], after)


def _remark(one: Json, names: Mapping[str, str]) -> Quoted:
    about = str(Area(one["area"]).label) if one["area"] else _("het geheel")
    after = _("Antwoord: %(words)s") % {"words": one["reply"]} if one["reply"] else _("Hierop is nog niet geantwoord.")
    return Quoted(names.get(one["partner"], one["partner"]), about, one["words"], after)


def _partner(one: Json, names: Mapping[str, str]) -> tuple[str, ...]:
    return (names.get(one["name"], one["name"]), *(str(one[name]) for name in ("asked", *REPLIES)))


def _levels(report: Json) -> list[tuple[str, str]]:
    return [
        (_("vanaf %(day)s") % {"day": exactly(day(one["from"]))}, _level_words(one))
        for one in report["levels"]
    ]  # fmt: skip


def _level_words(one: Json) -> str:
    level = threat_levels().scales[one["scale"]].level(one["level"])
    name = level_title(level)
    told = f"{level.number}, {name}" if level.number else name
    return f"{told} ({provinces().get(one['region'], one['region'])})" if one["region"] else told


def course_of(report: Json) -> Course:
    """Asked, answered and done per field over time, with the level that held."""
    parts, account = report["over_time"], report["account"]
    rows = tuple(
        Row(
            str(Area(area).label), tuple(tuple(part["areas"][area][at] for part in parts) for at in range(3)),
            palette.Area(area),
        )
        for area in Area.values
    )  # fmt: skip
    return Course(
        _("Gevraagd, beantwoord en gedaan per veld"), (_("Gevraagd"), _("Beantwoord"), _("Gedaan")),
        tuple(part_words(day(part["from"]), day(part["until"])) for part in parts), rows, _("Dreigingsniveau"),
        tuple(_stretches(report["levels"], day(account["first_on"]), day(account["last_on"]))),
    )  # fmt: skip


def part_words(first: date, last: date) -> str:
    """A month, a quarter or a year in a few words; the parts at the ends may be shorter."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months == 1:
        return dated(first, _("b Y"))
    if months <= 3:
        return _("%(quarter)se kw. %(year)s") % {"quarter": (first.month + 2) // 3, "year": first.year}
    return str(first.year)


def _stretches(levels: list[Json], first: date, last: date) -> list[Stretch]:
    whole = (last - first).days + 1
    country = [one for one in levels if not one["region"]]
    ends = [*(day(one["from"]) for one in country[1:]), last + timedelta(days=1)]
    return [
        Stretch(_level_words(one), max((day(one["from"]) - first).days, 0) / whole, max((end - first).days, 0) / whole)
        for one, end in zip(country, ends, strict=False)
    ]


def _not_comparable(report: Json) -> str:
    """That two periods are not equally long, when they are not."""
    before = report["before"]
    if not before:
        return ""
    days = [(day(one["last_on"]) - day(one["first_on"])).days + 1 for one in (before, report["account"])]
    if days[0] == days[1]:
        return _("Beide periodes zijn even lang.")
    long = ngettext("%(count)s dag", "%(count)s dagen", days[0]) % {"count": days[0]}
    told = _("De periodes zijn niet even lang: toen %(then)s, nu %(now)s. Leg de aantallen niet zomaar naast elkaar.")
    return told % {"then": long, "now": days[1]}


def _ledger(report: Json) -> list[tuple[str, str]]:
    ledger = report["ledger"]
    return [
        (_("Posten van het register tot en met het ijkpunt"), str(ledger["size"])),
        (_("Wortel van het register"), ledger["root"]), (_("SHA-256 van de telling"), ledger["counted"]),
    ]  # fmt: skip


def frozen_on(report: Json) -> datetime:
    """When an account was frozen."""
    return moment(report["account"]["frozen_at"])
