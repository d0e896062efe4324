# SPDX-License-Identifier: EUPL-1.2
"""The addresses: every app's pages as it filled the slot, sign-in, and the API root."""

from django.urls import URLPattern, URLResolver, include, path

from vijfveld.node.slots import routes
from vijfveld.site.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("aanmelden/", include("allauth.urls")),
    path("taal/", include("django.conf.urls.i18n")),
    path("api/v1/", api.urls),
    *(path("", include(module)) for module in routes),
]

handler400 = "vijfveld.site.errors.bad_request"
handler403 = "vijfveld.site.errors.forbidden"
handler404 = "vijfveld.site.errors.not_found"
handler500 = "vijfveld.site.errors.server_error"
