# SPDX-License-Identifier: EUPL-1.2
"""In a real browser: no barrier that axe finds, nothing too wide, targets for thumbs, nothing that the policy stops."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

HERE = Path(__file__).parent
AXE = HERE.parent / "vendor/axe/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PRESSED = (
    ".utrecht-button, .nav a, .who a, .menu > summary, .plain, .turn a, .choice, .choices label, .field select,"
    " .field input:not([type=checkbox], [type=radio]), .drawing__table > summary"
)
SMALL = """chosen => [...document.querySelectorAll(chosen)]
  .filter(one => one.offsetParent && one.getBoundingClientRect().height < 44)
  .map(one => one.outerHTML.slice(0, 160))"""
PAGES = ["/onderdelen", "/400", "/403", "/404", "/409", "/500", "/503", "/refused"]

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The face on its own, served with its content security policy."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(HERE / "look.py"), "runserver", "--noreload", f"127.0.0.1:{port}"]
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address)
            yield address
        finally:
            server.terminate()


def _wait_for(address: str) -> None:
    for _attempt in range(100):
        try:
            urlopen(f"{address}/404").close()
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the face did not come up within ten seconds")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for all of these tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


def opened(browser: Any, address: str, *, width: int, **how: Any) -> Any:
    page = browser.new_page(viewport={"width": width, "height": 900}, locale="nl-NL", **how)
    page.goto(address)
    return page


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_barrier(browser: Any, site: str, path: str, width: int) -> None:
    page = opened(browser, site + path, width=width, bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run(document, { runOnly: rules, preload: false })", RULES)
    page.close()
    assert found["passes"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []


@pytest.mark.parametrize("width", [320, 390, 600, 768, 1024, 1280])
def test_no_page_is_wider_than_its_screen(browser: Any, site: str, width: int) -> None:
    for path in ("/onderdelen", "/refused"):
        page = opened(browser, site + path, width=width)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        wide = page.evaluate("document.documentElement.scrollWidth")
        page.close()
        assert wide <= width


def test_the_policy_stops_nothing_that_the_face_needs(browser: Any, site: str) -> None:
    stopped: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: stopped.append(message.text) if "Content Security" in message.text else None)
    page.on("response", lambda answer: stopped.append(answer.url) if answer.status >= 400 else None)
    page.goto(f"{site}/onderdelen")
    fonts = page.evaluate("document.fonts.ready.then(all => all.check('16px \"Source Sans 3\"'))")
    version = page.evaluate("typeof htmx === 'object' && htmx.version")
    page.close()
    assert stopped == []
    assert fonts
    assert version == "2.0.10"


def test_what_one_presses_on_a_narrow_screen_is_as_large_as_a_thumb(browser: Any, site: str) -> None:
    page = opened(browser, f"{site}/onderdelen", width=390)
    page.click(".menu > summary")
    small = page.evaluate(SMALL, PRESSED)
    page.close()
    assert small == []


def test_the_focus_is_three_pixels_wide(browser: Any, site: str) -> None:
    page = opened(browser, f"{site}/onderdelen", width=1280)
    widths = []
    for _key in range(12):
        page.keyboard.press("Tab")
        widths.append(page.evaluate("getComputedStyle(document.activeElement).outlineWidth"))
    page.close()
    assert set(widths) == {"3px"}


def test_a_focused_cell_of_the_wheel_shows_it(browser: Any, site: str) -> None:
    page = opened(browser, f"{site}/onderdelen", width=1280)
    page.locator(".drawing__skip").first.focus()
    page.keyboard.press("Tab")
    edge = page.evaluate("getComputedStyle(document.activeElement.querySelector('.hit')).strokeWidth")
    page.close()
    assert edge == "3.5px"


def test_the_menu_opens_without_scripts(browser: Any, site: str) -> None:
    page = opened(browser, f"{site}/onderdelen", width=390, java_script_enabled=False)
    assert not page.locator(".menu .nav").is_visible()
    page.click(".menu > summary")
    assert page.locator(".menu .nav").is_visible()
    page.close()


def test_the_language_is_chosen_without_scripts(browser: Any, site: str) -> None:
    page = opened(browser, f"{site}/404", width=1280, java_script_enabled=False)
    page.click(".head__who button[name=language][value=en]")
    assert page.locator("h1").inner_text() == "This page is not here"
    assert page.url == f"{site}/404"
    page.close()


def test_print_shows_every_table_and_the_exact_time(browser: Any, site: str) -> None:
    page = opened(browser, f"{site}/onderdelen", width=800)
    page.emulate_media(media="print")
    assert page.locator(".drawing--wheel .table").is_visible()
    assert not page.locator(".actions").first.is_visible()
    exact = page.evaluate("getComputedStyle(document.querySelector('time.said'), '::after').content")
    page.close()
    assert exact == '"5 december 2026"'
