# SPDX-License-Identifier: EUPL-1.2
"""The facts beneath a signal: figures that everyone reads, and the records that the viewer may see."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.dateformat import format as write
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vijfveld.face.dates import on
from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.methods.erosion import drawdown, herfindahl, volatility
from vijfveld.methods.erosion.watch import TOGETHER
from vijfveld.node.roles import Reach
from vijfveld.node.viewer import Viewer
from vijfveld.steering.erosion_counting import AREAS, MONTHS, fit_to_show, months_before, too_few
from vijfveld.steering.erosion_facts import Step
from vijfveld.steering.erosion_words import Signal
from vijfveld.steering.models import Meeting, RoleConflict
from vijfveld.steering.queries.erosion import Watch
from vijfveld.steering.words import FEWEST_SHOWN
from vijfveld.strategy.models import Ask, Effort
from vijfveld.strategy.sayings import fte, name_of
from vijfveld.strategy.words import Nature

MOST, AT_ONCE = 25, 400
SIDES = {Signal.NATIONAL: Reach.NATIONAL, Signal.LOCAL: Reach.LOCAL}


@dataclass(frozen=True)
class Listed:
    """Records of one sort: their heading, a sentence when there are none, and their lines."""

    title: str
    nothing: str
    lines: list[tuple[str, str, str]]


def facts(viewer: Viewer, watch: Watch, signal: Signal) -> Table | None:
    """The figures of the last month beneath a signal."""
    if watch.counted is None:
        return None
    return {
        Signal.ATTENTION: _fields, Signal.DRIFT: _contacts, Signal.NATIONAL: _capacity, Signal.LOCAL: _capacity,
        Signal.CONFLICTS: _conflicts,
    }[signal](viewer, watch, signal)  # fmt: skip


def _fields(viewer: Viewer, watch: Watch, signal: Signal) -> Table | None:
    """Effort per field; fields behind which too few organisations stand are shown together."""
    assert watch.counted is not None
    efforts, merged = fit_to_show(watch.counted)
    now, whole = efforts[-1], efforts[-1].sum()
    if not whole:
        return None
    agreed = watch.agreed.shares if watch.agreed else {}
    rows = [
        (str(area.label), reverse("strategy:field", args=[area.value]), now[at], agreed.get(area.value))
        for at, area in enumerate(AREAS) if not merged[-1][at]
    ]  # fmt: skip
    together = [at for at in range(len(AREAS)) if merged[-1][at]]
    if together:
        names = ", ".join(str(AREAS[at].label) for at in together)
        share = sum(agreed.get(AREAS[at].value, 0) for at in together) if agreed else None
        rows.append((_("%(names)s, samen") % {"names": names}, "", sum(now[at] for at in together), share))
    spread = _("hoe dicht bij elkaar: %(index)s; 1 is alles in één veld") % {"index": fte(round(herfindahl(now), 2))}
    cells = tuple(
        (Cell(name, url), Cell(fte(round(float(amount), 2))), Cell(f"{100 * amount / whole:.0f}%"),
         Cell(_("niet afgesproken") if share is None else f"{share}%"))
        for name, url, amount, share in rows
    )  # fmt: skip
    headers = (_("Veld"), _("Toegezegd, fte"), _("Deel"), _("Afgesproken deel"))
    return Table(f"{_('Inzet per veld')} ({spread})", headers, cells, frozenset({1, 2, 3}))


def _contacts(viewer: Viewer, watch: Watch, signal: Signal) -> Table | None:
    """Contacts of the last three months within and across the two sides; what rests on few is hidden with another.

    Nothing is told of what is hidden together: with the figure of the signal, their sum would give both away.
    """
    assert watch.counted is not None
    hidden = too_few(watch.counted.in_touch[-1])
    if (watch.counted.sides[-1] < FEWEST_SHOWN).any() or hidden.all():
        return None
    last = watch.counted.mixing[-TOGETHER:].sum(axis=0)
    rows = (
        (_("sociaal met sociaal"), last[0, 0] / 2), (_("veiligheid met veiligheid"), last[1, 1] / 2),
        (_("sociaal met veiligheid"), last[0, 1]),
    )  # fmt: skip
    cells = tuple(
        (Cell(name), Cell(_("te weinig organisaties") if kept_back else fte(round(float(amount), 1))))
        for (name, amount), kept_back in zip(rows, hidden, strict=True)
    )
    organisations = _("Sociaal: %(social)s organisaties. Veiligheid: %(security)s organisaties.") % {
        "social": int(watch.counted.sides[-1][0]), "security": int(watch.counted.sides[-1][1])}  # fmt: skip
    title = f"{_('Contacten in de laatste drie maanden')}. {organisations}"
    return Table(title, (_("Tussen wie"), _("Contacten, gewogen")), cells, frozenset({1}))


def _capacity(viewer: Viewer, watch: Watch, signal: Signal) -> Table | None:
    """What stands granted, the floor, the peak, and how far it moves."""
    assert watch.counted is not None
    at = SIDES[signal]
    if watch.counted.granters[at][-1] < FEWEST_SHOWN:
        return None
    granted, floors = watch.counted.granted[at], watch.counted.floors[at]
    shown = granted[watch.counted.granters[at] >= FEWEST_SHOWN]
    lost = drawdown(shown)[-1]
    rows = [
        (_("Nu toegezegd voor vaste inzet"), _("%(amount)s fte") % {"amount": fte(round(float(granted[-1]), 2))}),
        (_("Bodem die is afgesproken"), _("%(amount)s fte") % {"amount": fte(round(float(floors[-1]), 2))}),
        (_("Hoogste punt in deze maanden"), _("%(amount)s fte") % {"amount": fte(round(float(shown.max()), 2))}),
        (_("Daarvan verloren"), f"{100 * lost:.0f}%"),
        (_("Organisaties die leveren"), str(int(watch.counted.granters[at][-1]))),
    ]
    if len(shown) > 2 and (shown > 0).all():
        rows.append((_("Hoe sterk het per maand wisselt"), f"{100 * volatility(shown):.0f}%"))
    if watch.fall:
        rows.append((_("Sinds het niveau daalde"), _since_fall(watch, at)))
    return Table(
        _("Vaste capaciteit"), (_("Wat"), _("Hoeveel")), tuple((Cell(a), Cell(b)) for a, b in rows), frozenset({1})
    )


def _since_fall(watch: Watch, at: Reach) -> str:
    """How capacity moved since the level fell: what was built should stay."""
    assert watch.counted is not None
    assert watch.fall is not None
    before = [place for place, month in enumerate(watch.months) if month < months_before(watch.fall.on, 0)]
    granted = watch.counted.granted[at]
    if not before or watch.counted.granters[at][before[-1]] < FEWEST_SHOWN or not granted[before[-1]]:
        return _("niet te zeggen")
    return f"{100 * (granted[-1] / granted[before[-1]] - 1):+.0f}%"


def _conflicts(viewer: Viewer, watch: Watch, signal: Signal) -> Table:
    """How many were found in each of the last twelve months."""
    assert watch.counted is not None
    rows = tuple(
        (Cell(write(month, "F Y")), Cell(str(int(found))))
        for month, found in reversed(list(zip(watch.months, watch.counted.found, strict=True))[-12:])
    )
    return Table(_("Gevonden per maand"), (_("Maand"), _("Gevonden")), rows, frozenset({1}))


def lists(viewer: Viewer, watch: Watch, signal: Signal) -> list[Listed]:
    """The records beneath a signal that the viewer may see."""
    if not watch.months:
        return []
    since = months_before(watch.months[-1], 2)
    if signal is Signal.ATTENTION:
        return [_steps(viewer, watch, since, None)]
    if signal is Signal.DRIFT:
        return [_asks(viewer, watch, since), _meetings(viewer, watch, since)]
    if signal is Signal.CONFLICTS:
        return [_found(viewer, watch)]
    return [_steps(viewer, watch, months_before(watch.months[-1], MONTHS), SIDES[signal])]


def _steps(viewer: Viewer, watch: Watch, since: date, reach: Reach | None) -> Listed:
    """What partners came to grant more or less; of the asks the viewer may see."""
    steps = [one for one in watch.steps if since <= one.on and (reach is None or one.before)]
    steps.sort(key=lambda one: one.on, reverse=True)
    lines: list[tuple[str, str, str]] = []
    for start in range(0, len(steps), AT_ONCE):
        lines += _lines(viewer, steps[start : start + AT_ONCE], reach)
        if len(lines) >= MOST:
            break
    return Listed(
        _("Toezeggingen die veranderden"),
        _("U ziet geen toezegging die veranderde. Wat andere partners toezegden, is alleen te zien voor wie vroeg, "
          "wie antwoordde en voor coördinatoren."), lines[:MOST],
    )  # fmt: skip


def _lines(viewer: Viewer, steps: list[Step], reach: Reach | None) -> list[tuple[str, str, str]]:
    """Those of some steps that the viewer may see, in the same order."""
    seen = Ask.objects.visible_to(viewer).filter(pk__in=[one.ask for one in steps]).select_related("partner")
    asks = {ask.pk: ask for ask in seen}
    efforts = Effort.objects.visible_to(viewer).filter(pk__in={one.effort for one in steps})
    efforts = efforts.filter(nature=Nature.FIXED) if reach else efforts
    titles = dict(efforts.values_list("id", "title"))
    shown = [one for one in steps if one.ask in asks and one.effort in titles
             and (reach is None or asks[one.ask].partner.reach == reach)]  # fmt: skip
    return [
        (
            f"{name_of(asks[one.ask].partner)}: {titles[one.effort]}", reverse("efforts:ask", args=[one.ask]),
            _("%(day)s: van %(before)s naar %(after)s fte") % {
                "day": on(one.on, None), "before": fte(one.before), "after": fte(one.after)},
        )
        for one in shown
    ]  # fmt: skip


def _asks(viewer: Viewer, watch: Watch, since: date) -> Listed:
    rows = Ask.objects.visible_to(viewer).filter(asked_at__date__gte=since, asked_at__date__lte=watch.day)
    rows = rows.select_related("partner", "asker").order_by("-asked_at", "-id")
    shown = list(rows[:MOST])
    titles = dict(
        Effort.objects.visible_to(viewer).filter(pk__in={one.effort_id for one in shown}).values_list("id", "title")
    )
    lines = [
        (
            f"{name_of(one.asker)} → {name_of(one.partner)}", reverse("efforts:ask", args=[one.pk]),
            f"{on(one.asked_at, None)}: {titles.get(one.effort_id, '')}",
        )
        for one in shown
    ]  # fmt: skip
    return Listed(_("Vragen om inzet die u mag zien"), _("U ziet geen vraag uit deze maanden."), lines)


def _meetings(viewer: Viewer, watch: Watch, since: date) -> Listed:
    """Meetings do not count for the signal; who sat there may look at them beside it."""
    rows = Meeting.objects.visible_to(viewer).filter(opened_at__date__gte=since, opened_at__date__lte=watch.day)
    shown = list(rows.order_by("-starts_at", "-id")[:MOST])
    lines = []
    for one in shown:
        there = len([each for each, role in one.present.items() if role != "absent"])
        told = ngettext("%(count)s organisatie aanwezig", "%(count)s organisaties aanwezig", there) % {"count": there}
        lines.append((on(one.starts_at, None), reverse("bodies:meeting", args=[one.pk]), told))
    return Listed(
        _("Overleggen waar uw organisatie aan deelneemt; zij tellen niet mee"),
        _("U ziet geen overleg uit deze maanden."), lines,
    )  # fmt: skip


def _found(viewer: Viewer, watch: Watch) -> Listed:
    since = months_before(watch.months[-1], 11)
    rows = RoleConflict.objects.visible_to(viewer).filter(task__isnull=False, found_on__gte=since)
    rows = rows.filter(found_on__lte=watch.day).order_by("-found_on", "-id")
    lines = [
        (
            str(one.get_rule_display()), reverse("roles:conflict", args=[one.pk]),
            _("gevonden %(day)s, %(state)s") % {"day": on(one.found_on, None), "state": one.get_state_display()}
            + (" · " + _("de %(times)se keer in 24 maanden") % {"times": one.times} if one.times > 1 else ""),
        )
        for one in rows[:MOST]
    ]  # fmt: skip
    return Listed(_("Rolconflicten van de laatste twaalf maanden"), _("Er is geen rolconflict gevonden."), lines)
