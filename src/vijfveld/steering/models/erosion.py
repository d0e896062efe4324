# SPDX-License-Identifier: EUPL-1.2
"""What people do about the five signals, and the shares of attention they agreed on. The signals themselves are not
stored: they are counted from the ledger whenever someone looks (§8.1; methods.md §5)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vijfveld.node.models import Organisation, Record
from vijfveld.steering.erosion_words import ON, NoteSort, Signal


class ErosionNote(Record):
    """What one organisation does about a signal that is on, and why."""

    kind = "erosion_note"

    signal = models.CharField(max_length=10, choices=Signal.choices)
    state = models.CharField(max_length=8, choices=[(one.value, one.label) for one in ON])
    month = models.DateField(help_text=_("De eerste dag van de laatste maand die is beoordeeld."))
    sort = models.CharField(max_length=8, choices=NoteSort.choices)
    words = models.TextField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="erosion_notes")
    noted_on = models.DateField()
    review_on = models.DateField(null=True, blank=True)
    asked = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="erosion_requests"
    )
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="erosion_note_has_words"),
            models.CheckConstraint(
                condition=~Q(sort="review") | Q(review_on__isnull=False), name="erosion_review_has_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(sort="effort") | Q(asked__isnull=False), name="erosion_effort_is_asked"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | ~Q(outcome=""), name="closed_erosion_note_has_an_outcome"
            ),
        ]
        indexes = [models.Index(fields=["signal", "-noted_on"], name="erosion_notes_by_signal")]

    def __str__(self) -> str:
        return str(self.get_signal_display())

    @property
    def is_open(self) -> bool:
        """Whether someone still has to look again or to answer."""
        return self.sort != NoteSort.NOTED and self.closed_on is None


class AttentionAgreement(Record):
    """Which part of the effort each field should get, as people agreed; a later one takes its place."""

    kind = "attention_agreement"

    shares = models.JSONField(help_text=_("Per veld een percentage; samen 100."))
    words = models.TextField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="attention_agreements")
    agreed_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="attention_agreement_has_words"),
            models.UniqueConstraint(
                fields=["mode"], condition=Q(ended_on__isnull=True), name="one_standing_attention_agreement"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreed_on}"
