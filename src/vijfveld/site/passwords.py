# SPDX-License-Identifier: EUPL-1.2
"""What a password must be beside what Django asks: long enough, said in both languages, and not a common Dutch one."""

import re
from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

WORDS = (
    "wachtwoord", "password", "welkom", "welkomterug", "geheim", "toegang", "inloggen", "aanmelden", "wijzigmij",
    "veranderen", "tijdelijk", "beheer", "beheerder", "admin", "gebruiker", "mijn", "ons", "onze", "nieuw", "test",
    "proef", "hallo", "goedemorgen", "goedendag", "qwerty", "azerty", "lente", "voorjaar", "zomer", "herfst", "najaar",
    "winter", "vakantie", "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
    "oktober", "november", "december", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag",
    "nederland", "holland", "oranje", "amsterdam", "rotterdam", "denhaag", "utrecht", "gemeente", "politie",
    "ministerie", "overheid", "kantoor", "werk", "computer", "school", "koffie", "voetbal", "ajax", "feyenoord",
    "liefde", "schatje", "ikhouvanjou", "vijfveld",
)  # fmt: skip
"""Words that Dutch people often make a password of by putting a year or a mark behind them."""

COMMON = re.compile(f"(?:{'|'.join(WORDS)}){{1,2}}")
LOOKS_LIKE = str.maketrans("013457@$!", "oieastasi")
NOT_LETTERS = re.compile(r"[\W\d_]+")


class LongEnough(MinimumLengthValidator):
    """Django's own rule; its sentence has no Dutch translation, so that it is said here."""

    def get_error_message(self) -> str:
        return ngettext(
            "Dit wachtwoord is te kort. Het moet ten minste %(count)s teken hebben.",
            "Dit wachtwoord is te kort. Het moet ten minste %(count)s tekens hebben.",
            self.min_length,
        ) % {"count": self.min_length}


class NotCommonInDutch:
    """Refuses one or two common Dutch words with nothing but digits and marks around or within them."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError for a password that is easily guessed."""
        lowered = password.lower()
        core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", lowered)
        if any(COMMON.fullmatch(NOT_LETTERS.sub("", text)) for text in (lowered, core.translate(LOOKS_LIKE))):
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def get_error_message(self) -> str:
        """What is wrong, and what to do."""
        return _("Dit wachtwoord is makkelijk te raden: een gewoon woord met cijfers of tekens. Kies een eigen zin.")

    def get_help_text(self) -> str:
        """What is asked."""
        return _("Kies geen gewoon woord met cijfers of tekens.")
