# SPDX-License-Identifier: EUPL-1.2
"""What the tests of the face share: Dutch, a request, and templates drawn with only what a test gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest
from django.template.backends.django import DjangoTemplates
from django.test import RequestFactory
from django.utils import translation

Draw = Callable[..., str]


@pytest.fixture(autouse=True)
def in_dutch() -> Any:
    """Dutch is the source."""
    with translation.override("nl"):
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
