# SPDX-License-Identifier: EUPL-1.2
"""The words of the command line: Dutch, or English with `--language en`; known before anything else is loaded."""

import gettext
import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NoReturn

LANGUAGES = ("nl", "en")
LOCALE = Path(__file__).parents[1] / "locale"


def chosen_language(arguments: Sequence[str]) -> str:
    """The language that the arguments name, else VIJFVELD_LANGUAGE, else Dutch."""
    named = os.environ.get("VIJFVELD_LANGUAGE", "")
    for here, following in zip(arguments, [*arguments[1:], ""], strict=False):
        if here == "--language":
            named = following
        elif here.startswith("--language="):
            named = here.partition("=")[2]
    return named if named in LANGUAGES else "nl"


LANGUAGE = chosen_language(sys.argv[1:])


@cache
def _catalogue() -> gettext.NullTranslations:
    return gettext.translation("django", LOCALE, [LANGUAGE], fallback=True)


def _(text: str) -> str:
    """The sentence in the chosen language."""
    return _catalogue().gettext(text)


class Stop(Exception):
    """The command ends here, with a sentence for whoever gave it."""

    def __init__(self, sentence: str, *, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def refuse(sentence: str, **facts: object) -> NoReturn:
    """End the command with a sentence, filled in with facts."""
    raise Stop(sentence.format(**facts))


def debugging() -> bool:
    """Whether the whole trace of a fault was asked for."""
    return "--debug" in sys.argv[1:] or bool(os.environ.get("VIJFVELD_DEBUG"))
