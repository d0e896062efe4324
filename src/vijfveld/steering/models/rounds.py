# SPDX-License-Identifier: EUPL-1.2
"""A round of the system test, the questions as they stood when it opened, and who was invited (§8.3)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vijfveld.node.models import Organisation, Record
from vijfveld.node.roles import Role
from vijfveld.node.viewer import Viewer, for_organisation, for_role
from vijfveld.steering.words import RoundState


class Questionnaire(Record):
    """What a round asks: the items in its scope, word for word, so that a later library changes no earlier round."""

    kind = "questionnaire"

    code = models.CharField(max_length=120, help_text=_("De code van de bibliotheek."))
    edition = models.PositiveIntegerField(help_text=_("De versie van de bibliotheek."))
    sha256 = models.CharField(max_length=64)
    stored = models.BinaryField(help_text=_("De vragen als JSON volgens RFC 8785."))

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["sha256", "mode"], name="one_copy_of_questions")]

    def __str__(self) -> str:
        return f"{self.code}@{self.edition}"


class Round(Record):
    """A system test: who is asked what, until when, and which organisations assess the answers."""

    kind = "round"

    title = models.CharField(max_length=120)
    questions = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="rounds")
    areas = models.JSONField(default=list)
    reaches = models.JSONField(default=list)
    kinds = models.JSONField(default=list)
    partners = models.JSONField(default=list, help_text=_("De partners die worden uitgenodigd."))
    assessors = models.JSONField(default=list, help_text=_("De organisaties die oordelen."))
    names = models.JSONField(default=dict, help_text=_("De namen van deze organisaties zoals zij toen waren."))
    prepared_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="rounds")
    opens_on = models.DateField()
    closes_on = models.DateField()
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.PREPARED)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    not_measurable = models.TextField(blank=True, help_text=_("Wat deze toets niet kan meten."))

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="round_closes_after_it_opens"),
            models.CheckConstraint(
                condition=~Q(state="frozen") | (~Q(not_measurable="") & Q(frozen_at__isnull=False)),
                name="frozen_round_says_what_cannot_be_measured",
            ),
        ]
        indexes = [models.Index(fields=["state", "frozen_at"], name="round_by_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_frozen(self) -> bool:
        """Whether nothing in this round changes any more."""
        return self.state == RoundState.FROZEN


def readers_of(partner: object, assessors: list[str]) -> set[str]:
    """Who reads what a partner says in a round: itself, the organisations that assess, and coordinators."""
    mine = {for_organisation(partner), for_role(Role.COORDINATOR)}  # type: ignore[arg-type]
    return mine | {for_organisation(assessor) for assessor in assessors}  # type: ignore[arg-type]


def in_a_visible_round(viewer: Viewer) -> Q:
    """Everyone who sees a round may count what was asked and answered in it."""
    return Q(round__in=Round.objects.visible_to(viewer).values("pk"))


class Invitation(Record):
    """That one partner is asked certain items; its name as it stood then, so that the report stays what it was."""

    kind = "invitation"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="invitations")
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    discipline = models.CharField(max_length=20)
    softer_voice = models.BooleanField(default=False)
    items = models.JSONField(default=list)
    asked = models.JSONField(default=dict, help_text=_("Het aantal vragen per veld."))
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["round", "partner"], name="one_invitation_per_partner")]

    def __str__(self) -> str:
        return self.name

    def readers(self) -> set[str]:
        return readers_of(self.partner_id, self.round.assessors)

    @classmethod
    def countable_by(cls, viewer: Viewer) -> Q:
        return in_a_visible_round(viewer)
