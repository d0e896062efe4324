# SPDX-License-Identifier: EUPL-1.2
"""How pathways are named and reached, and what they tell on the page of an effort and before one is wound down."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vijfveld.face.dates import exactly
from vijfveld.face.items import Fact
from vijfveld.law.words import deadline_words, decision_words, outcome_words
from vijfveld.node.ids import Urn
from vijfveld.node.slots import NavItem, Subject, navigation, routes, subjects
from vijfveld.node.viewer import Viewer
from vijfveld.steering.acts.pathway_steps import BEGIN
from vijfveld.steering.pathway_words import Ending, Reviewed
from vijfveld.steering.queries import pathways as read
from vijfveld.strategy.models import Effort
from vijfveld.strategy.pages.effort_parts import Told, more_facts, reverse_readings


def facts_of_effort(viewer: Viewer, effort: Effort) -> list[Fact]:
    """Until when an effort carries according to the studies that reckon with it; a warning where that is before its
    own last day."""
    found = []
    for seen, step in read.of_effort(viewer, effort.pk):
        url = reverse("pathways:step", args=[step.id])
        early = [
            (carried.sell_by, scenario.title) for scenario, carried in seen.of_step(step.id)
            if carried.sell_by and carried.ending == Ending.NEED
        ]  # fmt: skip
        if not early:
            found.append(Fact(_("Paden"), _("houdt in elk scenario zolang de studie kijkt"), url))
            continue
        day, scenario = min(early)
        last = effort.ends_on
        told = {"day": exactly(day), "scenario": scenario, "last": exactly(last) if last else ""}
        if last and day <= last:
            said = _("in «%(scenario)s» is vanaf %(day)s meer nodig; de inzet loopt tot en met %(last)s") % told
            found.append(Fact(_("Let op: houdt korter dan de inzet"), said, url))
        else:
            found.append(Fact(_("Paden"), _("in «%(scenario)s» is vanaf %(day)s meer nodig") % told, url))
    return found


def before_winding_down(viewer: Viewer, effort: Effort) -> list[Told]:
    """Per study and scenario: from when something is short without this effort."""
    return [
        Told(seen.study.title, reverse("pathways:study", args=[seen.study.id]), tuple(_short(seen, step.id)))
        for seen, step in read.of_effort(viewer, effort.pk)
    ]


def _short(seen: read.Seen, step: UUID) -> list[str]:
    said = []
    for scenario, (day, other) in seen.outlook.without(step).items():
        told: dict[str, Any] = {"scenario": seen.scenarios[scenario].title, "other": other.title if other else ""}
        if day is None and other is None:
            said.append(_("«%(scenario)s»: er is niets nodig.") % told)
        elif day is None:
            said.append(_("«%(scenario)s»: «%(other)s» levert dan genoeg, zolang de studie kijkt.") % told)
        elif other is None:
            told["day"] = exactly(day)
            said.append(_("«%(scenario)s»: zonder deze inzet is er vanaf %(day)s te weinig.") % told)
        else:
            told |= {"day": exactly(day), "before": exactly(day - timedelta(days=1))}
            said.append(_("«%(scenario)s»: «%(other)s» houdt tot en met %(before)s; daarna is er te weinig.") % told)
    return said


def _subject(word: Any, many: Callable[[Viewer, list[UUID]], dict[UUID, str]], url: Callable[[Urn], str]) -> Subject:
    def one(viewer: Viewer, urn: Urn) -> str | None:
        return many(viewer, [urn.id]).get(urn.id)

    return Subject(word, one, url, many)


def register() -> None:
    """Fill the slots that pathways fill."""
    routes.fill("pathways", "vijfveld.steering.pages.urls_pathways")
    entry = NavItem(gettext_lazy("Paden"), "pathways:list", lambda viewer: viewer.in_network, tucked=True)
    navigation.fill("pathways", entry, order=26)
    study = gettext_lazy("padenstudie")
    subjects.fill("pathway_study", _subject(study, read.titles, lambda urn: reverse("pathways:study", args=[urn.id])))
    step = gettext_lazy("stap van een padenstudie")
    subjects.fill("pathway_step", _subject(step, read.step_titles, lambda urn: reverse("pathways:step", args=[urn.id])))
    need = gettext_lazy("wat een scenario vraagt")
    subjects.fill("pathway_need", _subject(need, read.need_titles, lambda urn: reverse("pathways:list")))
    more_facts.fill("pathways", facts_of_effort)
    reverse_readings.fill("pathways", before_winding_down)
    deadline_words.fill(BEGIN, gettext_lazy("Laatste dag om met een opvolger te beginnen"))
    decision_words.fill(BEGIN, gettext_lazy("Besluit over een stap op een pad"))
    for one in Reviewed:
        outcome_words.fill(f"pathway-{one.value}", one.label)
