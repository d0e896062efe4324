# SPDX-License-Identifier: EUPL-1.2
"""The addresses of oversight."""

from django.urls import path

from vijfveld.steering.pages import oversight

app_name = "oversight"
urlpatterns = [
    path("toezicht", oversight.page, name="page"),
    path("toezicht/controleren", oversight.start_page, name="start"),
    path("toezicht/controles/<uuid:id>", oversight.check_page, name="check"),
    path("toezicht/register", oversight.ledger_file, name="ledger"),
    path("toezicht/ijkpunt", oversight.checkpoint_file, name="checkpoint"),
]
