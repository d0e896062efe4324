# SPDX-License-Identifier: EUPL-1.2
"""The pages of accounts: the list, beginning one, one account as it stands, and the acts on the way to frozen."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vijfveld.face.dates import exactly
from vijfveld.face.drawings.tables import Cell, Table
from vijfveld.law.ledger import bring_up_to_date
from vijfveld.law.refusals import NotThere
from vijfveld.node.roles import Role
from vijfveld.steering import bundling
from vijfveld.steering.account_reading import read_account
from vijfveld.steering.acts.account_freezing import freeze_account, note_bundle, press_account
from vijfveld.steering.acts.account_remarks import place_remark, reply_to_remark
from vijfveld.steering.acts.account_remarks import read_account as say_read
from vijfveld.steering.acts.accounts import (
    keep_count,
    open_account,
    prepare_account,
    write_field,
    write_introduction,
)
from vijfveld.steering.forms.accounts import (
    FieldForm,
    FreezeAccountForm,
    IntroductionForm,
    OpenForm,
    PeriodForm,
    RemarkForm,
    ReplyForm,
)
from vijfveld.steering.models import Account, AccountRemark
from vijfveld.steering.pages import account_parts as parts
from vijfveld.steering.queries import accounts as read
from vijfveld.steering.tallying import count_now
from vijfveld.steering.words import AccountEditionKind, AccountState
from vijfveld.strategy.pages.shown import PageRequest, may, show, strip
from vijfveld.strategy.queries.efforts import today
from vijfveld.strategy.sayings import name_of
from vijfveld.strategy.words import Area

INZAGE = timedelta(days=28)


@login_required
def list_page(request: PageRequest) -> HttpResponse:
    """Every account, the newest period first."""
    found = read.accounts(request.viewer)
    headers = (_("Verantwoording"), _("Periode"), _("Stand"), _("Opgesteld door"))
    rows = tuple(
        (
            Cell(one.title, reverse("accounts:detail", args=[one.id])), Cell(parts.period_of(one)),
            Cell(one.get_state_display()), Cell(name_of(one.prepared_by)),
        )
        for one in found
    )  # fmt: skip
    return show(
        request, "steering/accounts/list.html", accounts=found, table=Table(_("Verantwoordingen"), headers, rows),
        may_prepare=may(request.viewer, [prepare_account]),
        oversees=request.viewer.holds(Role.OVERSIGHT, Role.FG),
    )  # fmt: skip


@login_required
def new_page(request: PageRequest) -> HttpResponse:
    """Begin an account, and count for it at once."""
    parts.require(request, prepare_account)
    day = today(request.viewer)
    given = {"first_on": day.replace(month=1, day=1), "last_on": day.replace(month=12, day=31)}
    form = PeriodForm(request.POST or None, day=day, initial=given)
    if request.method == "POST" and form.is_valid() and form.do(request, prepare_account, form.period):
        _count(request, form.outcome)
        messages.success(request, _("De verantwoording is begonnen. Alleen coördinatoren lezen haar nu."))
        return redirect("accounts:detail", id=form.outcome.id)
    return parts.form_page(
        request, form, title=_("Begin een verantwoording"), button=_("Begin"),
        intro=_("U kiest een periode. De cijfers worden geteld uit het register; de woorden schrijft u."),
    )  # fmt: skip


def _count(request: PageRequest, account: Account) -> None:
    caller = request.caller()
    counted = count_now(account, caller.now)
    keep_count(caller.with_key(f"count:{account.id}:{counted.size}"), account.id, counted)


@login_required
def detail_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One account as it stands: once it is frozen its stored bytes, until then what it would be now."""
    viewer, found = request.viewer, parts.account_or_nothing(request, id)
    edition = parts.edition_of(request)
    report = read.report(viewer, found, edition)
    told = read_account(report) if report else None
    return show(
        request, "steering/accounts/detail.html", account=found, state=parts.state_of(found), edition=edition,
        told=told, fields=parts.fields_shown(viewer, found, told), apart=parts.figures_table(found, told),
        overall=parts.overall_table(found, told),
        verbs=parts.verbs(viewer, found), remarks=read.remarks(viewer, found), mine=read.prepares(viewer, found),
        partners=parts.partners_table(told), both=viewer.holds(Role.COORDINATOR) and found.state != AccountState.DRAFT,
        files=[parts.file_fact(one) for one in read.editions(viewer, found)], history=strip(viewer, found.urn),
        rounds=parts.rounds_shown(viewer, told), checks=found.is_frozen and parts.may_check(viewer),
        breadcrumb=parts.crumbs(),
    )  # fmt: skip


@login_required
def introduction_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Write the introduction."""
    found = parts.own_or_nothing(request, id)
    given = {"version": found.version, "introduction": found.introduction}
    form = IntroductionForm(request.POST or None, initial=given)
    if request.method == "POST":
        if form.is_valid() and form.do(
            request, write_introduction, found.id, form.cleaned_data["version"], introduction=form.typed["introduction"]
        ):
            return parts.back_to(request, found, _("De inleiding is bewaard."))
        if form.stale:
            form.renew(found.version)
    return parts.form_page(request, form, account=found, title=_("Schrijf de inleiding"), button=_("Bewaar"))


@login_required
def field_page(request: PageRequest, id: UUID, area: str) -> HttpResponse:
    """Write about one field, with its figures beside the words."""
    account = parts.own_or_nothing(request, id)
    found = read.field(request.viewer, account, area)
    if found is None:
        raise NotThere
    given = {name: getattr(found, name) for name in ("version", "went_well", "went_badly", "grey", "not_measurable")}
    form = FieldForm(request.POST or None, initial=given)
    if request.method == "POST":
        if form.is_valid() and form.do(request, write_field, found.id, form.cleaned_data["version"], form.written):
            return parts.back_to(request, account, _("De tekst is bewaard."), place=area)
        if form.stale:
            form.renew(found.version)
    return parts.form_page(
        request, form, account=account, title=_("Schrijf over %(field)s") % {"field": Area(area).label},
        button=_("Bewaar"), intro=_("De cijfers staan vast; u vertelt wat zij betekenen, en wat zij niet zeggen."),
    )  # fmt: skip


@login_required
def count_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Count anew, up to the newest entry of the ledger."""
    found = parts.own_or_nothing(request, id)
    if request.method == "POST":
        _count(request, found)
        return parts.back_to(request, found, _("Er is opnieuw geteld."))
    return redirect("accounts:detail", id=found.id)


@login_required
def open_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Lay an account open to partners."""
    found = parts.own_or_nothing(request, id)
    given = {"version": found.version, "remarks_by": today(request.viewer) + INZAGE}
    form = OpenForm(request.POST or None, initial=given)
    if request.method == "POST":
        if form.is_valid() and form.do(
            request, open_account, found.id, form.cleaned_data["version"], remarks_by=form.cleaned_data["remarks_by"]
        ):
            return parts.back_to(request, found, _("De verantwoording ligt ter inzage. Partners hebben een taak."))
        if form.stale:
            form.renew(found.version)
    return parts.form_page(
        request, form, account=found, title=_("Leg de verantwoording ter inzage"), button=_("Leg ter inzage"),
        intro=_("Elke partner leest de openbare uitgave. Wie in deze periode iets is gevraagd, krijgt een taak."),
    )  # fmt: skip


@login_required
def remark_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Remark on an account, or say that one read it."""
    found = parts.account_or_nothing(request, id)
    parts.require(request, place_remark, when=found.state == AccountState.REVIEW)
    nothing = "nothing" in request.POST
    form = RemarkForm(None if nothing else request.POST or None)
    if nothing:
        say_read(request.caller(f"read:{found.id}"), found.id)
        return parts.back_to(request, found, _("Genoteerd dat uw organisatie dit heeft gelezen."))
    if request.method == "POST" and form.is_valid() and form.do(request, place_remark, found.id, form.remarked):
        return parts.back_to(request, found, _("Uw opmerking staat erbij. De coördinator antwoordt."))
    return parts.form_page(
        request, form, account=found, title=_("Maak een opmerking"), button=_("Plaats de opmerking"),
        nothing=_("Wij hebben dit gelezen en geen opmerking"),
        intro=_("Uw opmerking komt woordelijk in de uitgave voor coördinatoren. Of zij ook openbaar is, kiest u zelf."),
    )  # fmt: skip


@login_required
def reply_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One remark, and its reply."""
    remark = read.record(request.viewer, AccountRemark, id)
    if remark is None:
        raise NotThere
    account = parts.account_or_nothing(request, remark.account_id)
    replies = read.prepares(request.viewer, account) and remark.replied_at is None and not account.is_frozen
    form = ReplyForm(request.POST or None, initial={"version": remark.version})
    if request.method == "POST":
        if form.is_valid() and form.do(
            request, reply_to_remark, remark.id, form.cleaned_data["version"], reply=form.typed["reply"]
        ):
            return parts.back_to(request, account, _("Uw antwoord staat erbij."), place="remarks")
        if form.stale:
            form.renew(remark.version)
    return show(
        request, "steering/accounts/remark.html", status=form.status, account=account, remark=remark, form=form,
        replies=replies, history=strip(request.viewer, remark.urn), breadcrumb=parts.crumbs(account),
    )  # fmt: skip


@login_required
def freeze_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Freeze an account: a decision, then its PDFs in both languages and the hash of the file for evaluators."""
    found = parts.own_or_nothing(request, id)
    form = FreezeAccountForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST":
        if form.is_valid() and form.do(
            request, freeze_account, found.id, form.cleaned_data["version"], **form.typed
        ):  # fmt: skip
            finish(request, found.id)
            return parts.back_to(request, found, _("De verantwoording is vastgesteld. Er verandert niets meer aan."))
        if form.stale:
            form.renew(found.version)
    last = found.remarks_by
    running = last is not None and today(request.viewer) <= last
    return parts.form_page(
        request, form, account=found, title=_("Stel de verantwoording vast"), button=_("Stel vast"),
        intro=_("Alles wat er nu staat wordt bevroren. Daarna verandert er niets meer aan."),
        warning=_("De inzage loopt nog tot en met %(day)s.") % {"day": exactly(last)} if last and running else "",
    )  # fmt: skip


def finish(request: PageRequest, id: UUID) -> None:
    """Press the PDFs of a frozen account and write down the hash of its bundle; each once, and safe to repeat."""
    for edition in AccountEditionKind.values:
        for language in ("nl", "en"):
            press_account(request.caller(f"press:{edition}:{language}:{id}"), id, edition, language)
    bundle(request, parts.account_or_nothing(request, id))


def bundle(request: PageRequest, account: Account) -> None:
    """Write down the hash of the file for evaluators, up to a checkpoint that holds the freezing."""
    caller = request.caller(f"bundle:{account.id}")
    frame = bundling.frame_now(bring_up_to_date(caller.now))
    sha256, size = bundling.measure(request.viewer, account, frame)
    note_bundle(caller, account.id, frame.stored(), sha256, size)


def language_of(request: PageRequest) -> str:
    """The language in which a file is wanted."""
    return (request.GET.get("taal", "") or get_language() or "nl")[:2]
