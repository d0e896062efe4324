# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the law's pages."""

from django.urls import path

from vijfveld.law.pages import acts, bases, clocks, decisions, gate, glass, notices, processing, search, tasks

app_name = "law"

urlpatterns = [
    path("loopt-af", clocks.running_out, name="running-out"),
    path("loopt-af/agenda", clocks.feed, name="feed"),
    path("loopt-af.ics", clocks.calendar, name="calendar"),
    path("taken", tasks.tasks, name="tasks"),
    path("taken/<uuid:id>", tasks.task, name="task"),
    path("meldingen", notices.notices_page, name="notices"),
    path("geschiedenis", notices.history_page, name="history"),
    path("geschiedenis/deel", notices.history_part, name="history-part"),
    path("zoeken", search.search_page, name="search"),
    path("poort", gate.gate, name="gate"),
    path("poort/spanning", gate.tension_new, name="tension-new"),
    path("poort/spanning/<uuid:id>", gate.tension, name="tension"),
    path("poort/aantallen", gate.counts, name="gate-counts"),
    path("grondslagen", bases.bases, name="bases"),
    path("grondslagen/<slug:code>", bases.basis, name="basis"),
    path("noodstap", glass.glass_list, name="glass-list"),
    path("noodstap/nieuw", glass.glass_new, name="glass-new"),
    path("noodstap/<uuid:id>", glass.glass, name="glass"),
    path("besluiten", decisions.decisions, name="decisions"),
    path("besluiten/<uuid:id>", decisions.decision, name="decision"),
    path("wet", acts.law, name="law"),
    path("handelingen", acts.acts, name="acts"),
    path("verwerkingen", processing.processing, name="processing"),
    path("verwerkingen/logboek", processing.log, name="log"),
    path("verwerkingen/<slug:code>/<int:version>", processing.activity_page, name="activity"),
]
