# SPDX-License-Identifier: EUPL-1.2
"""The pages of lessons and of the exercises that may show them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vijfveld.face.shell import Crumb
from vijfveld.law.refusals import NotThere
from vijfveld.node.models import Organisation
from vijfveld.node.roles import Role
from vijfveld.node.slots import subject_url
from vijfveld.steering import store, topics
from vijfveld.steering.acts.exercises import record_exercise
from vijfveld.steering.acts.lessons import NOT_OPEN, SHARED, bring_lesson, share_lesson, take_up_lesson
from vijfveld.steering.acts.proving import NOT_CLOSED, NOT_TAKEN, NOT_YOURS, close_lesson, reopen_lesson
from vijfveld.steering.forms.lessons import ExerciseForm, LessonForm, ProofForm, ShareForm, TakeForm
from vijfveld.steering.models import Lesson, LessonProof
from vijfveld.steering.pages.broker_parts import A_YEAR, edit_page, form_page, found_or_nothing, lesson_crumbs
from vijfveld.steering.pages.standing import Condition, only_if
from vijfveld.steering.queries import lessons as read
from vijfveld.steering.words_broker import LessonState
from vijfveld.strategy.pages.effort_parts import Verb, require_role
from vijfveld.strategy.pages.shown import PageRequest, may, show, strip
from vijfveld.strategy.queries.efforts import today


@login_required
def list_page(request: PageRequest) -> HttpResponse:
    """All lessons by state, and the exercises that were recorded."""
    viewer = request.viewer
    found = read.lessons(viewer)
    groups = [(state, [_row(one) for one in found if one.state == state]) for state in LessonState]
    exercises = [(one, topics.placed(one.subject, one.library)) for one in read.exercises(viewer)]
    return show(
        request, "steering/broker/lessons.html", groups=[group for group in groups if group[1]], exercises=exercises,
        may_bring=may(viewer, [bring_lesson]), may_record=may(viewer, [record_exercise]),
        breadcrumb=lesson_crumbs()[:1],
    )  # fmt: skip


def _row(one: Lesson) -> dict[str, Any]:
    return {"lesson": one, "subject": topics.placed(one.subject, one.library)}


@login_required
def new_page(request: PageRequest) -> HttpResponse:
    """Bring a lesson."""
    require_role(request.viewer, bring_lesson)
    form = LessonForm(
        request.POST or None, viewer=request.viewer, day=today(request.viewer), sources=read.sources(request.viewer),
        initial={"source": request.GET.get("uit", "")},
    )  # fmt: skip
    if form.is_valid() and form.do(request, bring_lesson, form.brought):
        messages.success(request, _("De les ligt bij de coördinator, die haar zonder namen deelt."))
        return redirect("broker:lesson", id=form.outcome.id)
    return form_page(
        request, form, title=_("Breng een les in"), button=_("Breng in"),
        intro=_("Alleen de coördinator ziet dat zij van u komt. Anderen lezen de les zonder uw naam."),
        back=reverse("broker:lessons"), breadcrumb=lesson_crumbs(),
    )  # fmt: skip


@login_required
def detail_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One lesson: what it is, where it stands, and what showed it."""
    viewer, found = request.viewer, found_or_nothing(request, Lesson, id)
    own = found.organisation_id == viewer.organisation or viewer.holds(Role.COORDINATOR)
    title = read.source_title(viewer, found) if own else None
    proofs = read.proofs(viewer, found)
    return show(
        request, "steering/broker/lesson.html", lesson=found, subject=topics.placed(found.subject, found.library),
        source=title, source_url=subject_url(found.source) if title else "", verbs=_verbs(request, found),
        proofs=[_proof(request, one) for one in proofs], reopened=proofs[0].noted_on if proofs else None,
        history=strip(viewer, found.urn),
        breadcrumb=lesson_crumbs(),
    )  # fmt: skip


def _verbs(request: PageRequest, found: Lesson) -> list[Verb]:
    viewer = request.viewer
    mine = _may_close(request, found)
    offered = [
        (found.state == LessonState.BROUGHT, share_lesson, _("Deel deze les"), "share", "primary"),
        (found.state == LessonState.OPEN, take_up_lesson, _("Pak deze les op"), "take", "primary"),
        (found.state == LessonState.TAKEN_UP and mine, close_lesson, _("Sluit met een bewijs"), "close", "primary"),
        (found.state == LessonState.CLOSED, reopen_lesson, _("Open opnieuw"), "reopen", ""),
    ]
    return [
        Verb(label, reverse(f"broker:{page}", args=[found.id]), look)
        for fits, act, label, page, look in offered
        if fits and may(viewer, [act])  # type: ignore[list-item]
    ]


def _proof(request: PageRequest, one: LessonProof) -> dict[str, Any]:
    what, url = "", ""
    if one.exercise:
        what, url = one.exercise.title, reverse("broker:exercise", args=[one.exercise.pk])
    elif one.finding:
        what, url = one.finding.title, reverse("tests:finding", args=[one.finding.pk])
    elif one.round:
        told = {"round": one.round.title, "question": read.item_words(request.viewer, one)}
        what = _("%(round)s, vraag: %(question)s") % told
        url = reverse("tests:report", args=[one.round.pk])
    return {"proof": one, "what": what, "url": url}


def _crumbs(found: Lesson) -> list[Crumb]:
    return lesson_crumbs(Crumb(found.title, reverse("broker:lesson", args=[found.id])))


@login_required
def share_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Share a lesson, in words in which nobody can be recognised."""
    found = found_or_nothing(request, Lesson, id)
    require_role(request.viewer, share_lesson)
    only_if(request, (found.state == LessonState.BROUGHT, "lesson.shared", SHARED))
    form = ShareForm(
        request.POST or None, initial={"version": found.version, "title": found.title, "words": found.words}
    )

    def done() -> bool:
        told = form.cleaned_data
        return form.do(request, share_lesson, found.id, told["version"], title=told["title"], words=told["words"])

    return edit_page(
        request, form, done, lambda: found_or_nothing(request, Lesson, id).version, title=_("Deel deze les"),
        intro=_("Lees of iemand te herkennen is, ook een organisatie. Herschrijf het waar dat nodig is."),
        button=_("Deel met iedereen"), back=reverse("broker:lesson", args=[id]), breadcrumb=_crumbs(found),
    )  # fmt: skip


@login_required
def take_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Take a lesson up."""
    found = found_or_nothing(request, Lesson, id)
    require_role(request.viewer, take_up_lesson)
    only_if(request, (found.state == LessonState.OPEN, "lesson.not_open", NOT_OPEN))
    given = {"version": found.version, "show_by": today(request.viewer) + A_YEAR}
    form = TakeForm(request.POST or None, initial=given)

    def done() -> bool:
        told = form.cleaned_data
        return form.do(
            request, take_up_lesson, found.id, told["version"], plan=told["plan"], show_by=told["show_by"]
        )  # fmt: skip

    return edit_page(
        request, form, done, lambda: found_or_nothing(request, Lesson, id).version, title=_("Pak deze les op"),
        intro=found.title, button=_("Pak op"), back=reverse("broker:lesson", args=[id]), breadcrumb=_crumbs(found),
    )  # fmt: skip


@login_required
def close_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Close a lesson by what a test or exercise shows."""
    return _proof_page(
        request, id, close_lesson, title=_("Sluit deze les"), button=_("Sluit de les"),
        intro=_("Een les sluit alleen als een latere toets of oefening laat zien dat zij is geleerd."),
    )  # fmt: skip


@login_required
def reopen_page(request: PageRequest, id: UUID) -> HttpResponse:
    """Open a lesson again by what a later test or exercise shows."""
    return _proof_page(
        request, id, reopen_lesson, title=_("Open deze les opnieuw"), button=_("Open opnieuw"),
        intro=_("Een les gaat weer open als een nog latere toets of oefening het tegendeel laat zien."),
    )  # fmt: skip


def _provable(request: PageRequest, found: Lesson, act: Any) -> list[Condition]:
    """What must hold for a proof to close a lesson, or to open it again."""
    if act is reopen_lesson:
        return [(found.state == LessonState.CLOSED, "lesson.not_closed", NOT_CLOSED)]
    return [
        (found.state == LessonState.TAKEN_UP, "lesson.not_taken_up", NOT_TAKEN),
        (_may_close(request, found), "lesson.not_yours", NOT_YOURS),
    ]


def _may_close(request: PageRequest, found: Lesson) -> bool:
    return found.taken_by_id == request.viewer.organisation or request.viewer.holds(Role.COORDINATOR)


def _proof_page(request: PageRequest, id: UUID, act: Any, **told: str) -> HttpResponse:
    viewer, found = request.viewer, found_or_nothing(request, Lesson, id)
    require_role(viewer, act)
    only_if(request, *_provable(request, found, act))
    offered = read.evidence(viewer, found, after=read.turned_on(viewer, found))
    form = ProofForm(request.POST or None, offered=offered.choices, initial={"version": found.version})
    return edit_page(
        request, form, lambda: form.do(request, act, found.id, form.cleaned_data["version"], form.given),
        lambda: found_or_nothing(request, Lesson, id).version, back=reverse("broker:lesson", args=[id]),
        nothing=not offered.choices, cut=offered.cut, record=may(viewer, [record_exercise]),
        breadcrumb=_crumbs(found), **told,
    )  # fmt: skip


@login_required
def exercise_new_page(request: PageRequest) -> HttpResponse:
    """Record an exercise."""
    require_role(request.viewer, record_exercise)
    day = today(request.viewer)
    form = ExerciseForm(
        request.POST or None, request.FILES or None, viewer=request.viewer, day=day, initial={"held_on": day},
        partners=Organisation.objects.filter(left_on__isnull=True).order_by("name"),
    )  # fmt: skip
    if form.is_valid() and form.do(request, record_exercise, form.told):
        messages.success(request, _("De oefening staat er. Zij kan nu een les laten sluiten, of weer openen."))
        return redirect("broker:exercise", id=form.outcome.id)
    return form_page(
        request, form, title=_("Leg een oefening vast"), button=_("Leg vast"), files=True,
        intro=_("Alleen wat een les kan tonen: wanneer, wie het organiseerde en wat het liet zien."),
        back=reverse("broker:lessons"), breadcrumb=lesson_crumbs(),
    )  # fmt: skip


@login_required
def exercise_page(request: PageRequest, id: UUID) -> HttpResponse:
    """One exercise."""
    found = read.exercise(request.viewer, id)
    if found is None:
        raise NotThere
    return show(
        request, "steering/broker/exercise.html", exercise=found, subject=topics.placed(found.subject, found.library),
        may_bring=may(request.viewer, [bring_lesson]), history=strip(request.viewer, found.urn),
        breadcrumb=lesson_crumbs(),
    )  # fmt: skip


@login_required
def file_page(request: PageRequest, id: UUID) -> HttpResponse:
    """The report of an exercise, always as a download and under the type that its own bytes showed."""
    found = read.exercise(request.viewer, id)
    content = store.fetch(found.sha256) if found and found.sha256 else None
    if found is None or content is None:
        raise NotThere
    response = HttpResponse(content, content_type=found.media_type)
    ending = store.ENDINGS.get(found.media_type, "bin")
    response["Content-Disposition"] = f'attachment; filename="oefening-{found.sha256[:12]}.{ending}"'
    response["Cache-Control"] = "private, no-store"
    return response
