# SPDX-License-Identifier: EUPL-1.2
"""Legal bases: on what acts rest here, how far each was seen, and the officer who stands for it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vijfveld.face.items import Due, Fact
from vijfveld.law import queries
from vijfveld.law.acting_forms import ActForm
from vijfveld.law.acts.oversight import confirm_basis, withdraw_basis
from vijfveld.law.bases import catalogue
from vijfveld.law.contents import Basis, Rule, Wording
from vijfveld.law.forms import ConfirmBasisForm
from vijfveld.law.pages.showing import show, signed_in, viewer_of
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import NotThere
from vijfveld.node import clock
from vijfveld.node.roles import Role

PERSONAL = {
    "none": lazy("geen"),
    "ordinary": lazy("gewone persoonsgegevens"),
    "special": lazy("bijzondere persoonsgegevens"),
    "police": lazy("politiegegevens"),
    "criminal": lazy("strafrechtelijke gegevens"),
}


@signed_in
def bases(request: HttpRequest) -> HttpResponse:
    """Every shipped basis: those in force today first."""
    today = clock.now().date()
    confirmed = queries.confirmations(viewer_of(request))
    rows = sorted(catalogue().bases.values(), key=lambda basis: (not basis.in_force(today), wording(basis).title))
    items = [(_line(basis), basis.in_force(today), fitness(basis, set(confirmed))) for basis in rows]
    return show(request, "law/bases.html", items=items)


def wording(basis: Basis) -> Wording:
    """The words of a basis in the language of the page."""
    return basis.en if get_language() == "en" else basis.nl


def _line(basis: Basis) -> Due:
    return Due(when="", title=wording(basis).title, url=f"/grondslagen/{basis.code}", meta=basis.citation)


def fitness(basis: Basis, confirmed: set[str]) -> tuple[str, str]:
    """Whether personal data may rest on a basis here: in words, and as a kind of state."""
    if basis.personal_data == "none":
        return _("zonder persoonsgegevens"), "plain"
    if not basis.usable_for_personal_data(confirmed):
        return _("nog niet bevestigd"), "open"
    return (_("bevestigd door de FG"), "done") if basis.code in confirmed else (_("gezien"), "done")


@signed_in
def basis(request: HttpRequest, code: str) -> HttpResponse:
    """One basis, with its terms; the data protection officer confirms it or withdraws that."""
    found = catalogue().find(code)
    if found is None:
        raise NotThere
    viewer = viewer_of(request)
    confirmed = queries.confirmations(viewer).get(code)
    form = _form(request, withdrawing=confirmed is not None)
    if request.method == "POST" and form.is_valid() and _judged(request, form, code):
        return redirect("law:basis", code)
    words, kind = fitness(found, {code} if confirmed else set())
    return show(
        request, "law/basis.html", status=form.status, basis=found, words=wording(found), facts=_facts(found),
        confirmed=confirmed, form=form, may_judge=viewer.holds(Role.FG), fit=words, fit_kind=kind,
        rules=[_rule(rule) for rule in _rules() if rule.basis == code],
    )  # fmt: skip


def _form(request: HttpRequest, *, withdrawing: bool) -> ActForm:
    kind = ActForm if withdrawing else ConfirmBasisForm
    return kind(request.POST or None)


def _judged(request: HttpRequest, form: ActForm, code: str) -> bool:
    act = confirm_basis if isinstance(form, ConfirmBasisForm) else withdraw_basis
    return form.do(request, act, code, **form.typed)


def _facts(basis: Basis) -> list[Fact]:
    unknown = _("niet gezien")
    return [
        Fact(_("Vindplaats"), basis.citation),
        Fact(
            _("Geldt vanaf"),
            basis.valid_from or (_("niet voor %s") % basis.not_before if basis.not_before else unknown),
        ),
        Fact(_("Geldt tot"), basis.valid_to or (_("niet na %s") % basis.not_after if basis.not_after else _("nu"))),
        Fact(_("Nagegaan"), basis.verified_by if basis.verified == "seen" else _("niet nagegaan")),
        *([Fact(_("Bron"), basis.source)] if basis.verified == "seen" else []),
        Fact(_("Persoonsgegevens"), PERSONAL[basis.personal_data]),
        Fact(_("Doelen"), ", ".join(str(Purpose(code).label) for code in basis.purposes)),
    ]


def _rules() -> list[Rule]:
    return [*catalogue().retentions.values(), *catalogue().clocks.values()]


def _rule(rule: Rule) -> dict[str, Any]:
    words = rule.en if get_language() == "en" else rule.nl
    term = rule.term or _("geen termijn gezien")
    return {"when": term, "title": words, "meta": rule.source if rule.verified == "seen" else _("niet nagegaan")}
