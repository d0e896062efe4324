# SPDX-License-Identifier: EUPL-1.2
"""What the tests of the face share: Dutch, a request, and templates drawn with only what a test gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpRequest
from django.template.backends.django import DjangoTemplates
from django.test import RequestFactory, override_settings
from django.urls import include, path
from django.utils import translation

Draw = Callable[..., str]


class Languages:
    """The only address that the frame itself asks for: the choice of language."""

    urlpatterns = [path("i18n/", include("django.conf.urls.i18n"))]


@pytest.fixture(autouse=True)
def face_alone() -> Iterator[None]:
    """Dutch, which is the source, and no addresses of other floors."""
    with override_settings(ROOT_URLCONF=Languages), translation.override("nl"):
        yield


@pytest.fixture
def request_for() -> HttpRequest:
    """A request for some page."""
    return RequestFactory().get("/ergens?q=1")


@pytest.fixture
def show(request_for: HttpRequest) -> Draw:
    """Draws a template with nothing in its context but what the test gives."""
    engine = DjangoTemplates(
        {
            "NAME": "face",
            "DIRS": [],
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
        }
    )

    def draw(template: str, **context: Any) -> str:
        source = "{" in template
        found = engine.from_string(template) if source else engine.get_template(template)
        return str(found.render(context, request_for))

    return draw
