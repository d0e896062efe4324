# SPDX-License-Identifier: EUPL-1.2
"""What a partner answers, and what shows it. Work state, judgement, level and evidence stand apart."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vijfveld.node.models import Organisation, Person, Record
from vijfveld.node.viewer import Viewer
from vijfveld.steering.models.rounds import Invitation, Round, in_a_visible_round, readers_of
from vijfveld.steering.words import DONE, EvidenceKind, Sureness, Work


class TestAnswer(Record):
    """The answer of one partner to one item. A row is made when someone first touches the item."""

    __test__ = False
    kind = "test_answer"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="answers")
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="answers")
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="test_answers")
    item = models.CharField(max_length=255)
    area = models.CharField(max_length=12, blank=True)
    axis = models.CharField(max_length=12, blank=True)
    work = models.CharField(max_length=14, choices=Work.choices, default=Work.TODO)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    sureness = models.CharField(max_length=10, choices=Sureness.choices, blank=True)
    explanation = models.TextField(blank=True)
    reason = models.TextField(blank=True, help_text=_("Waarom de vraag niet van toepassing is."))
    aloud = models.BooleanField(default=False, help_text=_("De toelichting staat woordelijk in het rapport."))
    drafter = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="test_drafts")
    returned_because = models.TextField(blank=True)
    number = models.PositiveSmallIntegerField(default=0, help_text=_("Hoe vaak dit antwoord is ingediend."))
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["invitation", "item"], name="one_answer_per_item"),
            models.CheckConstraint(
                condition=~Q(work="submitted") | (Q(level__isnull=False) & ~Q(sureness="")),
                name="submitted_answer_has_level_and_sureness",
            ),
            models.CheckConstraint(
                condition=~Q(work="not_applicable") | ~Q(reason=""), name="not_applicable_has_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["round", "area", "work"], name="answers_by_area"),
            models.Index(fields=["round", "area", "axis", "level"], name="answers_by_level"),
            models.Index(fields=["round", "invitation", "work"], name="answers_by_partner"),
        ]

    def __str__(self) -> str:
        return self.item

    def readers(self) -> set[str]:
        return readers_of(self.partner_id, self.round.assessors)

    @classmethod
    def countable_by(cls, viewer: Viewer) -> Q:
        return in_a_visible_round(viewer)

    @property
    def done(self) -> bool:
        """Whether the partner is ready with this item."""
        return self.work in DONE


class AnswerEdition(Record):
    """An answer as it was submitted; a later one replaces it in effect, not on record."""

    kind = "answer_edition"

    answer = models.ForeignKey(TestAnswer, on_delete=models.PROTECT, related_name="editions")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="answer_editions")
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="answer_editions")
    number = models.PositiveSmallIntegerField()
    work = models.CharField(max_length=14, choices=Work.choices)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    sureness = models.CharField(max_length=10, choices=Sureness.choices, blank=True)
    explanation = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    submitted_at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["answer", "number"], name="editions_follow_one_another")]

    def __str__(self) -> str:
        return f"{self.number}"

    def readers(self) -> set[str]:
        return readers_of(self.partner_id, self.round.assessors)


class Evidence(Record):
    """What shows an answer: a stored file or a place where it can be read; later revisions replace earlier ones."""

    kind = "evidence"

    answer = models.ForeignKey(TestAnswer, on_delete=models.PROTECT, related_name="evidence")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="evidence")
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="evidence")
    title = models.CharField(max_length=140)
    sort = models.CharField(max_length=10, choices=EvidenceKind.choices)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    media_type = models.CharField(max_length=100, blank=True)
    reference = models.CharField(max_length=300, blank=True)
    revision = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    added_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=~Q(sha256="") | ~Q(reference=""), name="evidence_is_somewhere"),
        ]

    def __str__(self) -> str:
        return self.title

    def readers(self) -> set[str]:
        return readers_of(self.partner_id, self.round.assessors)
