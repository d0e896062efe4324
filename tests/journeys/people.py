# SPDX-License-Identifier: EUPL-1.2
"""People in browsers: they sign in once, and whatever goes wrong behind their page is noticed."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlparse

from tests.journeys.keyboard import Desk
from vijfveld.law.demo import PASSWORD

WIDE, NARROW = 1280, 390


@dataclass
class People:
    """Everyone who plays a part in the journeys, in one browser program, against one node."""

    chromium: Any
    address: str
    known: dict[str, Any] = field(default_factory=dict)
    open: list[Any] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def page(self, name: str = "", *, width: int = WIDE, **how: Any) -> Any:
        """A fresh page of someone who is signed in, or of a stranger."""
        state = self._state(name) if name else None
        context = self.chromium.new_context(
            base_url=self.address, viewport={"width": width, "height": 900}, locale="nl-NL", storage_state=state, **how
        )
        self.open.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        page.on("response", self._see)
        return page

    def desk(self, name: str = "", language: str = "nl", *, width: int = WIDE) -> Desk:
        """Someone at a page of their own with a keyboard, in this language."""
        page = self.page(name, width=width)
        page.context.add_cookies([{"name": "django_language", "value": language, "url": self.address}])
        return Desk(page, language)

    def _state(self, name: str) -> Any:
        if name not in self.known:
            context = self.chromium.new_context(base_url=self.address, locale="nl-NL")
            sign_in(context.new_page(), name)
            self.known[name] = context.storage_state()
            context.close()
        return self.known[name]

    def _hear(self, message: Any) -> None:
        refused_page = message.text.startswith("Failed to load resource") and _is_page(message.location["url"])
        if message.type == "error" and not refused_page:
            self.wrong.append(f"console: {message.text}")

    def _see(self, answer: Any) -> None:
        expected = answer.request.is_navigation_request() and answer.status < 500
        if answer.status >= 400 and not expected:
            self.wrong.append(f"{answer.status}: {answer.url}")

    def leave(self) -> list[str]:
        """Close what is open; what went wrong behind the pages."""
        for context in self.open:
            context.close()
        wrong, self.open, self.wrong = self.wrong, [], []
        return wrong


def _is_page(url: str) -> bool:
    return "." not in urlparse(url).path.rpartition("/")[2]


def sign_in(page: Any, name: str) -> None:
    """Sign in as someone of the example, by hand."""
    page.goto("/aanmelden/")
    page.get_by_label("E-mailadres").fill(f"{name}@voorbeeld.invalid")
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Aanmelden", exact=True).click()
    page.wait_for_url("**/")
