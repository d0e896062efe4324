# SPDX-License-Identifier: EUPL-1.2
"""Data that was brought: each import and what became of it, its file while it waits, external ids, mappings."""

from django.db import models
from django.db.models import Q

from vijfveld.node.models import Organisation, Person, Record
from vijfveld.node.roles import Role
from vijfveld.node.viewer import for_organisation, for_person, for_role


class ImportState(models.TextChoices):
    """Where an import stands."""

    UPLOADED = "uploaded", "geüpload"
    CHECKING = "checking", "wordt nagekeken"
    CHECKED = "checked", "nagekeken"
    RUNNING = "running", "wordt ingelezen"
    DONE = "done", "ingelezen"
    STOPPED = "stopped", "gestopt"
    CANCELLED = "cancelled", "afgebroken"
    EXPIRED = "expired", "verlopen"


class OnConflict(models.TextChoices):
    """What happens with a row that is already there and says something else now."""

    STOP = "stop", "stoppen"
    SKIP = "skip", "overslaan"
    UPDATE = "update", "bijwerken"


AT_WORK = (ImportState.CHECKING, ImportState.RUNNING)
WAITING = (ImportState.UPLOADED, ImportState.CHECKED)
ENDED = (ImportState.DONE, ImportState.STOPPED, ImportState.CANCELLED, ImportState.EXPIRED)


class Kept(Record):
    """What belongs to a person, to their organisation, or, where keepers bring it, to keepers."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    keeping = models.BooleanField(default=False, help_text="Beheer van de node, geen inhoud.")

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def readers(self) -> set[str]:
        shared = for_role(Role.NODE_KEEPER) if self.keeping else for_organisation(self.organisation_id)
        return {for_person(self.person_id), shared}


class Import(Kept):
    """A file that someone brought for one type of records: who, when, which bytes, and what became of every row."""

    kind = "import"

    what = models.CharField(max_length=40, help_text="Het soort gegevens.")
    name = models.CharField(max_length=200, help_text="De naam van het bestand.")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    sheet = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=40, help_text="Het systeem waaruit de gegevens komen.")
    columns = models.JSONField(default=dict, help_text="Welke kolom van het bestand welk gegeven is.")
    on_conflict = models.CharField(max_length=8, choices=OnConflict.choices, default=OnConflict.STOP)
    leave_faulty = models.BooleanField(default=False, help_text="Regels met een probleem blijven achter.")
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.UPLOADED)
    rows = models.PositiveIntegerField(default=0)
    position = models.PositiveIntegerField(default=0, help_text="Hoeveel regels zijn behandeld.")
    added = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list, help_text="Blad, regel, kolom en zin.")
    because = models.TextField(blank=True, help_text="Waarom het inlezen stopte.")
    made_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=Q(position__lte=models.F("rows")), name="import_within_its_rows"),
            models.CheckConstraint(
                condition=~Q(state__in=[state.value for state in ENDED]) | Q(ended_at__isnull=False),
                name="import_that_ended_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def at_work(self) -> bool:
        """Whether rows are being looked at or written now."""
        return self.state in AT_WORK

    @property
    def ended(self) -> bool:
        """Whether nothing more becomes of it."""
        return self.state in ENDED


class ImportFile(Kept):
    """The bytes of a file until its import ended; then the row is erased."""

    kind = "import_file"

    brought = models.OneToOneField(Import, on_delete=models.PROTECT, related_name="file")
    stored = models.BinaryField()

    class Meta:
        base_manager_name = "objects"

    def __str__(self) -> str:
        return str(self.brought_id)


class ExternalId(Kept):
    """The name of a record in another system, as one organisation uses it, and the digest of what was last brought."""

    kind = "external_id"

    of_kind = models.CharField(max_length=40)
    source = models.CharField(max_length=40)
    external = models.CharField(max_length=120)
    about = models.UUIDField(db_index=True)
    digest = models.CharField(max_length=64)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "of_kind", "source", "external"], name="external_id_names_one_record"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}:{self.external}"


class ColumnMapping(Kept):
    """Which column of a kind of file is which datum, kept under a name and offered again."""

    kind = "column_mapping"

    what = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    columns = models.JSONField(default=dict)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "what", "name"], name="mapping_has_its_own_name")
        ]

    def __str__(self) -> str:
        return self.name
