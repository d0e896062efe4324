# SPDX-License-Identifier: EUPL-1.2
"""The pages of the threat level: what is in force and why, deciding a new one, and what was decided before."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vijfveld.face.dates import day_of, exactly
from vijfveld.face.items import Due, Fact
from vijfveld.law.refusals import NotThere
from vijfveld.node.ids import Urn
from vijfveld.node.slots import subject_url
from vijfveld.node.viewer import Viewer
from vijfveld.strategy.acts.levels import set_threat_level
from vijfveld.strategy.forms.levels import LevelForm
from vijfveld.strategy.models import ThreatLevel
from vijfveld.strategy.pages.effort_parts import require_role
from vijfveld.strategy.pages.shown import PageRequest, may, show, strip
from vijfveld.strategy.queries import levels
from vijfveld.strategy.queries.efforts import today
from vijfveld.strategy.queries.levels import Grounds, named
from vijfveld.strategy.sayings import basis_title, name_of, state_of
from vijfveld.strategy.shelf import level_text, level_title, provinces, scale_in_force, threat_levels


def levels_page(request: PageRequest) -> HttpResponse:
    """The level in force, why, and the history since 2005."""
    viewer = request.viewer
    current = levels.level_in_force(viewer)
    decided = current.decided if current else None
    context: dict[str, Any] = {
        "current": current,
        "since": _since(current) if current else "",
        "ladder": ladder(current.code if current else ""),
        "due": [_review(decided)] if decided else [],
        "regional": [
            (level, named(level), provinces()[level.region]) for level in (current.regional if current else [])
        ],
        "drawn": levels.history_drawn(viewer),
        "past": [(level, named(level), place_of(level)) for level in levels.decided_levels(viewer) if level != decided],
        "may_decide": may(viewer, [set_threat_level]),
        "sees_drivers": viewer.in_network,
        "history": strip(viewer, decided.urn) if decided else [],
        **(_told(viewer, decided) if decided else {}),
    }
    return show(request, "strategy/levels/levels.html", **context)


def new_level_page(request: PageRequest) -> HttpResponse:
    """Decide a level; the page after it says whom it asked to look again."""
    viewer = request.viewer
    require_role(viewer, set_threat_level)
    current = levels.level_in_force(viewer)
    held = _running(current)
    form = LevelForm(request.POST or None, held=[level.id for level in held])
    if form.is_valid() and _decided(request, form):
        messages.success(request, _asked(form.outcome))
        return redirect("strategy:level", form.outcome.id)
    if form.stale:
        form.renew([level.id for level in held])
    context: dict[str, Any] = {
        "form": form, "current": current, "breadcrumb": _here(),
        "held": [(level, named(level), place_of(level)) for level in held],
    }  # fmt: skip
    return show(request, "strategy/levels/new.html", status=form.status, **context)


def _decided(request: PageRequest, form: LevelForm) -> bool:
    return form.do(request, set_threat_level, form.setting, form.reasoning, seen=form.cleaned_data["seen"])


def _running(current: levels.CurrentLevel | None) -> list[ThreatLevel]:
    """The levels decided here that hold now: that of the country first, then those of provinces."""
    if current is None:
        return []
    return [*([current.decided] if current.decided else []), *current.regional]


def level_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One decision about the level, in force or past."""
    viewer = request.viewer
    level = levels.threat_level(viewer, id)
    if level is None:
        raise NotThere
    running = _running(levels.level_in_force(viewer))
    context: dict[str, Any] = {
        "level": level,
        "name": named(level),
        "text": level_text(threat_levels().scales[level.scale].level(level.level)),
        "place": place_of(level),
        "in_force": level in running,
        "due": [_review(level)] if level in running else [],
        "history": strip(viewer, level.urn),
        "breadcrumb": _here(),
        **_told(viewer, level),
    }
    return show(request, "strategy/levels/level.html", **context)


def place_of(level: ThreatLevel) -> str:
    """Where a level holds."""
    return provinces().get(level.region, "") or _("heel Nederland")


def ladder(code: str) -> list[tuple[str, str, bool]]:
    """The levels of the scale in force, the highest first: name, meaning, and whether it holds now."""
    return [
        (f"{level.number or ''} {level_title(level)}".strip(), level_text(level), level.code == code)
        for level in reversed(scale_in_force().levels)
    ]


def title(viewer: Viewer, urn: Urn) -> str | None:
    """How a decided level is named in lists and in the history."""
    found = levels.threat_level(viewer, urn.id)
    return _("Dreigingsniveau %(level)s, %(place)s") % _words(found) if found else None


def _words(level: ThreatLevel) -> dict[str, str]:
    return {"level": named(level), "place": place_of(level)}


def _since(current: levels.CurrentLevel) -> str:
    """The day from which a level holds, or the month when only that was seen."""
    day = exactly(day_of(current.since))
    return day if current.exact else day.split(" ", 1)[1]


def _here() -> list[tuple[str, str]]:
    return [(_("Dreigingsniveau"), reverse("strategy:levels"))]


def _review(level: ThreatLevel) -> Due:
    words = _("Dit niveau opnieuw bekijken")
    if level.in_force_until is None:
        return Due(level.review_on, words, meta=_("Zonder nieuw besluit blijft het niveau gelden."))
    ends = _("Zonder nieuw besluit stopt dit niveau vanzelf op %(day)s.") % {"day": exactly(level.in_force_until)}
    return Due(level.review_on, words, meta=ends)


def _asked(level: ThreatLevel) -> str:
    count = len(level.concerns)
    if not count:
        return _("Het niveau is vastgesteld. Er is geen flexibele inzet die om een nieuwe blik vraagt.")
    return ngettext(
        "Het niveau is vastgesteld. De eigenaar van %(count)s inzet is gevraagd om opnieuw te kijken.",
        "Het niveau is vastgesteld. De eigenaren van %(count)s inzetten zijn gevraagd om opnieuw te kijken.",
        count,
    ) % {"count": count}


def _told(viewer: Viewer, level: ThreatLevel) -> dict[str, Any]:
    grounds = levels.grounds(viewer, level)
    if grounds is None:
        return {}
    day = today(viewer)
    concerned = [(effort, subject_url(effort.urn), state_of(effort, day)) for effort in grounds.concerned]
    return {"reasoning": grounds.decision.reasoning, "facts": _facts(grounds, level), "concerned": concerned}


def _facts(grounds: Grounds, level: ThreatLevel) -> list[Fact]:
    decision, before = grounds.decision, grounds.replaces
    until = exactly(level.in_force_until) if level.in_force_until else _("een nieuw besluit")
    facts = [
        Fact(_("Geldt voor"), place_of(level)),
        Fact(_("Rust op"), level.edition),
        Fact(_("Geldt vanaf"), exactly(level.in_force_from)),
        Fact(_("Geldt tot"), until),
        Fact(_("Opnieuw bekijken op"), exactly(level.review_on)),
        Fact(_("Genomen door"), ", ".join(filter(None, (grounds.taken_by, name_of(decision.taken_for))))),
        Fact(_("Grondslag"), basis_title(decision.basis)),
    ]
    replaced = (
        Fact(_("Kwam in plaats van"), named(before), reverse("strategy:level", args=[before.id])) if before else None
    )
    return [*facts, replaced] if replaced else facts
