# SPDX-License-Identifier: EUPL-1.2
"""The reads of the strategy itself: its tree, what can be found in it, and which efforts serve a point of it."""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vijfveld.node.viewer import Viewer
from vijfveld.strategy.contents import Kind, Node
from vijfveld.strategy.models import Effort
from vijfveld.strategy.shelf import nodes_now, strategy, text_of, title_of
from vijfveld.strategy.words import ALIVE

KIND_WORDS: dict[Kind, Any] = {
    Kind.AREA: _("veld"),
    Kind.OBJECTIVE: _("doelstelling"),
    Kind.GOAL: _("doel"),
    Kind.MEASURE_LINE: _("maatregel"),
    Kind.PRINCIPLE: _("uitgangspunt"),
    Kind.COORDINATION: _("beginsel van coördinatie"),
    Kind.AXIS: _("maatstaf"),
    Kind.EROSION: _("manier waarop de basis slijt"),
    Kind.COMMITMENT: _("afspraak"),
    Kind.SCOPE: _("afbakening"),
    Kind.CERTAINTY: _("relatieve zekerheid"),
    Kind.UNCERTAINTY: _("fundamentele onzekerheid"),
    Kind.INDIRECT: _("wat indirect meespeelt"),
}
SHELVES: tuple[tuple[Any, tuple[Kind, ...]], ...] = (
    (_("De vijf velden"), (Kind.AREA,)),
    (_("Doel en afbakening"), (Kind.OBJECTIVE, Kind.SCOPE)),
    (_("Tien uitgangspunten"), (Kind.PRINCIPLE,)),
    (_("Afspraken over de uitvoering"), (Kind.COMMITMENT,)),
    (_("Vier beginselen van coördinatie"), (Kind.COORDINATION,)),
    (_("Drie maatstaven voor de vaste inzet"), (Kind.AXIS,)),
    (_("Vijf manieren waarop de vaste inzet slijt"), (Kind.EROSION,)),
    (_("Relatieve zekerheden"), (Kind.CERTAINTY,)),
    (_("Fundamentele onzekerheden"), (Kind.UNCERTAINTY,)),
    (_("Wat indirect meespeelt"), (Kind.INDIRECT,)),
)
"""The library as one walks through it: each shelf with the kinds of nodes that stand on it."""
MOST = 60


@dataclass(frozen=True)
class Branch:
    """A node with what stands below it, and the efforts that serve it, ready for a page."""

    node: Node
    children: list["Branch"] = field(default_factory=list)
    efforts: list[Any] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The title in the language of the reader."""
        return title_of(self.node)

    @property
    def text(self) -> str:
        """The text in the language of the reader."""
        return text_of(self.node)

    @property
    def kind(self) -> Any:
        """The word for this kind of node."""
        return KIND_WORDS[self.node.kind]

    @property
    def section(self) -> str:
        """Where it stands, as people say it."""
        return said_section(self.node)

    @property
    def ours(self) -> bool:
        """Whether it stands here because of how we read the annex, not because of its own words."""
        return self.node.reading == "ours"

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("strategy:node", args=[self.node.code])

    @property
    def served(self) -> list["Branch"]:
        """What efforts serve directly: it or anything below it."""
        return [part for part in self.with_below if part.efforts]

    @property
    def bare(self) -> list["Branch"]:
        """The measure lines here that no effort serves, itself or below."""
        lines = (part for part in self.with_below if part.node.kind is Kind.MEASURE_LINE)
        return [line for line in lines if not line.served]

    @property
    def with_below(self) -> list["Branch"]:
        """It and everything below it."""
        return [self, *self.below]

    @property
    def below(self) -> list["Branch"]:
        """Everything below it, in the order of the text."""
        return [found for child in self.children for found in (child, *child.below)]


@dataclass(frozen=True)
class Shelf:
    """A part of the library with its top branches."""

    title: Any
    branches: list[Branch]

    @property
    def points(self) -> list[Branch]:
        """Every node that stands here, in the order of the text."""
        return [part for top in self.branches for part in top.with_below]

    @property
    def count(self) -> int:
        """How many nodes stand here."""
        return len(self.points)


def said_section(node: Node) -> str:
    """The place of a node in the text: its §, or the annex by name."""
    return str(_("bijlage")) if node.section == "annex" else node.section


def branch(code: str, efforts: Callable[[str], list[Any]] = lambda code: []) -> Branch:
    """A node and all below it, each with its efforts. Raises KeyError for an unknown code."""
    shelf = strategy()
    below = [branch(child.code, efforts) for child in shelf.children(code)]
    return Branch(shelf.nodes[code], below, efforts(code))


def shelves() -> list[Shelf]:
    """The whole library, shelf by shelf."""
    top = strategy().children(None)
    return [Shelf(title, [branch(node.code) for node in top if node.kind in kinds]) for title, kinds in SHELVES]


def found_in_library(words: str) -> list[Branch]:
    """The nodes in which every word occurs, in either language, in the order of the text; none for no words."""
    wanted = _plain(words).split()
    if not wanted:
        return []
    return [Branch(node) for node in strategy().nodes.values() if all(word in _all_text(node) for word in wanted)]


def _all_text(node: Node) -> str:
    told = (node.code, node.section, node.nl.title, node.nl.text, node.en.title, node.en.text)
    return _plain(" ".join(told))


def _plain(text: str) -> str:
    """Small letters without accents, so that „coordinatie” finds „coördinatie”."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def leads_to(links: Iterable[tuple[str, str]]) -> dict[tuple[str, str], tuple[Node, ...]]:
    """The nodes of now for links of any version, each link looked up once: many efforts share few of them."""
    return {link: nodes_now(*link) for link in set(links)}


def efforts_serving(viewer: Viewer, code: str) -> list[Effort]:
    """The running efforts that serve a node or anything below it, or rest on it; links of older versions included."""
    codes = {code, *(found.node.code for found in branch(code).below)}
    rows = Effort.objects.visible_to(viewer).filter(state__in=ALIVE)
    editions = sorted(set(rows.order_by().values_list("library", flat=True).distinct()))
    if not editions:
        return []
    linked = reduce(or_, (_linked(edition, codes) for edition in editions))
    return list(rows.filter(linked).select_related("owner").order_by("-nature", "ends_on", "title")[:MOST])


def _linked(edition: str, codes: Iterable[str]) -> Q:
    then = codes_then(edition, codes)
    return Q(library=edition) & (Q(objective__in=then) | Q(rests_on__in=then))


def codes_then(edition: str, codes: Iterable[str]) -> list[str]:
    """What the nodes of now were called in an earlier version of the library, `code@version`."""
    wanted, shelf = set(codes), strategy()
    version = int(edition.rpartition("@")[2] or shelf.version)
    return sorted(old for old, now in shelf.mapping_from(version).items() if wanted.intersection(now))
