# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the system test."""

from django.urls import path

from vijfveld.steering.pages import answering, freezing, judging, reports, rounds

app_name = "tests"
ROUND = "systeemtoetsen/<uuid:id>"
urlpatterns = [
    path("systeemtoetsen", rounds.list_page, name="list"),
    path("systeemtoetsen/nieuw", rounds.new_page, name="new"),
    path(ROUND, rounds.detail_page, name="detail"),
    path(f"{ROUND}/openen", rounds.open_page, name="open"),
    path(f"{ROUND}/herinneren", rounds.remind_page, name="remind"),
    path(f"{ROUND}/sluiten", rounds.close_page, name="close"),
    path(f"{ROUND}/vaststellen", freezing.freeze_page, name="freeze"),
    path(f"{ROUND}/vaststellen/voortgang", freezing.progress_part, name="freeze_progress"),
    path(f"{ROUND}/vaststellen/afbreken", freezing.cancel_page, name="freeze_cancel"),
    path(f"{ROUND}/vragen", answering.items_page, name="items"),
    path(f"{ROUND}/papier", answering.paper_page, name="paper"),
    path(f"{ROUND}/vragen/<str:item>", answering.item_page, name="item"),
    path(f"{ROUND}/vragen/<str:item>/collega", answering.delegate_page, name="delegate"),
    path(f"{ROUND}/vragen/<str:item>/bewijs", answering.evidence_page, name="evidence_new"),
    path(f"{ROUND}/oordelen", judging.steps_page, name="steps"),
    path(f"{ROUND}/oordelen/<str:area>/<str:axis>", judging.step_page, name="step"),
    path(f"{ROUND}/voorbehoud", judging.reserve_page, name="reserve"),
    path(f"{ROUND}/bevinding", judging.new_finding_page, name="finding_new"),
    path(f"{ROUND}/rapport", reports.report_page, name="report"),
    path(f"{ROUND}/rapport.json", reports.json_page, name="json"),
    path(f"{ROUND}/rapport.pdf", reports.pdf_page, name="pdf"),
    path(f"{ROUND}/vergelijken", reports.compare_page, name="compare"),
    path("bevindingen", judging.findings_page, name="findings"),
    path("bevindingen/<uuid:id>", judging.finding_page, name="finding"),
    path("voorbehouden", judging.reservations_page, name="reservations"),
    path("voorbehouden/<uuid:id>", judging.reservation_page, name="reservation"),
    path("toetsantwoorden/<uuid:id>", answering.answer_page, name="test_answer"),
    path("toetsantwoorden/versie/<uuid:id>", answering.edition_page, name="answer_edition"),
    path("bewijs/<uuid:id>", answering.evidence_detail_page, name="evidence"),
    path("bewijs/<uuid:id>/bestand", answering.file_page, name="file"),
    path("bewijs/<uuid:id>/vervangen", answering.revise_page, name="revise"),
    path("uitnodigingen/<uuid:id>", answering.invitation_page, name="invitation"),
    path("oordelen/<uuid:id>", judging.step_detail_page, name="step_decision"),
    path("vaststellingen/<uuid:id>", freezing.freezing_page, name="freezing"),
    path("rapporten/<uuid:id>", reports.snapshot_page, name="snapshot"),
]
