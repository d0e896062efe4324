# SPDX-License-Identifier: EUPL-1.2
"""The pages of a field of uncertainties: its grid, what survives, and the judgement of a pair."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.shell import Crumb
from vijfveld.law.refusals import NotThere
from vijfveld.steering.acts.scenarios import (
    CLOSED,
    NOT_YOURS,
    allow_pair,
    change_field,
    close_field,
    exclude_pair,
    open_field,
)
from vijfveld.steering.forms.scenarios import TOGETHER, FieldForm, PairForm, SureForm
from vijfveld.steering.models import Exclusion, UncertaintyField
from vijfveld.steering.pages.scenario_history import ground_word, history, pair_words, reason
from vijfveld.steering.pages.standing import Condition, only_if
from vijfveld.steering.queries import scenarios as read
from vijfveld.steering.scenario_words import Ground
from vijfveld.steering.uncertainties import as_lines, changed, name_of, names, pair_of, shipped
from vijfveld.strategy.pages.effort_parts import require_role
from vijfveld.strategy.pages.shown import PageRequest, may, show
from vijfveld.strategy.shelf import strategy, title_of

MARKS = {Ground.LOGICAL: "L", Ground.EMPIRICAL: "E", Ground.NORMATIVE: "N"}


def crumbs(field: UncertaintyField | None = None) -> list[Crumb]:
    """The way to a page of scenarios."""
    here = [Crumb(_("Scenario's"), reverse("scenarios:list"))]
    return here + ([Crumb(field.title, reverse("scenarios:field", args=[field.id]))] if field else [])


def field_or_nothing(request: PageRequest, id: UUID) -> UncertaintyField:
    """A field the reader may see."""
    found = read.record(request.viewer, UncertaintyField, id)
    if found is None:
        raise NotThere
    return found


def _open(field: UncertaintyField) -> Condition:
    return field.closed_on is None, "scenario_field.closed", CLOSED


def _own(request: PageRequest, field: UncertaintyField) -> Condition:
    return field.organisation_id == request.viewer.organisation, "scenario.not_yours", NOT_YOURS


@login_required
def list_page(request: PageRequest) -> HttpResponse:
    """What may come: signposts that went off or are watched, scenarios that stand, and the fields they come from."""
    viewer = request.viewer
    found = read.scenarios(viewer)
    return show(
        request, "steering/scenarios/list.html", fields=read.fields(viewer), signposts=read.signposts(viewer),
        scenarios=[one for one in found if one.retired_on is None], apart=read.clashes(viewer, found),
        retired=[one for one in found if one.retired_on], may_open=may(viewer, [open_field]),
    )  # fmt: skip


@login_required
def new_page(request: PageRequest) -> HttpResponse:
    """Open a field, from a shipped one or from nothing."""
    require_role(request.viewer, open_field)
    chosen = shipped().get(request.POST.get("code", request.GET.get("uit", "")))
    given = {**chosen.told, "lines": as_lines(chosen.parameters)} if chosen else {}
    form = FieldForm(request.POST or None, initial=given, before=chosen.parameters if chosen else ())
    if form.is_valid() and form.do(
        request, open_field, title=form.cleaned_data["title"], purpose=form.cleaned_data["purpose"],
        parameters=form.parameters, code=chosen.code if chosen else "",
    ):  # fmt: skip
        messages.success(request, _("Het veld staat er. Oordeel nu welke waarden niet samengaan."))
        return redirect("scenarios:field", id=form.outcome.id)
    serves = [title_of(strategy().nodes[code]) for code in chosen.serves] if chosen else []
    return show(
        request, "steering/scenarios/new.html", status=form.status, form=form, chosen=chosen, serves=serves,
        shipped=[(code, one.told["title"]) for code, one in shipped().items()], breadcrumb=crumbs(),
    )  # fmt: skip


@login_required
def change_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Change the grid."""
    found = field_or_nothing(request, id)
    require_role(request.viewer, change_field)
    only_if(request, _own(request, found), _open(found))
    given = {"title": found.title, "purpose": found.purpose, "lines": as_lines(found.parameters)}
    form = FieldForm(request.POST or None, initial={**given, "version": found.version}, before=found.parameters)
    if form.is_valid() and form.do(
        request, change_field, found.id, form.cleaned_data["version"], title=form.cleaned_data["title"],
        purpose=form.cleaned_data["purpose"], parameters=form.parameters,
    ):  # fmt: skip
        return redirect("scenarios:field", id=found.id)
    if form.stale:
        form.renew(field_or_nothing(request, id).version)
    return show(
        request, "steering/scenarios/change.html", status=form.status, form=form, field=found, breadcrumb=crumbs(found)
    )


@login_required
def close_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Ask once more, then close the field."""
    found = field_or_nothing(request, id)
    require_role(request.viewer, close_field)
    only_if(request, _own(request, found), _open(found))
    form = SureForm(request.POST or None, initial={"version": found.version})
    if form.is_valid() and form.do(request, close_field, found.id, form.cleaned_data["version"]):
        return redirect("scenarios:field", id=found.id)
    return show(
        request, "steering/scenarios/sure.html", status=form.status, form=form, title=_("Sluit dit veld af"),
        intro=_("Het veld blijft te lezen. Nieuwe oordelen en scenario's zijn dan niet meer mogelijk."),
        button=_("Sluit af"), back=reverse("scenarios:field", args=[found.id]), breadcrumb=crumbs(found),
    )  # fmt: skip


@login_required
def field_page(request: PageRequest, id: UUID) -> HttpResponse:
    """The grid with what survives at every value, the weight of each exclusion, and the futures that were chosen."""
    viewer, found = request.viewer, field_or_nothing(request, id)
    standing = tuple(read.exclusions(viewer, found))
    left = read.Surviving(found, standing, normative="zonder-normatief" not in request.GET)
    count, size = left.method.count(), left.method.size
    known, chosen = names(found.parameters), read.scenarios(viewer, found)
    maker = found.closed_on is None and may(viewer, [exclude_pair])
    return show(
        request, "steering/scenarios/field.html", field=found, count=count, size=size, left=left,
        grid=_grid(left, count), few=count > size * 0.8, hidden=left.hidden if left.normative else 0,
        died=[(known[one.first], known[one.second], reason(found, one)) for one in left.clash()] if not count else [],
        influence=_influence(left, known, judges=maker), pairs=_pairs(found, standing),
        scenarios=chosen, apart=read.clashes(viewer, chosen), maker=maker,
        changed=changed(found.shipped, found.parameters), history=history(viewer, found, known), breadcrumb=crumbs(),
    )  # fmt: skip


def _grid(left: read.Surviving, count: int) -> list[dict[str, Any]]:
    """Each uncertainty with its values: how many futures hold the value, and which share of all that is."""
    return [
        {
            "name": name_of(one),
            "values": [
                {"name": name_of(value), "count": left.support[f"{one['code']}/{value['code']}"],
                 "tenths": round(10 * left.support[f"{one['code']}/{value['code']}"] / count) if count else 0}
                for value in one["values"]
            ],
        }
        for one in left.field.parameters
    ]  # fmt: skip


def _influence(left: read.Surviving, known: dict[str, str], *, judges: bool) -> Table:
    """What each exclusion does; it leads to its judgement for those who may give one."""
    rows = tuple(
        (
            Cell(pair_words(one, known), _pair_url(one) if judges else ""),
            Cell(ground_word(one)),
            Cell(str(gained)),
            Cell(reason(left.field, one)),
        )
        for one, gained in left.influence()
    )
    headers = (_("Gaat niet samen"), _("Grond"), _("Toekomsten die alleen hierdoor afvallen"), _("Waarom"))
    return Table(_("Wat elke uitsluiting doet"), headers, rows, frozenset({2}))


def _pair_url(one: Exclusion) -> str:
    return pair_url(one.field_id, one.first, one.second)


def pair_url(field: UUID, first: str, second: str) -> str:
    """Where a pair is judged."""
    return reverse("scenarios:pair", args=[field, first.replace("/", "."), second.replace("/", ".")])


def _pairs(field: UncertaintyField, standing: tuple[Exclusion, ...]) -> list[dict[str, Any]]:
    """Every pair of uncertainties with a little table: values against values, each a link to its judgement."""
    marks = {(one.first, one.second): one for one in standing}
    found = []
    for place, one in enumerate(field.parameters):
        for other in field.parameters[place + 1 :]:
            rows = [
                (name_of(value), [_pair_cell(field, marks, one, value, other, across) for across in other["values"]])
                for value in one["values"]
            ]
            heads = [name_of(across) for across in other["values"]]
            judged = sum(1 for row in rows for cell in row[1] if cell["mark"])
            found.append({"one": name_of(one), "other": name_of(other), "heads": heads, "rows": rows, "judged": judged})
    return found


def _pair_cell(
    field: UncertaintyField, marks: dict[tuple[str, str], Exclusion], *sides: dict[str, Any]
) -> dict[str, str]:
    one, value, other, across = sides
    first, second = pair_of(f"{one['code']}/{value['code']}", f"{other['code']}/{across['code']}")
    there = marks.get((first, second))
    url = pair_url(field.id, first, second)
    told = str(there.get_ground_display()).partition(":")[0] if there else _("kan samengaan")
    words = f"{name_of(value)}, {name_of(across)}: {told}"
    return {"mark": MARKS[Ground(there.ground)] if there else "", "url": url, "words": words}


@login_required
def pair_page(request: PageRequest, id: UUID, one: str, other: str) -> HttpResponse:
    """Judge one pair of values."""
    found = field_or_nothing(request, id)
    require_role(request.viewer, exclude_pair)
    only_if(request, _open(found))
    known = names(found.parameters)
    first, second = pair_of(one.replace(".", "/"), other.replace(".", "/"))
    if first not in known or second not in known or "/" not in first or "/" not in second:
        raise NotThere
    standing = tuple(read.exclusions(request.viewer, found))
    there = next((each for each in standing if (each.first, each.second) == (first, second)), None)
    form = PairForm(
        request.POST or None,
        initial={"ground": there.ground if there else TOGETHER, "words": there.words if there else ""},
    )
    if form.is_valid() and _judged(request, form, found, first, second):
        return redirect(f"{reverse('scenarios:field', args=[found.id])}#paren")
    return show(
        request, "steering/scenarios/pair.html", status=form.status, form=form, field=found, there=there,
        sides=[(known[first.partition("/")[0]], known[first]), (known[second.partition("/")[0]], known[second])],
        breadcrumb=crumbs(found),
    )  # fmt: skip


def _judged(request: PageRequest, form: PairForm, field: UncertaintyField, first: str, second: str) -> bool:
    """Do what the form says."""
    if form.cleaned_data["ground"] == TOGETHER:
        return form.do(request, allow_pair, field.id, first, second)
    return form.do(request, exclude_pair, field.id, first, second, **form.typed)


@login_required
def diverse_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Futures that lie far apart, to choose and name from; the same field always gives the same ones."""
    viewer, found = request.viewer, field_or_nothing(request, id)
    asked = request.GET.get("aantal", "4")
    count = min(max(int(asked), 1), 8) if asked.isdecimal() else 4
    left = read.Surviving(found, tuple(read.exclusions(viewer, found)), normative=False)
    known = names(found.parameters)
    chosen = left.diverse(count)
    futures = [
        (number, [(known[code], known[f"{code}/{value}"]) for code, value in one.items()],
         f"{reverse('scenarios:choose', args=[found.id])}?{urlencode(one)}")
        for number, one in enumerate(chosen, start=1)
    ]  # fmt: skip
    return show(
        request, "steering/scenarios/diverse.html", field=found, futures=futures, count=count, counts=range(2, 9),
        left=left.method.count(), maker=found.closed_on is None and may(viewer, [open_field]), breadcrumb=crumbs(found),
    )  # fmt: skip
