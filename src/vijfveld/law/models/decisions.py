# SPDX-License-Identifier: EUPL-1.2
"""Decisions: one record wherever the strategy asks for judgement."""

import json
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import models

from vijfveld.node.models import Organisation, Person, Record
from vijfveld.node.sealing import GONE, SealedTextField
from vijfveld.node.viewer import NETWORK, for_seat


@dataclass(frozen=True)
class Reasoning:
    """The words of a decision. `reasons` is compulsory; the others as the kind of decision asks."""

    reasons: str
    proportionality: str = ""
    subsidiarity: str = ""
    alternatives: str = ""
    dissent: str = ""


class Decision(Record):
    """What was decided, about what, why, on which basis, by whom, until when and when to look again."""

    kind = "decision"

    what = models.CharField(max_length=60, help_text="Soort besluit.")
    about = models.CharField(max_length=140, db_index=True)
    outcome = models.CharField(max_length=60, blank=True)
    words = models.JSONField(null=True, blank=True)
    sealed_words = SealedTextField(null=True, blank=True)
    dossier = models.UUIDField(null=True, blank=True)
    told_to = models.JSONField(default=list, help_text="Wie dit leest; leeg is het hele netwerk.")
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="decisions")
    taken_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="decisions")
    taken_at = models.DateTimeField()
    basis = models.CharField(max_length=60)
    valid_until = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    supersedes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.what} {self.outcome}"

    def readers(self) -> set[str]:
        return {for_seat(self.dossier)} if self.dossier else set(self.told_to or [NETWORK])

    def sealing_key(self) -> UUID | None:
        return self.dossier

    @property
    def reasoning(self) -> Reasoning:
        """The words, opened when they are sealed and the key still lives."""
        if self.dossier is None:
            return Reasoning(**(self.words or {"reasons": ""}))
        text = self.sealed_words
        return Reasoning(reasons=GONE) if text in (None, GONE) else Reasoning(**json.loads(text))

    @reasoning.setter
    def reasoning(self, reasoning: Reasoning) -> None:
        if self.dossier is None:
            self.words = asdict(reasoning)
        else:
            self.sealed_words = json.dumps(asdict(reasoning))
