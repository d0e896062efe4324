# SPDX-License-Identifier: EUPL-1.2
"""The node itself: who runs it and what it may hold, fixed when it is made."""

from functools import lru_cache

from django.db import models

from vijfveld.node.roles import Classification, Mode, Profile, Regime


class Node(models.Model):
    """The one row that says what this node is; the database refuses to change or remove it."""

    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=200)
    profile = models.CharField(max_length=20, choices=Profile.choices)
    regimes = models.JSONField(default=list, help_text="Regimes waaronder deze node persoonsgegevens mag houden.")
    ceiling = models.CharField(max_length=20, choices=Classification.choices, default=Classification.RESTRICTED)
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.REAL)
    oin = models.CharField(max_length=20, blank=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    def may_hold(self, regime: Regime) -> bool:
        """Whether personal data under a regime may be held here."""
        return regime.value in self.regimes

    def takes(self, marking: Classification) -> bool:
        """Whether information with this marking may come in."""
        return marking.height <= Classification(self.ceiling).height


class NotMade(RuntimeError):
    """The node has not been made yet: `vijfveld setup` makes it."""


@lru_cache(maxsize=1)
def _read() -> Node:
    node = Node.objects.first()
    if node is None:
        raise NotMade("this node has not been made yet; run `vijfveld setup` or `vijfveld demo`")
    return node


def this_node() -> Node:
    """Return this node; it never changes, so it is read once per process."""
    return _read()


def forget_node() -> None:
    """Read the node afresh next time: after it is made, and between tests."""
    _read.cache_clear()
