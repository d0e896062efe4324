# SPDX-License-Identifier: EUPL-1.2
"""The names of partners in a text, with and without the sort of organisation before them."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from vijfveld.node.contents import load_municipalities, load_partners
from vijfveld.node.models import Organisation
from vijfveld.steering.naming_words import ORDINARY

SORTS = ("gemeente ", "municipality of ", "provincie ", "province of ", "veiligheidsregio ", "safety region ")
GROUP = re.compile(r"\((als|as) ")
ASIDE = re.compile(r"\s*\([^)]*\)\s*$")
SHORTEST = 5
"""A name without its sort counts from this many letters."""


def plain(text: str) -> str:
    """A text without capitals, accents and needless space, so that a name is known however it is written."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return " ".join(bare.casefold().split())


def stands_in(name: str, text: str) -> bool:
    """Whether a plain name stands in a plain text as words of its own."""
    return name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def names_of(*names: str) -> list[str]:
    """Plainly, all under which one organisation is known: as written, without an aside, and without its sort."""
    whole = [plain(name) for name in names if name]
    whole += [ASIDE.sub("", name) for name in whole]
    bare = [name.removeprefix(sort) for name in whole for sort in SORTS if name.startswith(sort)]
    return list(dict.fromkeys([*whole, *(name for name in bare if len(name) >= SHORTEST)]))


def recognised(texts: Iterable[str], rows: Iterable[tuple[str, str]]) -> list[str]:
    """Of each organisation (name, name in English) that some texts name: its name, once, in the order given.

    Groups of organisations and names that are words of every day are left out.
    """
    text = plain(" | ".join(texts))
    return [name for name, name_en in rows if not GROUP.search(name) and _is_in(text, names_of(name, name_en))]


def _is_in(text: str, names: list[str]) -> bool:
    return any(name not in ORDINARY and stands_in(name, text) for name in names)


def known_here() -> tuple[str, ...]:
    """Plainly, the names of all organisations of this node and of the shipped lists, the longest first."""
    rows = Organisation.objects.values_list("name", "name_en")
    here = chain.from_iterable(names_of(*row) for row in rows)
    return tuple(sorted({*here, *_shipped()}, key=lambda name: (-len(name), name)))


@lru_cache(maxsize=1)
def _shipped() -> frozenset[str]:
    partners = [(one.nl, one.en) for one in load_partners().values()]
    towns = [(f"Gemeente {one.name}", one.name) for one in load_municipalities().values()]
    return frozenset(chain.from_iterable(names_of(*row) for row in [*partners, *towns]))
