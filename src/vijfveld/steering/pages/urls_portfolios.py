# SPDX-License-Identifier: EUPL-1.2
"""The addresses of portfolios."""

from django.urls import path

from vijfveld.steering.pages import candidates, portfolio_proposals, portfolio_runs, portfolios

app_name = "portfolios"
STUDY, ONE = "portefeuilles/<uuid:id>", "portefeuilles/kandidaten/<uuid:id>"
RUN = "portefeuilles/berekeningen/<uuid:id>"
urlpatterns = [
    path("portefeuilles", portfolios.list_page, name="list"),
    path("portefeuilles/nieuw", portfolios.new_page, name="new"),
    path(STUDY, portfolios.detail_page, name="detail"),
    path(f"{STUDY}/wijzigen", portfolios.change_page, name="change"),
    path(f"{STUDY}/afsluiten", portfolios.close_page, name="close"),
    path(f"{STUDY}/grenzen", portfolios.bounds_page, name="bounds"),
    path(f"{STUDY}/kandidaten", candidates.choose_page, name="choose"),
    path(f"{STUDY}/doorrekenen", portfolio_runs.ask_page, name="ask"),
    path("portefeuilles/behoeften/<uuid:id>", portfolios.need_page, name="need"),
    path(ONE, candidates.candidate_page, name="candidate"),
    path(f"{ONE}/beschrijven", candidates.weigh_page, name="weigh"),
    path(f"{ONE}/dekking/<uuid:scenario>", candidates.cover_page, name="cover"),
    path(f"{ONE}/weg", candidates.drop_page, name="drop"),
    path(f"{ONE}/raadplegen", candidates.hear_page, name="hear"),
    path("portefeuilles/oordelen/<uuid:id>", candidates.cover_at, name="cover_at"),
    path("portefeuilles/raadplegingen/<uuid:id>", candidates.consultation_page, name="consultation"),
    path(RUN, portfolio_runs.run_page, name="run"),
    path(f"{RUN}/voortgang", portfolio_runs.progress_part, name="progress"),
    path(f"{RUN}/afbreken", portfolio_runs.cancel_page, name="cancel"),
    path(f"{RUN}/naast/<uuid:other>", portfolio_runs.compare_page, name="compare"),
    path(f"{RUN}/voorstellen", portfolio_proposals.list_page, name="proposals"),
    path(f"{RUN}/voorstellen/<uuid:effort>/<uuid:partner>", portfolio_proposals.propose_page, name="propose"),
    path("portefeuilles/voorstellen/<uuid:id>", portfolio_proposals.proposal_page, name="proposal"),
]
