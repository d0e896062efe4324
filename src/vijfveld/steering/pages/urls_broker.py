# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the broker."""

from django.urls import path

from vijfveld.steering.pages import broker, expertise, lessons, pairing

app_name = "broker"
KNOWN, HELP = "kennis/ervaring/<uuid:id>", "kennis/hulp/<uuid:id>"
PAIR, LESSON, EXERCISE = "kennis/koppels/<uuid:id>", "kennis/lessen/<uuid:id>", "kennis/oefeningen/<uuid:id>"
urlpatterns = [
    path("kennis", broker.list_page, name="list"),
    path("kennis/ervaring", expertise.spread_page, name="spread"),
    path("kennis/ervaring/nieuw", expertise.new_page, name="expertise_new"),
    path(KNOWN, expertise.detail_page, name="expertise"),
    path(f"{KNOWN}/bevestigen", expertise.confirm_page, name="confirm"),
    path(f"{KNOWN}/intrekken", expertise.withdraw_page, name="expertise_withdraw"),
    path("kennis/organisaties/<uuid:id>", expertise.profile_page, name="profile"),
    path("kennis/vragen/nieuw", broker.ask_page, name="ask"),
    path("kennis/aanbod/nieuw", broker.offer_page, name="offer"),
    path(HELP, broker.help_page, name="help"),
    path(f"{HELP}/intrekken", broker.withdraw_page, name="help_withdraw"),
    path("kennis/koppelen", pairing.propose_page, name="propose"),
    path(PAIR, pairing.detail_page, name="pairing"),
    path(f"{PAIR}/instemmen", pairing.say_page, name="say"),
    path(f"{PAIR}/terugblik", pairing.follow_up_page, name="follow_up"),
    path("kennis/lessen", lessons.list_page, name="lessons"),
    path("kennis/lessen/nieuw", lessons.new_page, name="lesson_new"),
    path(LESSON, lessons.detail_page, name="lesson"),
    path(f"{LESSON}/delen", lessons.share_page, name="share"),
    path(f"{LESSON}/oppakken", lessons.take_page, name="take"),
    path(f"{LESSON}/sluiten", lessons.close_page, name="close"),
    path(f"{LESSON}/heropenen", lessons.reopen_page, name="reopen"),
    path("kennis/oefeningen/nieuw", lessons.exercise_new_page, name="exercise_new"),
    path(EXERCISE, lessons.exercise_page, name="exercise"),
    path(f"{EXERCISE}/verslag", lessons.file_page, name="exercise_file"),
]
