# SPDX-License-Identifier: EUPL-1.2
"""The addresses of roles, authority and the override."""

from django.urls import path

from vijfveld.steering.pages import authority, conflicts, duties, overrides
from vijfveld.strategy.pages.network import only_for_the_network

app_name = "roles"
WATCHED = [
    path("rollen/conflicten", conflicts.list_page, name="conflicts"),
    path("rollen/conflicten/<uuid:id>", conflicts.detail_page, name="conflict"),
    path("aanwijzingen", overrides.list_page, name="overrides"),
    path("aanwijzingen/nieuw", overrides.issue_page, name="override_new"),
    path("aanwijzingen/<uuid:id>", overrides.detail_page, name="override"),
    path("aanwijzingen/<uuid:id>/stoppen", overrides.stop_page, name="override_stop"),
]
"""What oversight reads too: each page shows what its reader may see."""
urlpatterns = [
    *WATCHED,
    *only_for_the_network(
        [
            path("rollen", duties.home_page, name="home"),
            path("rollen/<uuid:id>", duties.duty_page, name="duty"),
            path("rollen/<uuid:id>/beeindigen", duties.end_page, name="duty_end"),
            path("rollen/gezag", authority.map_page, name="authority"),
            path("rollen/gezag/nieuw", authority.add_page, name="authority_new"),
            path("rollen/gezag/<uuid:id>", authority.line_page, name="authority_line"),
            path("rollen/taken/<uuid:id>", duties.task_page, name="task"),
            path("rollen/taken/<uuid:id>/vragen", duties.propose_page, name="propose"),
            path("rollen/taken/<uuid:id>/afsluiten", duties.close_page, name="task_close"),
            path("rollen/systeemtoets/<slug:code>", duties.library_page, name="library"),
            path("rollen/systeemtoets/<slug:code>/taak", duties.library_task_page, name="library_task"),
            path("inzet/<uuid:id>/rollen", duties.effort_page, name="effort"),
            path("inzet/<uuid:id>/rollen/taak", duties.effort_task_page, name="effort_task"),
        ]
    ),
]
