# SPDX-License-Identifier: EUPL-1.2
"""What a browser calls itself, in words a person knows: enough to recognise one's own, no more."""

from django.utils.translation import gettext as _

BROWSERS = [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]
SYSTEMS = [
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Macintosh", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
]  # fmt: skip


def browser_of(user_agent: str) -> str:
    """Name a browser and the system it runs on: "Firefox, Windows"."""
    found = [_named(user_agent, BROWSERS), _named(user_agent, SYSTEMS)]
    return ", ".join(filter(None, found)) or _("onbekende browser")


def _named(user_agent: str, known: list[tuple[str, str]]) -> str:
    return next((name for sign, name in known if sign in user_agent), "")
