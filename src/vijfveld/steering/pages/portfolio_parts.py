# SPDX-License-Identifier: EUPL-1.2
"""What the pages of portfolios share: the way back, finding what the reader may see, and asking once more."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vijfveld.face.shell import Crumb
from vijfveld.law.acting import Act
from vijfveld.law.acting_forms import EditForm
from vijfveld.law.refusals import NotThere, Refused
from vijfveld.node.models import Record
from vijfveld.steering.acts.portfolio_runs import not_milder
from vijfveld.steering.acts.portfolios import CLOSED, NOT_YOURS, open_study
from vijfveld.steering.models import Candidate, Cover, PortfolioRun, PortfolioStudy, StudyScenario
from vijfveld.steering.queries import portfolios as read
from vijfveld.strategy.pages.effort_parts import require_role
from vijfveld.strategy.pages.shown import PageRequest, may, show
from vijfveld.strategy.sayings import fte
from vijfveld.strategy.words import Area

T = TypeVar("T", bound=Record)


def crumbs(study: PortfolioStudy | None = None, *more: Crumb) -> list[Crumb]:
    """The way to a page of portfolios."""
    here = [Crumb(_("Portefeuilles"), reverse("portfolios:list"))]
    return here + ([Crumb(study.title, url(study))] if study else []) + list(more)


def url(study: PortfolioStudy, at: str = "") -> str:
    """The page of a study, or a place on it."""
    return reverse("portfolios:detail", args=[study.id]) + at


def found_or_nothing(found: T | None) -> T:
    """What the reader may see; anything else is not there."""
    if found is None:
        raise NotThere
    return found


def study_or_nothing(request: PageRequest, id: UUID) -> PortfolioStudy:
    """A study the reader may see."""
    return found_or_nothing(read.record(request.viewer, PortfolioStudy, id))


def candidate_or_nothing(request: PageRequest, id: UUID) -> Candidate:
    """A candidate the reader may see."""
    return found_or_nothing(read.candidate(request.viewer, id))


def run_or_nothing(request: PageRequest, id: UUID) -> PortfolioRun:
    """A run the reader may see."""
    return found_or_nothing(read.run(request.viewer, id))


def makes(request: PageRequest, study: PortfolioStudy) -> bool:
    """Whether the reader may change this study."""
    mine = may(request.viewer, [open_study], organisation=study.organisation_id)
    return mine and study.closed_on is None


def require_maker(request: PageRequest, act: Act[Any, Any], study: PortfolioStudy) -> None:
    """Refuse a page to who may not do its act in this study, in the words of the door."""
    require_role(request.viewer, act)
    if study.organisation_id != request.viewer.organisation:
        raise Refused("portfolio.not_yours", NOT_YOURS)
    if study.closed_on is not None:
        raise Refused("portfolio.closed", CLOSED)


def form_page(request: PageRequest, form: Any, **told: Any) -> HttpResponse:
    """A page with one form."""
    return show(request, "steering/portfolios/form.html", status=form.status, form=form, **told)


def sure(
    request: PageRequest, act: Act[Any, Any], found: PortfolioStudy | Candidate, *,
    again: Callable[[], int], onward: Callable[[Any], str], **told: Any,
) -> HttpResponse:  # fmt: skip
    """Ask once more, then act and go on."""
    form = EditForm(request.POST or None, initial={"version": found.version})
    if form.is_valid() and form.do(request, act, found.id, form.cleaned_data["version"]):
        return redirect(onward(form.outcome))
    if form.stale:
        form.renew(again())
    return form_page(request, form, **told)


def missing_in(
    scenarios: Iterable[StudyScenario], candidates: Iterable[Candidate], covers: dict[UUID, dict[UUID, Cover]]
) -> list[str]:  # fmt: skip
    """What must still be filled in before a study can be calculated, in sentences."""
    scenarios, every = list(scenarios), list(candidates)
    candidates = [one for one in every if not one.bar]
    unsaid = [one.scenario.title for one in scenarios if not one.reasons]
    lacking = [one.effort.title for one in candidates if len(covers.get(one.id, {})) < len(scenarios)]
    found = [] if candidates else [_("Kies inzet die mag: er is nog geen kandidaat.")]
    if unsaid:
        found.append(_("Oordeel hoeveel dit scenario vraagt: %(titles)s.") % {"titles": ", ".join(unsaid)})
    if lacking:
        found.append(_("Oordeel in elk scenario wat dit dekt: %(titles)s.") % {"titles": ", ".join(lacking)})
    ended = [one.effort.title for one in every if not one.effort.is_alive]
    if ended:
        found.append(_("Haal uit de studie wat niet meer loopt: %(titles)s.") % {"titles": ", ".join(ended)})
    told = [{"id": str(one.effort_id), "title": one.effort.title, "milder": one.milder, "intrusive": one.intrusive}
            for one in every]  # fmt: skip
    if pairs := not_milder({"candidates": told}):
        sentence = _("Oordeel opnieuw welke inzet minder ingrijpend is: %(pairs)s. Nu grijpt die niet minder diep in.")
        found.append(sentence % {"pairs": "; ".join(pairs)})
    return found


def steps_in_words(steps: dict[str, int], words: Any) -> list[tuple[str, str]]:
    """Steps by field in words."""
    return [(str(Area(area).label), str(words(step).label)) for area, step in steps.items()]


def money(amount: Any) -> str:
    """An amount × € 1.000."""
    return _("€ %(amount)s duizend") % {"amount": fte(amount)}
