# SPDX-License-Identifier: EUPL-1.2
"""The small facts that the parts of a page are drawn from; a mapping with the same names will do as well."""

from __future__ import annotations

from dataclasses import dataclass

from vijfveld.face.dates import Moment


@dataclass(frozen=True)
class Due:
    """One line of a due list: a date or a word, a linked title, a line of context; urgent is shown in red."""

    when: Moment | str
    title: str
    url: str = ""
    meta: str = ""
    urgent: bool = False


@dataclass(frozen=True)
class Fact:
    """One line of a summary list."""

    key: str
    value: object
    url: str = ""


@dataclass(frozen=True)
class Check:
    """One condition: met, not met, or not known yet (None)."""

    text: str
    met: bool | None
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Step:
    """One step of a procedure: its state is "done", "now" or "later"."""

    text: str
    state: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Refusal:
    """Why an act was refused: a sentence, the rule, its source, and what one can do instead."""

    sentence: str
    rule: str = ""
    source: str = ""
    source_url: str = ""
    instead: tuple[tuple[str, str], ...] = ()
