# SPDX-License-Identifier: EUPL-1.2
"""The meetings of a body: agenda, papers, decisions with who commits to them, follow-up, and the approved list."""

from django.db import models
from django.db.models import Q

from vijfveld.law.models import Decision
from vijfveld.node.models import Organisation, Record
from vijfveld.node.roles import Classification
from vijfveld.node.viewer import Viewer
from vijfveld.steering.models.bodies import Body, counted_by, readers_in, seats_in
from vijfveld.steering.words_bodies import AHEAD, Asks, ItemSort, MeetingState, Outcome, Stand
from vijfveld.strategy.words import Area


class Meeting(Record):
    """One time that a body sits. `present` and `approvals` hold what was noted per organisation."""

    kind = "meeting"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.PREPARING)
    present = models.JSONField(default=dict)
    approvals = models.JSONField(default=dict)
    cancelled_because = models.TextField(blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_in = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="approved_lists"
    )
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="meetings_are_numbered"),
            models.UniqueConstraint(fields=["body"], condition=Q(state="sitting"), name="a_body_sits_once_at_a_time"),
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="meeting_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_at__isnull=False, approved_in__isnull=False),
                name="list_is_approved_in_a_later_meeting",
            ),
        ]
        indexes = [models.Index(fields=["body", "starts_at"], name="meetings_of_a_body")]

    def __str__(self) -> str:
        return f"{self.number}"

    def readers(self) -> set[str]:
        return readers_in(self.body)

    @classmethod
    def countable_by(cls, viewer: Viewer) -> Q:
        return counted_by(cls, viewer)

    @property
    def is_ahead(self) -> bool:
        """Whether nobody sits yet."""
        return self.state in AHEAD


class OfAMeeting(Record):
    """What is part of a meeting; the members of its body read it."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def readers(self) -> set[str]:
        return readers_in(self.body)


class AgendaItem(OfAMeeting):
    """One item on an agenda; `about` names the record that is due, if there is one."""

    kind = "agenda_item"

    number = models.PositiveSmallIntegerField()
    sort = models.CharField(max_length=12, choices=ItemSort.choices)
    asks = models.CharField(max_length=8, choices=Asks.choices)
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    about = models.CharField(max_length=140, blank=True)
    put_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="agenda_items")
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta(OfAMeeting.Meta):
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="items_are_numbered"),
            models.UniqueConstraint(fields=["meeting", "about"], condition=~Q(about=""), name="due_once_on_an_agenda"),
        ]

    def __str__(self) -> str:
        return self.title


class MeetingPaper(OfAMeeting):
    """A file for those who sit: kept under its SHA-256, with a classification the node may hold."""

    kind = "meeting_paper"

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="papers")
    title = models.CharField(max_length=140)
    marking = models.CharField(max_length=20, choices=Classification.choices)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    added_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="meeting_papers")
    added_at = models.DateTimeField()

    class Meta(OfAMeeting.Meta):
        constraints = [models.CheckConstraint(condition=~Q(sha256=""), name="paper_has_bytes")]

    def __str__(self) -> str:
        return self.title

    def readers(self) -> set[str]:
        return seats_in(self.body)

    @classmethod
    def visible_to(cls, viewer: Viewer, *, column: str = "audience") -> Q:
        """Who sits reads papers while acting for a member: a mandate that ran out by itself takes them away at once."""
        of_mine = Q(body__in=Body.objects.visible_to(viewer).values("pk"))
        return super().visible_to(viewer, column=column) & of_mine


class MeetingDecision(OfAMeeting):
    """What was decided at a table, on which basis, and who saw it otherwise. It binds only who commits to it."""

    kind = "meeting_decision"

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=600)
    reasons = models.TextField()
    basis = models.CharField(max_length=140)
    dissent = models.TextField(blank=True)
    area = models.CharField(max_length=12, choices=Area.choices, blank=True)
    decided_at = models.DateTimeField()
    review_on = models.DateField(null=True, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="meeting_decisions")

    class Meta(OfAMeeting.Meta):
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="decisions_are_numbered"),
            models.CheckConstraint(condition=~Q(basis="") & ~Q(reasons=""), name="decision_rests_on_something"),
        ]
        indexes = [models.Index(fields=["body", "decided_at"], name="decision_list")]

    def __str__(self) -> str:
        return self.words

    @classmethod
    def countable_by(cls, viewer: Viewer) -> Q:
        return counted_by(cls, viewer)


class Commitment(OfAMeeting):
    """What one organisation itself says to a decision, in its own words."""

    kind = "commitment"

    taken = models.ForeignKey(MeetingDecision, on_delete=models.PROTECT, related_name="commitments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="commitments")
    stand = models.CharField(max_length=8, choices=Stand.choices, default=Stand.ASKED)
    words = models.TextField(blank=True)
    said_at = models.DateTimeField(null=True, blank=True)

    class Meta(OfAMeeting.Meta):
        constraints = [
            models.UniqueConstraint(fields=["taken", "organisation"], name="one_commitment_per_organisation"),
            models.CheckConstraint(
                condition=Q(stand__in=["asked", "agrees"]) | ~Q(words=""), name="other_stands_have_words"
            ),
        ]

    def __str__(self) -> str:
        return self.stand


class FollowUp(OfAMeeting):
    """What someone takes on after a meeting: an owner, a day, and what the owner says came of it."""

    kind = "follow_up"

    taken = models.ForeignKey(
        MeetingDecision, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="follow_ups")
    due_on = models.DateField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.OPEN)
    words = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta(OfAMeeting.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="declined") | ~Q(words=""), name="declined_follow_up_has_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["body", "outcome", "due_on"], name="open_follow_ups")]

    def __str__(self) -> str:
        return self.what

    @classmethod
    def countable_by(cls, viewer: Viewer) -> Q:
        return counted_by(cls, viewer)
