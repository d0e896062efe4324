# SPDX-License-Identifier: EUPL-1.2
"""The broker (§8.1, §8.2): what organisations have experience with, what they ask and offer, and who was paired."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vijfveld.node.models import Organisation, Record
from vijfveld.node.roles import Role
from vijfveld.node.viewer import for_organisation, for_role
from vijfveld.steering.words_broker import STANDING, Experience, PairingState, Say, Side, Speed, WhyNot


class Expertise(Record):
    """What an organisation says it has experience with, until a day after which it is asked again."""

    kind = "expertise"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="expertise")
    subject = models.CharField(max_length=60, help_text=_("De code van een punt van de strategie."))
    library = models.CharField(max_length=80)
    experience = models.CharField(max_length=10, choices=Experience.choices)
    had_on = models.DateField(help_text=_("Wanneer voor het laatst."))
    words = models.CharField(max_length=300, blank=True)
    speed = models.CharField(max_length=10, choices=Speed.choices)
    lapses_on = models.DateField(help_text=_("Na deze dag telt het niet meer mee tot het is bevestigd."))
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "subject", "experience"], condition=Q(withdrawn_on__isnull=True),
                name="one_experience_of_a_kind",
            ),
            models.CheckConstraint(condition=Q(lapses_on__gt=F("had_on")), name="experience_lapses_after_it_was_had"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.subject} {self.experience}"


class Help(Record):
    """A question of an organisation without experience, or an offer of one with it, for a period."""

    kind = "help"

    side = models.CharField(max_length=8, choices=Side.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="help")
    subject = models.CharField(max_length=60)
    library = models.CharField(max_length=80)
    words = models.TextField()
    first_on = models.DateField()
    last_on = models.DateField()
    most = models.PositiveSmallIntegerField(
        help_text=_("Hoeveel koppelingen ten hoogste: van een vraag in totaal, van een aanbod tegelijk.")
    )
    put_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="help_is_for_a_period"),
            models.CheckConstraint(condition=Q(most__gte=1) & Q(most__lte=20), name="help_is_for_1_to_20"),
            models.CheckConstraint(condition=~Q(words=""), name="help_has_words"),
        ]
        indexes = [models.Index(fields=["side", "last_on"], name="help_by_side")]

    def __str__(self) -> str:
        return f"{self.side} {self.subject}"

    @property
    def is_question(self) -> bool:
        """Whether this asks for help; else it offers it."""
        return self.side == Side.QUESTION


class Pairing(Record):
    """A question laid beside an offer, with the reasons; a pairing only once both sides consent."""

    kind = "pairing"

    question = models.ForeignKey(Help, on_delete=models.PROTECT, related_name="found")
    offer = models.ForeignKey(Help, on_delete=models.PROTECT, related_name="given")
    asker = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="pairings_asked")
    giver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="pairings_given")
    reasons = models.JSONField(help_text=_("Waarom deze twee: wat is bekeken, hoe ver het uiteenligt."))
    state = models.CharField(max_length=10, choices=PairingState.choices, default=PairingState.PROPOSED)
    proposed_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="pairings_proposed")
    proposed_on = models.DateField()
    asker_says = models.CharField(max_length=3, choices=Say.choices, blank=True)
    asker_words = models.TextField(blank=True)
    giver_says = models.CharField(max_length=3, choices=Say.choices, blank=True)
    giver_words = models.TextField(blank=True)
    follow_up_on = models.DateField(help_text=_("Wanneer beide zeggen wat ervan kwam."))
    agreed_on = models.DateField(null=True, blank=True)
    outcomes = models.JSONField(default=list, help_text=_("Wat ervan kwam: dag, organisatie, woorden."))
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["question", "offer"], condition=Q(state__in=[one.value for one in STANDING]),
                name="one_pairing_of_two",
            ),
            models.CheckConstraint(condition=~Q(asker=F("giver")), name="nobody_is_paired_with_itself"),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "ended"])
                | Q(asker_says="yes", giver_says="yes", agreed_on__isnull=False),
                name="a_pairing_has_the_consent_of_both",
            ),
            models.CheckConstraint(condition=~Q(state="ended") | Q(ended_on__isnull=False), name="end_has_a_day"),
            models.CheckConstraint(
                condition=(~Q(asker_says="no") | ~Q(asker_words="")) & (~Q(giver_says="no") | ~Q(giver_words="")),
                name="no_has_a_reason",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["state", "follow_up_on"], name="pairings_by_state")]

    def __str__(self) -> str:
        return self.state

    def looked_back(self, side: UUID) -> bool:
        """Whether a side said at least once what came of it."""
        return any(one["organisation"] == str(side) for one in self.outcomes)

    def rounds_off(self, side: UUID) -> bool:
        """Whether a side wants to stop: it looked back last without a day to look back again."""
        said = [one for one in self.outcomes if one["organisation"] == str(side)]
        return bool(said) and said[-1].get("stops", False)

    def other(self, side: UUID) -> Organisation:
        """The organisation on the other side."""
        return self.giver if side == self.asker_id else self.asker

    def readers(self) -> set[str]:
        """The two sides and coordinators: what one side declines is nobody else's business."""
        return {for_organisation(self.asker_id), for_organisation(self.giver_id), for_role(Role.COORDINATOR)}


class Unmatched(Record):
    """That a question found no offer when it was last looked at, and why."""

    kind = "unmatched"

    question = models.OneToOneField(Help, on_delete=models.PROTECT, related_name="unmatched")
    why = models.CharField(max_length=10, choices=WhyNot.choices)
    looked_on = models.DateField()
    solved_on = models.DateField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.why

    def readers(self) -> set[str]:
        return {for_organisation(self.question.organisation_id), for_role(Role.COORDINATOR)}
