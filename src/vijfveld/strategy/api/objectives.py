# SPDX-License-Identifier: EUPL-1.2
"""The points of the strategy, to which efforts refer by their code."""

from typing import Any

from pydantic import Field

from vijfveld.law.rest.listing import CodeWish
from vijfveld.law.rest.resource import Resource
from vijfveld.law.rest.values import Code, Out
from vijfveld.node.viewer import Viewer
from vijfveld.strategy.contents import Node
from vijfveld.strategy.shelf import strategy

objectives = Resource("doelstellingen", "Doelstellingen")


class WordingOut(Out, title="Tekst"):
    """A point in one language."""

    title: str = Field(serialization_alias="titel")
    text: str = Field(serialization_alias="tekst")


class ObjectiveOut(Out, title="Doelstelling"):
    """A point of the strategy."""

    code: str
    parent: str | None = Field(serialization_alias="onder")
    kind: str = Field(serialization_alias="soort")
    section: str = Field(serialization_alias="paragraaf")
    area: str | None = Field(serialization_alias="veld")
    nl: WordingOut
    en: WordingOut


class ObjectiveWish(CodeWish):
    """Which points to list."""

    kind: Code | None = Field(None, alias="soort")
    area: Code | None = Field(None, alias="veld")
    parent: Code | None = Field(None, alias="onder")


@objectives.lists("", ObjectiveOut, says="De punten van de strategie, in de volgorde van de tekst")
def list_objectives(viewer: Viewer, wish: ObjectiveWish) -> Any:
    asked = wish.filters
    return [node for node in strategy().nodes.values() if all(getattr(node, name) == asked[name] for name in asked)]


@objectives.shows("/{code}", ObjectiveOut, says="Een punt van de strategie")
def one_objective(viewer: Viewer, code: Code) -> Node | None:
    return strategy().nodes.get(code)
