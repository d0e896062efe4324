# SPDX-License-Identifier: EUPL-1.2
"""Bodies in which partners sit together, the organisations that take part, and who sits for whom (§1.3, §8.2)."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vijfveld.node.models import Organisation, Person, Record
from vijfveld.node.roles import Role
from vijfveld.node.viewer import Viewer, for_organisation, for_person
from vijfveld.steering.words_bodies import Level, Membership, Rhythm, SeatEnd


class Body(Record):
    """A place where partners sit together as equals. Its members read it; nobody else knows that it exists."""

    kind = "body"

    name = models.CharField(max_length=120)
    level = models.CharField(max_length=14, choices=Level.choices)
    purpose = models.TextField(help_text=_("Waarvoor dit overleg er is."))
    section = models.CharField(max_length=60, help_text=_("De paragraaf van de strategie waaruit dit volgt."))
    rhythm = models.CharField(max_length=12, choices=Rhythm.choices)
    chair = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="chaired_bodies")
    secretary = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="kept_bodies")
    secretary_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="kept_bodies")
    secretary_name = models.CharField(max_length=120)
    members = models.JSONField(default=list, help_text=_("De organisaties die nu meedoen."))
    asked = models.JSONField(default=list, help_text=_("De organisaties die gevraagd zijn."))
    seated = models.JSONField(default=list, help_text=_("De mensen die nu voor een lid zitten, met vervangers."))

    class Meta:
        base_manager_name = "objects"
        verbose_name_plural = "bodies"
        constraints = [models.CheckConstraint(condition=~Q(purpose=""), name="body_is_for_something")]
        indexes = [models.Index(fields=["level", "name"], name="bodies_by_level")]

    def __str__(self) -> str:
        return self.name

    @property
    def lacks_secretary(self) -> bool:
        """Whether whoever kept the papers sits here no more, or their organisation takes no part any more."""
        return str(self.secretary_person_id) not in self.seated or str(self.secretary_id) not in self.members

    def readers(self) -> set[str]:
        return {for_organisation(UUID(one)) for one in (*self.members, *self.asked)}

    @classmethod
    def countable_by(cls, viewer: Viewer) -> Q:
        return counted_by(cls, viewer)


def counted_by(model: type[Record], viewer: Viewer) -> Q:
    """Oversight counts everything of its own mode, others what they may see."""
    return Q(mode=viewer.mode) if viewer.holds(Role.OVERSIGHT) else model.visible_to(viewer)


def readers_in(body: Body) -> set[str]:
    """Everyone who acts for a member reads what its body does."""
    return {for_organisation(UUID(one)) for one in body.members}


def seats_in(body: Body) -> set[str]:
    """Only those who sit, their replacements and the secretary read papers."""
    return {for_person(UUID(one)) for one in body.seated}


class BodyMembership(Record):
    """That an organisation is asked to take part in a body, and what it says itself."""

    kind = "body_membership"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="body_memberships")
    state = models.CharField(max_length=8, choices=Membership.choices, default=Membership.ASKED)
    words = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    since_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["body", "organisation"], name="one_membership_per_body"),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(since_on__isnull=False), name="member_since_its_own_consent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}"

    def readers(self) -> set[str]:
        return readers_in(self.body) | {for_organisation(self.organisation_id)}


class BodySeat(Record):
    """Who sits for a member from one day until another, with a replacement; the names as the member gave them."""

    kind = "body_seat"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    membership = models.ForeignKey(BodyMembership, on_delete=models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="body_seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="body_seats")
    name = models.CharField(max_length=120)
    replacement = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="body_replacements"
    )
    replacement_name = models.CharField(max_length=120, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=10, choices=SeatEnd.choices, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], condition=Q(ended_at__isnull=True), name="one_standing_seat_per_member"
            ),
            models.CheckConstraint(
                condition=Q(replacement__isnull=True) | ~Q(replacement=models.F("person")),
                name="nobody_replaces_themselves",
            ),
            models.CheckConstraint(condition=Q(ended_at__isnull=True) | ~Q(ended_by=""), name="seat_ends_for_a_reason"),
        ]

    def __str__(self) -> str:
        return self.name

    def readers(self) -> set[str]:
        return readers_in(self.body) | {for_organisation(self.organisation_id)}
