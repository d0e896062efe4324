# SPDX-License-Identifier: EUPL-1.2
"""The one gate through which mail leaves the node: it asks whether this is real before anything goes out.

On a real node real mail is sent. What is an example, an exercise or a drill is written to a file and never sent.
The gate is also the mail backend of the site, so that the mail of the sign-in library passes it too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from vijfveld.node.models import this_node
from vijfveld.node.roles import Mode

NOT_REAL = frozenset({Mode.DEMO, Mode.EXERCISE, Mode.DRILL})
FILES = "django.core.mail.backends.filebased.EmailBackend"


class NotOutbound(RuntimeError):
    """Something tried to leave the node without saying whether it is real."""


@dataclass(frozen=True)
class Mail:
    """A short message to one person: no content of records, only counts and an address on the node."""

    to: str
    subject: str
    text: str


def send(mail: Mail, *, mode: Mode) -> None:
    """Send a mail if both it and the node are real; write it to a file if either is not."""
    message = EmailMessage(mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.to])
    _carrier(mode).send_messages([message])


def unsent_folder() -> Path:
    """Where mail lies that is not real."""
    return Path(settings.VIJFVELD_HOME) / "mail-not-sent"


def _carrier(mode: Mode) -> Any:
    modes = {mode, Mode(this_node().mode)}
    if modes == {Mode.REAL}:
        return get_connection(settings.VIJFVELD_MAIL_CARRIER)
    if modes & NOT_REAL and modes <= NOT_REAL | {Mode.REAL}:
        return get_connection(FILES, file_path=str(unsent_folder()))
    raise NotOutbound(f"mail of mode {mode!r} may not leave this node")


class Gate(BaseEmailBackend):
    """The mail backend of the site: what the sign-in library sends goes the same way."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        sent: int = _carrier(Mode(this_node().mode)).send_messages(list(email_messages))
        return sent
