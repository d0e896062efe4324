# SPDX-License-Identifier: EUPL-1.2
"""One node, one browser program and one sign-in per person, shared by all journeys."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys.people import People
from tests.journeys.serving import ServedNode, example_node

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def node() -> Iterator[ServedNode]:
    """The example node, served."""
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    with example_node() as served:
        yield served


@pytest.fixture(scope="session")
def everyone(node: ServedNode) -> Iterator[People]:
    """The people of the example, in one browser program."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield People(chromium, node.address)
        chromium.close()


@pytest.fixture
def people(everyone: People) -> Iterator[People]:
    """The people in one journey; afterwards nothing may have gone wrong behind their pages."""
    yield everyone
    assert everyone.leave() == []


@pytest.fixture
def coordinator(people: People) -> Any:
    """The coordinator at a desk."""
    return people.page("coordinator")
