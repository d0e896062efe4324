# SPDX-License-Identifier: EUPL-1.2
"""Refusals: what the door says when it stays shut, in a sentence a person can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, IntegrityError, InterfaceError, InternalError, OperationalError
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """An act was refused. `sentence` says why and what to do, `rule` names the rule, `source` where it stands.

    `code` is all that the ledger keeps; `problems` lists every fault of the input at once, by field.
    """

    status = 403

    def __init__(self, code: str, sentence: Any, *, source: str = "", problems: dict[str, Any] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.source = source
        self.problems = problems or {}

    def __str__(self) -> str:
        return str(self.sentence)


class Invalid(Refused):
    """The input has faults; all of them are named at once and nothing was written."""

    status = 400

    def __init__(self, problems: dict[str, Any]) -> None:
        sentence = _("Niet alles klopt nog. Kijk naar de velden hieronder; er is niets opgeslagen.")
        super().__init__("input.invalid", sentence, problems=problems)

    def __str__(self) -> str:
        """The sentence and every problem, for the command line and the log of a developer."""
        return "\n".join([str(self.sentence), *(f"- {name}: {problem}" for name, problem in self.problems.items())])


class NotThere(Refused):
    """The record does not exist, or not for this viewer: the two are told in the same words."""

    status = 404

    def __init__(self) -> None:
        super().__init__("record.not_there", _("Dit bestaat niet, of niet voor u."))


class Stale(Refused):
    """Somebody else changed the record after it was read."""

    status = 409

    def __init__(self) -> None:
        sentence = _("Iemand anders heeft dit intussen gewijzigd. Bekijk de nieuwe versie en probeer het opnieuw.")
        super().__init__("record.stale", sentence)


class Unavailable(Refused):
    """The node cannot write now. Nothing was lost that was acknowledged; reading goes on."""

    status = 503


WEATHER = {
    "disk is full": ("store.full", _("De schijf is vol. Er is niets opgeslagen. Maak ruimte en probeer het opnieuw.")),
    "readonly database": ("store.read_only", _("De database is alleen te lezen. Er is niets opgeslagen.")),
    "read-only transaction": ("store.read_only", _("De database is alleen te lezen. Er is niets opgeslagen.")),
    "locked": ("store.busy", _("Het is te druk om op te slaan. Er is niets opgeslagen. Probeer het opnieuw.")),
    "no space left": ("store.full", _("De schijf is vol. Er is niets opgeslagen. Maak ruimte en probeer het opnieuw.")),
}
GONE = ("connect", "server closed", "unable to open", "shutting down", "terminating")
STORE_GONE = _("De database is niet bereikbaar. Er is niets opgeslagen. Waarschuw de beheerder van deze node.")


@contextmanager
def bad_weather() -> Iterator[None]:
    """Turn what the store says in bad weather into a refusal with a sentence; the transaction is rolled back."""
    try:
        yield
    except (OperationalError, InterfaceError, InternalError, sqlite3.OperationalError, OSError) as error:
        text = str(error).lower()
        for sign, (code, sentence) in WEATHER.items():
            if sign in text:
                raise Unavailable(code, sentence) from error
        if isinstance(error, InterfaceError) or (
            isinstance(error, DatabaseError) and any(sign in text for sign in GONE)
        ):
            raise Unavailable("store.gone", STORE_GONE) from error
        raise


def is_clash(error: IntegrityError) -> bool:
    """Whether two writers met: what one of them wanted to be the only one of, the other had just written."""
    if "UNIQUE constraint failed" in str(error):
        return True
    return getattr(error.__cause__, "sqlstate", "") == "23505"
