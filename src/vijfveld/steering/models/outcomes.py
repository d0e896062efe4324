# SPDX-License-Identifier: EUPL-1.2
"""What comes of a round: steps that assessors decide, reservations, findings, and the frozen report."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vijfveld.law.models import Decision
from vijfveld.node.models import Organisation, Record
from vijfveld.node.roles import Role
from vijfveld.node.viewer import NETWORK, for_organisation, for_role
from vijfveld.steering.models.rounds import Round
from vijfveld.steering.words import Axis, Edition
from vijfveld.strategy.models import Driver, Effort
from vijfveld.strategy.words import Area


class StepDecision(Record):
    """The step of one axis of one field, as the assessors decided it. No rule computes it from the answers."""

    kind = "step_decision"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="steps")
    area = models.CharField(max_length=12, choices=Area.choices)
    axis = models.CharField(max_length=12, choices=Axis.choices)
    step = models.PositiveSmallIntegerField(null=True, blank=True, help_text=_("Leeg: niet te beoordelen."))
    reasons = models.TextField()
    dissent = models.TextField(blank=True)
    assessor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="step_decisions")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="step_decisions")
    decided_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["round", "area", "axis"], name="one_step_per_axis_and_field"),
            models.CheckConstraint(condition=Q(step__isnull=True) | Q(step__lte=3), name="step_is_0_to_3"),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.axis}"


class Reservation(Record):
    """What a partner objects to an item or a step, in its own words, and the reply it gets."""

    kind = "reservation"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reservations")
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reservations")
    name = models.CharField(max_length=200, help_text=_("De naam van de partner zoals die toen was."))
    item = models.CharField(max_length=255, blank=True)
    area = models.CharField(max_length=12, choices=Area.choices, blank=True)
    axis = models.CharField(max_length=12, choices=Axis.choices, blank=True)
    words = models.TextField()
    placed_at = models.DateTimeField()
    reply_by = models.DateField()
    reply = models.TextField(blank=True)
    replied_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="reservation_replies"
    )
    replier = models.CharField(max_length=200, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    in_report = models.BooleanField(default=False, help_text=_("Het antwoord kwam voor de vaststelling."))

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=~Q(item="") | (~Q(area="") & ~Q(axis="")), name="reservation_is_about_something"
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_at__isnull=True) | (~Q(reply="") & Q(replied_at__isnull=False)),
                name="reply_has_words_and_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Finding(Record):
    """What is missing in a field according to a round; fixed effort can rest on it and closes it (§8.3)."""

    kind = "finding"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="findings")
    area = models.CharField(max_length=12, choices=Area.choices)
    items = models.JSONField(default=list)
    title = models.CharField(max_length=140)
    missing = models.TextField()
    proposal = models.TextField(help_text=_("De inzet die de toetsers voorstellen."))
    noted_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="findings")
    noted_at = models.DateTimeField()
    driver = models.ForeignKey(Driver, on_delete=models.PROTECT, related_name="findings")
    effort = models.ForeignKey(Effort, on_delete=models.PROTECT, null=True, blank=True, related_name="findings")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(effort__isnull=True) | Q(closed_at__isnull=False), name="finding_is_closed_by_an_effort"
            ),
        ]
        indexes = [models.Index(fields=["area", "closed_at"], name="findings_in_a_field")]

    def __str__(self) -> str:
        return self.title


class Snapshot(Record):
    """The bytes of a frozen report. Their SHA-256 stands in the ledger."""

    kind = "snapshot"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="snapshots")
    edition = models.CharField(max_length=10, choices=Edition.choices)
    form = models.CharField(max_length=4, choices=[("json", "JSON"), ("pdf", "PDF")])
    language = models.CharField(max_length=2, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    stored = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["round", "edition", "form", "language"], name="one_snapshot_of_a_kind")
        ]

    def __str__(self) -> str:
        return self.sha256

    def readers(self) -> set[str]:
        if self.edition == Edition.NETWORK:
            return {NETWORK}
        return {for_role(Role.COORDINATOR), *(for_organisation(assessor) for assessor in self.round.assessors)}
