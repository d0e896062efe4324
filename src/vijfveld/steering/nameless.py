# SPDX-License-Identifier: EUPL-1.2
"""Whether a text leads to a person: addresses, numbers, and what is written as the name of a person.

What is found depends on the text, on the public names of organisations and on colleagues whom the writer may see.
Nobody learns from it whether somebody else works with this node: there is one sentence for everything, and it repeats
what was typed.
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property

from django.utils.translation import gettext as _

from vijfveld.node.models import Person
from vijfveld.node.viewer import Viewer
from vijfveld.steering.naming_words import BEGINNERS, PARTICLES, TERMS
from vijfveld.steering.partner_names import known_here, plain, stands_in
from vijfveld.strategy.acts.faults import Faults

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w+])(\+\d{2}|00\d{2}|0)[\s./-]?(\(0\))?[\s./-]?\d([\s./-]?\d){7,9}(?!\w)")
NINE = re.compile(
    r"(?<![\w.,])\d{9}(?!\w)|(?<![\w.,])\d{3}[ .-]\d{3}[ .-]\d{3}(?!\w)|(?<![\w.,])\d{4}[ .-]\d{2}[ .-]\d{3}(?!\w)"
)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
GAP = re.compile(r"[ \t]+")
INITIALS = re.compile(r"(?:(?<![\w.])(?:[^\W\d_a-z]\.){2,}|(?<=\S )[^\W\d_a-z]\.)[ \t]*(?:[a-z’']+[ \t]+){0,2}[A-Z]\w+")
ADDRESSED = re.compile(r"\b(?i:mevrouw|mevr\.?|mw\.?|meneer|de heer|dhr\.?|mrs\.?|ms\.|mr\.?)[ \t]+[A-Z]\w+")


def traces(text: str, terms: Callable[[], tuple[str, ...]] = tuple) -> list[str]:
    """What in a text looks like an address, a number or a name, as it stands there; nothing when nothing does.

    `terms` gives the plain names that are no persons; it is asked only when there is something that they may explain.
    """
    patterns = (EMAIL, PHONE, NINE, INITIALS, ADDRESSED)
    matched = [match.group().strip() for pattern in patterns for match in pattern.finditer(text)]
    found = [one for one in matched if plain(one.split()[-1]) not in BEGINNERS]
    runs = [run for run in _runs(text) if _is_name(run, ()) and _is_name(run, (*terms(), *TERMS))]
    return list(dict.fromkeys([*found, *runs]))


def _runs(text: str) -> Iterator[str]:
    """The pieces of words with a capital that follow one another, with what joins them, without a beginning word."""
    run: list[str] = []
    end = 0
    for word in WORD.finditer(text):
        told = word.group()
        if not GAP.fullmatch(text, end, word.start()):
            yield from _pieces(run)
            run = []
        end = word.end()
        if _has_capital(told) or (run and told in PARTICLES):
            run.append(told)
        else:
            yield from _pieces(run)
            run = []
    yield from _pieces(run)


def _has_capital(word: str) -> bool:
    return word[0].isupper() and any(one.islower() for one in word)


def _pieces(run: list[str]) -> list[str]:
    return [_without_beginning(run)] if run else []


def _without_beginning(run: list[str]) -> str:
    words = list(run)
    while words and plain(words[0]) in BEGINNERS:
        words.pop(0)
    while words and words[-1] in PARTICLES:
        words.pop()
    return " ".join(words)


def _is_name(run: str, terms: tuple[str, ...]) -> bool:
    """Whether two words with a capital follow one another, once what is known to be something else is cut out."""
    rest = plain(run)
    for term in terms:
        if stands_in(term, rest):
            rest = re.sub(rf"(?<!\w){re.escape(term)}(?!\w)", "|", rest)
    return any(sum(word not in PARTICLES for word in piece.split()) > 1 for piece in rest.split("|"))


class Names:
    """The names that one writer may know, read once for all fields of an act or a form, and only when needed."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer

    @cached_property
    def colleagues(self) -> dict[str, str]:
        """Of everyone whom the writer may see and who has more than one name: plainly, and as it is written."""
        rows = Person.objects.visible_to(self.viewer).values_list("name", flat=True)
        return {told: name for name in rows if " " in (told := plain(name))}

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The names of organisations."""
        return known_here()

    def check(self, faults: Faults, **texts: str) -> None:
        """Note of each field in one sentence all that leads to a person, whatever it is."""
        for field, text in texts.items():
            found = self.found(text) if text.strip() else []
            told = {"what": ", ".join(f"“{one}”" for one in found)}
            sentence = _("Dit lijkt op een naam, adres of nummer: %(what)s. Schrijf het zonder.") % told
            faults.add(field, sentence, when=bool(found))

    def found(self, text: str) -> list[str]:
        """What in a text leads to a person."""
        found = traces(text, lambda: self.terms)
        whole, said = plain(text), plain(" | ".join(found))
        known = [name for told, name in self.colleagues.items() if stands_in(told, whole) and told not in said]
        return [*found, *known]
