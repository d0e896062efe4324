# SPDX-License-Identifier: EUPL-1.2
"""Lessons that close only when a later test or exercise shows them, and the exercises that may show it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vijfveld.node.models import Organisation, Record
from vijfveld.node.roles import Role
from vijfveld.node.viewer import NETWORK, for_organisation, for_role
from vijfveld.steering.models.outcomes import Finding
from vijfveld.steering.models.rounds import Round
from vijfveld.steering.words_broker import LessonSource, LessonState, Shows
from vijfveld.strategy.words import Area


class Exercise(Record):
    """That something was practised: when, by whom it was organised, and what it showed."""

    kind = "exercise"

    title = models.CharField(max_length=140)
    held_on = models.DateField()
    organiser = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="exercises_organised")
    recorded_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="exercises_recorded")
    subject = models.CharField(max_length=60)
    library = models.CharField(max_length=80)
    showed = models.TextField()
    reference = models.CharField(max_length=300, blank=True, help_text=_("Waar het verslag te lezen is."))
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    media_type = models.CharField(max_length=100, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [models.CheckConstraint(condition=~Q(showed=""), name="exercise_showed_something")]
        indexes = [models.Index(fields=["held_on"], name="exercises_by_day")]

    def __str__(self) -> str:
        return self.title


class Lesson(Record):
    """What is to be learnt. Who brought it is known only there and to coordinators, who share it."""

    kind = "lesson"

    title = models.CharField(max_length=140)
    words = models.TextField()
    subject = models.CharField(max_length=60)
    library = models.CharField(max_length=80)
    area = models.CharField(max_length=12, choices=Area.choices)
    sort = models.CharField(max_length=10, choices=LessonSource.choices)
    source = models.CharField(max_length=140, help_text=_("De urn van waar de les uit komt."))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="lessons_brought")
    state = models.CharField(max_length=10, choices=LessonState.choices, default=LessonState.BROUGHT)
    brought_on = models.DateField()
    shared_on = models.DateField(null=True, blank=True)
    taken_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="lessons_taken"
    )
    taken_on = models.DateField(null=True, blank=True)
    plan = models.TextField(blank=True)
    show_by = models.DateField(null=True, blank=True, help_text=_("Voor wanneer een toets of oefening het toont."))
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="brought") | Q(shared_on__isnull=False), name="lesson_in_the_open_was_shared"
            ),
            models.CheckConstraint(
                condition=~Q(state="taken_up") | Q(taken_by__isnull=False, taken_on__isnull=False),
                name="lesson_is_taken_up_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False) | (~Q(state="closed") & Q(closed_on__isnull=True)),
                name="closed_lesson_has_a_day",
            ),
        ]
        indexes = [models.Index(fields=["state", "area"], name="lessons_by_state")]

    def __str__(self) -> str:
        return self.title

    def readers(self) -> set[str]:
        """Whoever brought it and coordinators until it is shared; everyone in the network after."""
        if self.state == LessonState.BROUGHT:
            return {for_organisation(self.organisation_id), for_role(Role.COORDINATOR)}
        return {NETWORK}


class LessonProof(Record):
    """A test or an exercise that shows that a lesson was learnt, or that it was not."""

    kind = "lesson_proof"

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="proofs")
    shows = models.CharField(max_length=8, choices=Shows.choices)
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, null=True, blank=True, related_name="proofs")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, blank=True, related_name="proofs")
    item = models.CharField(max_length=255, blank=True, help_text=_("De code van een vraag van de toets."))
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, null=True, blank=True, related_name="proofs")
    words = models.TextField()
    shown_on = models.DateField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="lesson_proofs")
    noted_on = models.DateField()
    taken_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="lessons_tried",
        help_text=_("Wie de les had opgepakt toen zij weer openging."),
    )  # fmt: skip
    taken_on = models.DateField(null=True, blank=True)
    plan = models.TextField(blank=True, help_text=_("Wat die anders deed."))

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=Q(exercise__isnull=False, round__isnull=True, finding__isnull=True, item="")
                | (Q(exercise__isnull=True, round__isnull=False, finding__isnull=True) & ~Q(item=""))
                | Q(exercise__isnull=True, round__isnull=False, finding__isnull=False, item=""),
                name="proof_is_one_test_or_exercise",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="proof_has_words"),
        ]

    def __str__(self) -> str:
        return self.shows
