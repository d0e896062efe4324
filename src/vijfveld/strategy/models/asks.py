# SPDX-License-Identifier: EUPL-1.2
"""What an effort asks of a partner and what the partner answers: two records, each with one writer."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vijfveld.node.models import Organisation, Record
from vijfveld.node.roles import Role
from vijfveld.node.viewer import Viewer, for_organisation, for_role
from vijfveld.strategy.models.efforts import Effort
from vijfveld.strategy.words import OPEN_ASKS, AskState, Reply

BELOW_FLOOR = Q(floor__isnull=False, granted__lt=F("floor"), state__in=OPEN_ASKS)
"""The gaps in the base level: partners that have not granted the floor that a fixed effort asks of them (§8.3)."""


class Ask(Record):
    """Capacity that an effort asks of one partner. Seen by both and by coordinators; counted by everyone."""

    kind = "ask"

    effort = models.ForeignKey(Effort, on_delete=models.PROTECT, related_name="asks")
    asker = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="asks_made")
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="asks_received")
    what = models.TextField(help_text=_("Wat vraagt u precies?"))
    capacity = models.DecimalField(max_digits=7, decimal_places=2, help_text=_("In voltijdbanen (fte)."))
    floor = models.DecimalField(
        max_digits=7, decimal_places=2, null=True, blank=True,
        help_text=_("Bij vaste inzet: minder dan dit mag het nooit worden, ook als de dreiging laag is."),
    )  # fmt: skip
    asked_at = models.DateTimeField()
    reply_by = models.DateField()
    state = models.CharField(max_length=10, choices=AskState.choices, default=AskState.OPEN)
    granted = models.DecimalField(max_digits=7, decimal_places=2, default=Decimal(0))

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["effort", "partner"],
                condition=~Q(state__in=["withdrawn", "closed"]),
                name="one_open_ask_per_partner",
            ),
            models.CheckConstraint(condition=Q(capacity__gt=0), name="ask_is_for_something"),
            models.CheckConstraint(
                condition=Q(floor__isnull=True) | Q(floor__lte=F("capacity")), name="floor_within_ask"
            ),
        ]
        indexes = [
            models.Index(fields=["partner", "state"], name="ask_of_a_partner"),
            models.Index(fields=["effort", "state"], name="ask_of_an_effort"),
        ]

    def __str__(self) -> str:
        return f"{self.capacity} fte"

    def readers(self) -> set[str]:
        return {for_organisation(self.asker_id), for_organisation(self.partner_id), for_role(Role.COORDINATOR)}

    @classmethod
    def countable_by(cls, viewer: Viewer) -> Q:
        """Everyone who sees an effort may count what was asked for it and what was granted."""
        return Q(effort__in=Effort.objects.visible_to(viewer).values("pk"))


class Answer(Record):
    """What the partner's own liaison says to an ask; the latest one counts, the earlier ones stay."""

    kind = "answer"

    ask = models.ForeignKey(Ask, on_delete=models.PROTECT, related_name="answers")
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="answers")
    asker = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="answers_received")
    number = models.PositiveSmallIntegerField(help_text=_("Het hoeveelste antwoord op deze vraag."))
    reply = models.CharField(max_length=10, choices=Reply.choices)
    capacity = models.DecimalField(max_digits=7, decimal_places=2, help_text=_("In voltijdbanen (fte)."))
    from_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["ask", "number"], name="answers_follow_one_another"),
            models.CheckConstraint(
                condition=Q(reply="accepted") | ~Q(reason=""), name="answer_other_than_yes_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reply_display()}"

    def readers(self) -> set[str]:
        return {for_organisation(self.asker_id), for_organisation(self.partner_id), for_role(Role.COORDINATOR)}
