# SPDX-License-Identifier: EUPL-1.2
"""How portfolios are named and reached, and the words for what they leave on other pages."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vijfveld.law.words import TaskWord, task_words
from vijfveld.node.ids import Urn
from vijfveld.node.models import Record
from vijfveld.node.slots import NavItem, Subject, navigation, routes, subjects
from vijfveld.node.viewer import Viewer
from vijfveld.steering.acts.candidates import require_heard
from vijfveld.steering.models import (
    Candidate,
    Consultation,
    Cover,
    PortfolioProposal,
    PortfolioRun,
    PortfolioStudy,
    StudyScenario,
)
from vijfveld.strategy.acts.asks import before_asking
from vijfveld.strategy.models import Effort

TASKS = {
    "consultation.read": TaskWord(_("Lees wat is vastgelegd van uw raadpleging over inzet in het buitenland")),
    "portfolio.look": TaskWord(_("Bekijk een voorstel voor inzet waarvan u de eigenaar bent")),
}


def _subject(model: type[Record], word: object, page: str, titled: Callable[[Any], str], *joined: Any) -> Subject:
    def many(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
        joins = [Prefetch(name, each.objects.visible_to(viewer)) for name, each in joined]
        rows = model.objects.visible_to(viewer).filter(pk__in=ids).prefetch_related(*joins)
        return {row.id: titled(row) for row in rows}

    def one(viewer: Viewer, urn: Urn) -> str | None:
        return many(viewer, [urn.id]).get(urn.id)

    return Subject(word, one, lambda urn: reverse(f"portfolios:{page}", args=[urn.id]), many)


def _run(run: PortfolioRun) -> str:
    told = {"study": run.assumptions["study"]["title"], "number": run.number}
    return gettext("%(study)s, berekening %(number)s") % told


def _of_study(row: Candidate | Cover | StudyScenario) -> str:
    return row.study.title


def _of_effort(row: Consultation) -> str:
    return row.effort.title


def _proposal(row: PortfolioProposal) -> str:
    return str(row.rests_on["study"])


def register() -> None:
    """Fill the slots that portfolios fill."""
    routes.fill("portfolios", "vijfveld.steering.pages.urls_portfolios")
    entry = NavItem(_("Portefeuilles"), "portfolios:list", lambda viewer: viewer.in_network, tucked=True)
    navigation.fill("portfolios", entry, order=26)
    study = ("study", PortfolioStudy)
    for kind, subject in {
        "portfolio_study": _subject(PortfolioStudy, _("portefeuillestudie"), "detail", lambda row: row.title),
        "portfolio_run": _subject(PortfolioRun, _("berekening"), "run", _run),
        "study_scenario": _subject(StudyScenario, _("wat een scenario vraagt"), "need", _of_study, study),
        "candidate": _subject(Candidate, _("kandidaat in een studie"), "candidate", _of_study, study),
        "cover": _subject(Cover, _("oordeel over wat inzet dekt"), "cover_at", _of_study, study),
        "consultation": _subject(Consultation, _("raadpleging"), "consultation", _of_effort, ("effort", Effort)),
        "portfolio_proposal": _subject(PortfolioProposal, _("voorstel uit een portefeuille"), "proposal", _proposal),
    }.items():
        subjects.fill(kind, subject)
    before_asking.fill("consultation abroad", require_heard)
    for code, task in TASKS.items():
        task_words.fill(code, task)
