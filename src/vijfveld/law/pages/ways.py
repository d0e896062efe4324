# SPDX-License-Identifier: EUPL-1.2
"""The way to each page of the law: from the page that leads to all of it, by the list in which it stands."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vijfveld.face.shell import Crumb

LAW = (_("Wet en toezicht"), "law:law")
GATE = (_("De poort"), "law:gate")
WAYS = {
    "law/gate.html": (LAW,),
    "law/gate_refused.html": (LAW, GATE),
    "law/gate_passed.html": (LAW, GATE),
    "law/gate_counts.html": (LAW, GATE),
    "law/tension_new.html": (LAW, GATE),
    "law/tension.html": (LAW, GATE),
    "law/bases.html": (LAW,),
    "law/basis.html": (LAW, (_("Grondslagen"), "law:bases")),
    "law/decisions.html": (LAW,),
    "law/decision.html": (LAW, (_("Besluiten"), "law:decisions")),
    "law/history.html": (LAW,),
    "law/acts.html": (LAW,),
    "law/processing.html": (LAW,),
    "law/activity.html": (LAW, (_("Verwerkingen"), "law:processing")),
    "law/log.html": (LAW, (_("Verwerkingen"), "law:processing")),
    "law/glass_list.html": (LAW,),
    "law/glass_new.html": (LAW, (_("Noodstap"), "law:glass-list")),
    "law/glass.html": (LAW, (_("Noodstap"), "law:glass-list")),
    "law/feed.html": ((_("Wat loopt af"), "law:running-out"),),
    "law/task.html": ((_("Taken"), "law:tasks"),),
}


def way_to(template: str) -> list[Crumb]:
    """The steps to the page that this template draws."""
    return [Crumb(str(label), reverse(page)) for label, page in WAYS.get(template, ())]
