# SPDX-License-Identifier: EUPL-1.2
"""The common form of every noun: an identifier, a version, a home, a mode and an audience."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from vijfveld.node.access import GuardedManager, Scope
from vijfveld.node.ids import Urn
from vijfveld.node.models.audience import audiences_of
from vijfveld.node.roles import Mode
from vijfveld.node.viewer import NETWORK, Viewer


class Record(models.Model):
    """A noun. It is written by acts only; its version counts them and its home node is its only writer."""

    kind: ClassVar[str]
    """The word for this noun in urns, events and the ledger."""

    id = models.UUIDField(primary_key=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    home = models.UUIDField(editable=False)
    mode = models.CharField(max_length=8, choices=Mode.choices, editable=False)
    audience = models.BigIntegerField(editable=False, db_index=True)

    seen_by: Scope | None = None
    objects = GuardedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    @property
    def urn(self) -> str:
        """The name of this record for floors that may not import it, and for the ledger."""
        return str(Urn(self.home, self.kind, self.id))

    def readers(self) -> set[str]:
        """The reader tokens of this record; everyone on the node unless a model says otherwise."""
        return {NETWORK}

    def sealing_key(self) -> uuid.UUID | None:
        """The dossier under whose data key this record's sealed fields lie, if it belongs to one."""
        return None

    @classmethod
    def visible_to(cls, viewer: Viewer, *, column: str = "audience") -> Q:
        """The one predicate of access, for lists, details, search, exports, pickers, notices and feeds.

        `column` lets a list that is read newest first hold the same rule against an expression without an index.
        """
        return Q(**{f"{column}__in": audiences_of(viewer)})

    @classmethod
    def countable_by(cls, viewer: Viewer) -> Q:
        """What may be counted in a figure shown to the viewer; what they may see, unless a model says otherwise."""
        return cls.visible_to(viewer)


def record_model(kind: str) -> type[Record]:
    """Return the model whose records are named by `kind`; raises LookupError for an unknown kind."""
    from django.apps import apps

    for model in apps.get_models():
        if issubclass(model, Record) and model.kind == kind:
            return model
    raise LookupError(f"no record is called {kind!r}")


__all__ = ["Record", "record_model"]
