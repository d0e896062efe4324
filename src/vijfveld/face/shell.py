# SPDX-License-Identifier: EUPL-1.2
"""What the frame of every page is told: where one can go, who one is, which node this is, what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple


class NavItem(NamedTuple):
    """One place in the navigation."""

    label: str
    url: str
    active: bool = False
    tucked: bool = False


class Crumb(NamedTuple):
    """One step on the way to this page."""

    label: str
    url: str


@dataclass(frozen=True)
class WhoAmI:
    """The person who is signed in, the organisation for which they act, where to change either, and what is new."""

    person: str
    organisation: str
    account_url: str = ""
    sign_out_url: str = ""
    switch_url: str = ""
    news: int = 0
    news_url: str = ""


@dataclass(frozen=True)
class Shell:
    """The node and the places that the frame leads to; `mode` is real, demo, exercise or drill."""

    node: str
    profile: str = ""
    mode: str = "real"
    home_url: str = "/"
    search_url: str = ""
    query: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Change:
    """One line of the history strip: when, what, by whom, and where to read it; `key` tells it from all others."""

    when: date | datetime
    what: str
    who: str = ""
    url: str = ""
    key: str = ""
