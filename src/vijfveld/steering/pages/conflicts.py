# SPDX-License-Identifier: EUPL-1.2
"""The pages of role conflicts: what clashes, the rules behind it, one conflict and accepting it for a time."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vijfveld.face.dates import exactly
from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.face.items import Fact
from vijfveld.face.shell import Crumb
from vijfveld.law.refusals import NotThere
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Role
from vijfveld.node.slots import subject_url
from vijfveld.node.viewer import Viewer
from vijfveld.steering.acts.conflicts import accept_conflict
from vijfveld.steering.forms.duties import AcceptForm
from vijfveld.steering.models import RoleConflict
from vijfveld.steering.pages import role_parts as parts
from vijfveld.steering.queries import conflicts as read
from vijfveld.steering.separations import Pair, may_be_accepted, separations
from vijfveld.steering.words_roles import ConflictState, DutyRole, Rule
from vijfveld.strategy.pages.effort_parts import decided
from vijfveld.strategy.pages.shown import PageRequest, may, show, strip
from vijfveld.strategy.queries.efforts import today
from vijfveld.strategy.sayings import name_of


@login_required
def list_page(request: PageRequest) -> HttpResponse:
    """What clashes now, or all that ever did, with the figures and the rules."""
    everything = request.GET.get("stand", "") == "alles"
    found = read.conflicts(request.viewer, living=not everything)
    return show(
        request, "steering/roles/conflicts.html", everything=everything, found=found,
        table=_table(found, read.names_of(found), request.viewer), figures=read.figures(request.viewer),
        rules=_rules(), breadcrumb=parts.crumbs(),
    )  # fmt: skip


def _table(found: list[RoleConflict], names: dict[str, Organisation], viewer: Viewer) -> Table:
    headers = (_("Wat botst"), _("Taak"), _("Wie"), _("Stand"), _("Gevonden"))
    rows = tuple(
        (
            Cell(parts.rule_words(one), reverse("roles:conflict", args=[one.id])),
            Cell(one.task.title if one.task else _("mandaten")),
            Cell(parts.holders_of(one, names)),
            Cell(state_words(one, viewer)),
            Cell(exactly(one.found_on)),
        )
        for one in found
    )
    return Table(_("Rolconflicten"), headers, rows)


def state_words(one: RoleConflict, viewer: Viewer) -> str:
    """Where a conflict stands, and whether it came back."""
    said = str(one.get_state_display())
    if one.state == ConflictState.OPEN:
        days = (today(viewer) - one.found_on).days
        said = ngettext("open, %(days)s dag", "open, %(days)s dagen", days) % {"days": days}
        said += _(", te laat") if one.settle_by < today(viewer) else ""
    elif one.state == ConflictState.ACCEPTED and one.accepted_until:
        said = _("aanvaard tot en met %(day)s") % {"day": exactly(one.accepted_until)}
    return said if one.times == 1 else _("%(state)s; keer %(times)s") % {"state": said, "times": one.times}


def _rules() -> Table:
    headers = (_("Regel"), _("Rollen"), _("Bron"), _("Uitzondering"))
    rows = tuple(
        (
            Cell(pair.says), Cell(_roles_of(pair)), Cell(_source_of(pair)),
            Cell(_("voor een tijd") if pair.exception else _("nee")),
        )
        for pair in separations().values()
    )  # fmt: skip
    return Table(_("Rollen die niet samengaan"), headers, rows)


def _roles_of(pair: Pair) -> str:
    return _(" en ").join(str(DutyRole(role).label) for role in pair.roles) or _("zaken en toezicht")


def _source_of(pair: Pair) -> str:
    seen = {"seen": "", "unverified": _("tekst niet gezien"), "own": ""}[pair.verified]
    return f"{pair.source} ({seen})" if seen and seen not in pair.source else pair.source


@login_required
def detail_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One conflict: what is wrong, since when, how often; and accepting it, for who may."""
    viewer, found = request.viewer, read.conflict(request.viewer, id)
    if found is None:
        raise NotThere
    form = AcceptForm(request.POST or None, day=today(viewer), initial={"version": found.version})
    if request.method == "POST":
        if form.is_valid() and form.do(
            request, accept_conflict, found.id, form.cleaned_data["version"], until=form.cleaned_data["until"],
            reasoning=form.reasoning,
        ):  # fmt: skip
            messages.success(request, _("Het conflict is aanvaard. Na die dag staat het weer open."))
            return redirect("roles:conflict", id=found.id)
        if form.stale:
            form.renew(found.version)
    pair = separations().get(found.rule)
    return show(
        request, "steering/roles/conflict.html", status=form.status, one=found, title=parts.rule_words(found),
        state=str(capfirst(state_words(found, viewer))), rule=pair.says if pair else "", facts=_facts(found),
        form=form if _may_accept(viewer, found) or request.method == "POST" else None,
        never=found.state == ConflictState.OPEN and not may_be_accepted(found.rule),
        decisions=decided(read.decisions(viewer, found), {}),
        earlier=[(one, state_words(one, viewer)) for one in read.earlier(viewer, found)],
        history=strip(viewer, found.urn),
        breadcrumb=parts.crumbs(Crumb(_("Conflicten"), reverse("roles:conflicts"))),
    )  # fmt: skip


def _may_accept(viewer: Viewer, one: RoleConflict) -> bool:
    allowed = one.owner_id == viewer.organisation or viewer.holds(Role.COORDINATOR)
    outside = str(viewer.organisation) not in one.holders
    opened = one.state == ConflictState.OPEN and may_be_accepted(one.rule)
    return opened and allowed and outside and may(viewer, [accept_conflict])


def _facts(one: RoleConflict) -> list[Fact]:
    names = read.names_of([one])
    found = [Fact(_("Wie"), parts.holders_of(one, names))] if one.holders else []
    if one.task:
        found.append(Fact(_("Taak"), one.task.title, reverse("roles:task", args=[one.task_id])))
    found += [
        Fact(_("Van wie is de taak"), name_of(one.owner), subject_url(one.owner.urn)),
        Fact(_("Botst"), _period(one)),
        Fact(_("Gevonden"), exactly(one.found_on)),
    ]
    if one.state == ConflictState.OPEN:
        found.append(Fact(_("Op te lossen voor"), exactly(one.settle_by)))
    if one.closed_on:
        found.append(Fact(_("Opgelost"), exactly(one.closed_on)))
    pair = separations().get(one.rule)
    return [*found, Fact(_("Bron van de regel"), _source_of(pair) if pair else _own_rule(one))]


def _period(one: RoleConflict) -> str:
    if one.until_on:
        return _("%(first)s tot en met %(last)s") % {"first": exactly(one.from_on), "last": exactly(one.until_on)}
    return _("vanaf %(first)s, zonder einde") % {"first": exactly(one.from_on)}


def _own_rule(one: RoleConflict) -> str:
    if one.rule == Rule.NOBODY_RESPONSIBLE:
        return _("Nationale CT-strategie 2016-2020, §8.2: duidelijke rollen. Ten minste één voert uit.")
    return _("Nationale CT-strategie 2016-2020, §8.2: duidelijke rollen. Eén is eindverantwoordelijk.")
