# SPDX-License-Identifier: EUPL-1.2
"""The addresses of bodies, their meetings and the list of decisions."""

from django.urls import path

from vijfveld.steering.pages import agenda, bodies, decision_list, meetings, seats, table

app_name = "bodies"
BODY = "overleggen/<uuid:id>"
MEETING = "vergaderingen/<uuid:id>"
urlpatterns = [
    path("overleggen", bodies.list_page, name="list"),
    path("overleggen/nieuw", bodies.new_page, name="new"),
    path(BODY, bodies.body_page, name="body"),
    path(f"{BODY}/uitnodigen", bodies.invite_page, name="invite"),
    path(f"{BODY}/secretariaat", bodies.keep_page, name="keep"),
    path(f"{BODY}/secretariaat/aanbieden", bodies.offer_page, name="offer"),
    path(f"{BODY}/plan", meetings.plan_page, name="plan"),
    path("deelname/<uuid:id>", seats.membership_page, name="membership"),
    path("deelname/<uuid:id>/plaats", seats.seat_page, name="name_seat"),
    path("deelname/<uuid:id>/stoppen", seats.leave_page, name="leave"),
    path("plaatsen/<uuid:id>", seats.seat_detail_page, name="seat"),
    path(MEETING, meetings.meeting_page, name="meeting"),
    path(f"{MEETING}/afdruk", meetings.print_page, name="print"),
    path(f"{MEETING}/uitnodiging.ics", meetings.ical_page, name="ical"),
    path(f"{MEETING}/verzetten", meetings.move_page, name="move"),
    path(f"{MEETING}/afzeggen", meetings.cancel_page, name="cancel"),
    path(f"{MEETING}/uitnodigen", meetings.invite_page, name="call"),
    path(f"{MEETING}/agenda", agenda.agenda_page, name="agenda"),
    path(f"{MEETING}/punt", agenda.item_new_page, name="item_new"),
    path(f"{MEETING}/stuk", agenda.paper_new_page, name="paper_new"),
    path(f"{MEETING}/begin", table.open_page, name="open"),
    path(f"{MEETING}/besluit", table.decide_page, name="decide"),
    path(f"{MEETING}/actie", table.action_page, name="action"),
    path(f"{MEETING}/sluiten", table.close_page, name="close"),
    path(f"{MEETING}/goedkeuren", table.approve_page, name="approve"),
    path("agendapunten/<uuid:id>", agenda.item_page, name="item"),
    path("stukken/<uuid:id>", agenda.paper_page, name="paper"),
    path("overlegbesluiten/<uuid:id>", decision_list.decision_page, name="decision"),
    path("toezeggingen/<uuid:id>", decision_list.commitment_page, name="commitment"),
    path("acties/<uuid:id>", decision_list.follow_up_page, name="follow_up"),
    path("besluitenlijst", decision_list.search_page, name="decisions"),
]
