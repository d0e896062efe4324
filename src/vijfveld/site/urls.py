# SPDX-License-Identifier: EUPL-1.2
"""The addresses: sign-in, the site's own pages, every app's pages as it filled the slot, and the API root.

Whoever is not signed in reaches only views that say so (`login_not_required`); the front door holds all others.
"""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from vijfveld.node.slots import routes
from vijfveld.site.api.root import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("vijfveld.site.signin_urls")),
    path("", include("vijfveld.site.pages")),
    path("taal/", login_not_required(set_language), name="set_language"),
    path("api/v1/", api.urls),
    *(path("", include(module)) for module in routes),
]

handler400 = "vijfveld.site.errors.bad_request"
handler403 = "vijfveld.site.errors.forbidden"
handler404 = "vijfveld.site.errors.not_found"
handler429 = "vijfveld.site.errors.too_many"
handler500 = "vijfveld.site.errors.server_error"
