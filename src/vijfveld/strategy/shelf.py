# SPDX-License-Identifier: EUPL-1.2
"""The shipped strategy and threat levels at hand, read once; and links that survive a new version."""

from functools import lru_cache

from django.utils.translation import get_language

from vijfveld.node.contents import load_tiles
from vijfveld.strategy.contents import Node, StrategyLibrary, load_strategy
from vijfveld.strategy.scales import Level, Scale, ThreatLevels, load_threat_levels


@lru_cache(maxsize=1)
def strategy() -> StrategyLibrary:
    """The strategy in force."""
    return load_strategy()


@lru_cache(maxsize=1)
def threat_levels() -> ThreatLevels:
    """The scales and the series since 2005."""
    return load_threat_levels()


def scale_in_force() -> Scale:
    """The scale on which levels are decided now."""
    return next(scale for scale in threat_levels().scales.values() if scale.valid_until is None)


@lru_cache(maxsize=1)
def provinces() -> dict[str, str]:
    """The names of the provinces by code: a level may hold for one of them."""
    return {tile.code: tile.name for tile in load_tiles().provinces}


def edition() -> str:
    """The name of the strategy in force, as stored beside a link to it: `code@version`."""
    return f"{strategy().code}@{strategy().version}"


def nodes_now(code: str, library: str) -> tuple[Node, ...]:
    """The nodes that stand now for a link made under an earlier version; empty when nothing took it over."""
    shelf = strategy()
    version = int(library.rpartition("@")[2] or shelf.version)
    codes = shelf.mapping_from(version).get(code, ())
    return tuple(shelf.nodes[now] for now in codes if now in shelf.nodes)


def title_of(node: Node) -> str:
    """The title of a node in the language of the reader."""
    return node.en.title if get_language() == "en" else node.nl.title


def text_of(node: Node) -> str:
    """The text of a node in the language of the reader."""
    return node.en.text if get_language() == "en" else node.nl.text


def level_title(level: Level) -> str:
    """The name of a threat level in the language of the reader."""
    return level.en.title if get_language() == "en" else level.nl.title


def level_text(level: Level) -> str:
    """What a threat level means, in the language of the reader; empty where no official text was seen."""
    return (level.en.text if get_language() == "en" else level.nl.text) or ""
