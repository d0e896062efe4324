# SPDX-License-Identifier: EUPL-1.2
"""The face on its own, to look at: `python tests/face/look.py runserver --noreload` serves every page."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import django
from django.conf import settings

SRC = Path(__file__).parents[2] / "src"


def configure() -> None:
    """Settings with no more than the face needs."""
    settings.configure(
        DEBUG=True,
        SECRET_KEY="only-to-look",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=["django.contrib.staticfiles", "vijfveld.face"],
        MIDDLEWARE=[
            "csp.middleware.CSPMiddleware",
            "django.middleware.locale.LocaleMiddleware",
            "django.middleware.common.CommonMiddleware",
        ],
        CONTENT_SECURITY_POLICY={"DIRECTIVES": {"default-src": ["'self'"]}},
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": ["django.template.context_processors.request", f"{__name__}.frame"]},
            }
        ],
        STATIC_URL="/static/",
        LANGUAGE_CODE="nl",
        LANGUAGES=[("nl", "Nederlands"), ("en", "English")],
        TIME_ZONE="Europe/Amsterdam",
        USE_TZ=True,
    )
    django.setup()


def frame(request: object) -> dict[str, object]:
    """What a context processor of the site gives every page."""
    from vijfveld.face.shell import NavItem, Shell, WhoAmI

    names = ("Overzicht", "Dreigingsbeeld", "Inzet", "Systeemtoets", "Velden", "Wat loopt af")
    return {
        "nav": [NavItem(name, f"/?{name[:3]}", active=at == 0) for at, name in enumerate(names)],
        "whoami": WhoAmI("Coördinator", "de NCTV", "/ik", "/weg", "/wissel"),
        "shell": Shell(
            "Node Molenwaard",
            "gemeente",
            "demo",
            search_url="/zoek",
            links=(("Toegankelijkheid", "/t"), ("Privacy", "/p")),
        ),
        "now": datetime(2026, 11, 23, 14, 5, tzinfo=UTC),
    }


if __name__ == "__main__":
    sys.path[:0] = [str(SRC)]
    configure()

    from django.core.management import execute_from_command_line
    from django.http import HttpRequest, HttpResponse
    from django.shortcuts import render
    from django.urls import include, path

    from vijfveld.face.items import Refusal
    from vijfveld.face.parts import parts
    from vijfveld.face.samples import SAMPLES

    REFUSAL = Refusal(
        "U kunt deze inzet niet vaststellen, omdat er geen einddatum is.",
        "Flexibele inzet heeft altijd een einddatum.",
        "Strategie, § 8.3",
        "/bron",
        (("Vul een einddatum in.", "/inzet"), ("Maak er vaste inzet van.", "/vast")),
    )

    def page(request: HttpRequest, name: str) -> HttpResponse:
        """Any template of the face with the sample facts."""
        return render(
            request,
            f"face/{name}.html",
            {
                **SAMPLES,
                "refusal": REFUSAL,
                "reference": "4f1c-9b20",
                "breadcrumb": [("Overzicht", "/"), ("Inzet", "/")],
            },
        )

    urlpatterns = [
        path("", parts),
        path("onderdelen", parts),
        path("i18n/", include("django.conf.urls.i18n")),
        path("<path:name>", page),
    ]
    execute_from_command_line(sys.argv)
