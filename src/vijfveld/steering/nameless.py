# SPDX-License-Identifier: EUPL-1.2
"""Whether a text leads to a person: addresses, numbers, and names of people who work with this node."""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext as _

from vijfveld.node.models import Person
from vijfveld.strategy.acts.faults import Faults

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w+])(\+\d{2}|00\d{2}|0)[\s./-]?(\(0\))?[\s./-]?\d([\s./-]?\d){7,9}(?!\w)")
NINE = re.compile(
    r"(?<![\w.,])\d{9}(?!\w)|(?<![\w.,])\d{3}[ .-]\d{3}[ .-]\d{3}(?!\w)|(?<![\w.,])\d{4}[ .-]\d{2}[ .-]\d{3}(?!\w)"
)


def traces(texts: Iterable[str], names: Iterable[str]) -> list[str]:
    """What in some texts leads to a person, in words; nothing when nothing was found. Who it is, is not said."""
    text = " \n ".join(texts)
    plain = _plain(text)
    found = [
        (_("een e-mailadres"), bool(EMAIL.search(text))),
        (_("een telefoonnummer"), bool(PHONE.search(text))),
        (_("een nummer dat een burgerservicenummer kan zijn"), bool(NINE.search(text))),
        (_("de naam van iemand die met deze node werkt"), any(_named(plain, name) for name in names)),
    ]
    return [words for words, there in found if there]


def _named(plain: str, name: str) -> bool:
    name = _plain(name)
    return bool(name) and " " in name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain) is not None


def _plain(text: str) -> str:
    """A text without capitals, accents and needless space, so that a name is known however it is written."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return " ".join(bare.casefold().split())


def check_nameless(faults: Faults, field: str, *texts: str) -> None:
    """Note in one sentence all in these texts that leads to a person."""
    known = Person.objects.beyond_access("a text that is shared names nobody").values_list("name", flat=True)
    found = traces(texts, known) if any(text.strip() for text in texts) else []
    told = {"what": "; ".join(found)}
    sentence = _("Hier staat iets dat naar een persoon leidt: %(what)s. Haal het weg; de rest blijft staan.") % told
    faults.add(field, sentence, when=bool(found))
