# SPDX-License-Identifier: EUPL-1.2
"""Every act of the system: who may do it, for what, on which basis; and the page that leads to all of the law."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from vijfveld.law.acts_page import load_all, own_acts
from vijfveld.law.bases import catalogue
from vijfveld.law.pages.bases import wording
from vijfveld.law.pages.showing import show, signed_in
from vijfveld.law.registry import Declaration
from vijfveld.node.roles import Role


@signed_in
def acts(request: HttpRequest) -> HttpResponse:
    """The list of acts, by their first word."""
    load_all()
    groups: dict[str, list[dict[str, object]]] = {}
    for act in own_acts():
        groups.setdefault(act.code.partition(".")[0], []).append(_told(act))
    return show(request, "law/acts.html", groups=groups, count=sum(map(len, groups.values())))


def _told(act: Declaration) -> dict[str, object]:
    basis = catalogue().find(act.basis)
    also = [words for words, may in ((_("de klok"), act.by_clock), (_("de machinebeheerder"), act.by_keeper)) if may]
    who = (
        _("iedereen met een rol")
        if act.roles == frozenset(Role)
        else ", ".join(sorted(str(role.label) for role in act.roles))
    )
    return {
        "act": act, "who": ", ".join(filter(None, [str(who), *map(str, also)])), "purpose": act.purpose.label,
        "basis": wording(basis).title if basis else act.basis,
    }  # fmt: skip


@signed_in
def law(request: HttpRequest) -> HttpResponse:
    """The way to everything on which the work rests."""
    return show(request, "law/law.html")
