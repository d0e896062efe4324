# SPDX-License-Identifier: EUPL-1.2
"""The account (verantwoording): a period, its texts, what was counted, what partners remark, and its frozen bytes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vijfveld.law.models import Decision
from vijfveld.node.models import Organisation, Record
from vijfveld.node.roles import Role
from vijfveld.node.viewer import EVERYONE, NETWORK, Viewer, for_organisation, for_role
from vijfveld.steering.words import AccountEditionKind, AccountState
from vijfveld.strategy.words import Area


class Account(Record):
    """An account of what was asked, answered, done, tested and learnt in a period (§8.2)."""

    kind = "account"

    title = models.CharField(max_length=120)
    first_on = models.DateField()
    last_on = models.DateField()
    state = models.CharField(max_length=10, choices=AccountState.choices, default=AccountState.DRAFT)
    prepared_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="accounts")
    introduction = models.TextField(blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    remarks_by = models.DateField(null=True, blank=True, help_text=_("Tot en met deze dag kunnen partners opmerken."))
    early = models.TextField(blank=True, help_text=_("Waarom is vastgesteld voordat de inzage voorbij was."))
    names = models.JSONField(default=dict, help_text=_("De namen van organisaties zoals zij toen waren."))
    before = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="accounts")
    frozen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="account_is_of_a_period"),
            models.CheckConstraint(
                condition=~Q(state="frozen") | (
                    Q(frozen_at__isnull=False, decision__isnull=False) & ~Q(introduction="")
                ),
                name="frozen_account_was_decided",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["state", "frozen_at"], name="account_by_state")]

    def __str__(self) -> str:
        return self.title

    def readers(self) -> set[str]:
        """Coordinators while it is written, partners while it lies open, everyone who signs in once it is frozen."""
        mine = {for_organisation(self.prepared_by_id), for_role(Role.COORDINATOR)}
        if self.state == AccountState.DRAFT:
            return mine
        return {NETWORK} if self.state == AccountState.REVIEW else {NETWORK, EVERYONE}

    @property
    def is_frozen(self) -> bool:
        """Whether nothing in this account changes any more."""
        return self.state == AccountState.FROZEN


def of_a_visible_account(viewer: Viewer) -> Q:
    """What goes with an account is read by whoever reads the account, as its readers grow."""
    return Q(account__in=Account.objects.visible_to(viewer).values("pk"))


class PartOfAccount(Record):
    """A record of an account: it is read with the account, and stands in the ledger for its readers of that moment."""

    account: models.ForeignKey[Account, Account]

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def readers(self) -> set[str]:
        return self.account.readers()

    @classmethod
    def visible_to(cls, viewer: Viewer, *, column: str = "audience") -> Q:
        return of_a_visible_account(viewer)


class AccountField(PartOfAccount):
    """What the coordinator writes about one field; that something cannot be measured is said in every one."""

    kind = "account_field"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="fields")
    area = models.CharField(max_length=12, choices=Area.choices)
    went_well = models.TextField(blank=True)
    went_badly = models.TextField(blank=True)
    grey = models.TextField(blank=True, help_text=_("Wat niet zwart en niet wit is."))
    not_measurable = models.TextField(blank=True, help_text=_("Wat over dit veld niet te meten is, en waarom."))

    class Meta(PartOfAccount.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["account", "area"], name="one_text_per_field")]

    def __str__(self) -> str:
        return self.area


class AccountRemark(PartOfAccount):
    """What a partner remarks on an account, in its own words, and the reply it gets."""

    kind = "account_remark"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="remarks")
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="account_remarks")
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    softer_voice = models.BooleanField(default=False)
    area = models.CharField(max_length=12, choices=Area.choices, blank=True)
    words = models.TextField()
    aloud = models.BooleanField(default=False, help_text=_("De opmerking staat ook in de openbare uitgave."))
    placed_at = models.DateTimeField()
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta(PartOfAccount.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=Q(reply="", replied_at__isnull=True) | (~Q(reply="") & Q(replied_at__isnull=False)),
                name="remark_reply_has_a_moment",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def readers(self) -> set[str]:
        return {NETWORK}

    @classmethod
    def visible_to(cls, viewer: Viewer, *, column: str = "audience") -> Q:
        """Partners read all remarks; who is signed in without working with them, those that were said aloud."""
        return of_a_visible_account(viewer) & (Q() if viewer.in_network else Q(aloud=True))


def _with_sources(viewer: Viewer) -> Q:
    """What names its sources, and what nobody said aloud, is for coordinators."""
    return Q() if viewer.holds(Role.COORDINATOR) else Q(edition=AccountEditionKind.PUBLIC)


class AccountCount(PartOfAccount):
    """What was counted for an account at a checkpoint of the ledger; never changed, only counted anew."""

    kind = "account_count"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="counts")
    edition = models.CharField(max_length=10, choices=AccountEditionKind.choices)
    size = models.PositiveBigIntegerField(help_text=_("Het aantal posten van het register onder het ijkpunt."))
    root = models.CharField(max_length=64)
    checkpoint = models.TextField()
    sha256 = models.CharField(max_length=64)
    stored = models.BinaryField()
    limits = models.JSONField(default=dict, help_text=_("Wat elk cijfer niet laat zien, in de woorden van toen."))
    counted_at = models.DateTimeField()

    class Meta(PartOfAccount.Meta):
        abstract = False
        indexes = [models.Index(fields=["account", "edition", "counted_at"], name="counts_of_an_account")]

    def __str__(self) -> str:
        return self.sha256

    @classmethod
    def visible_to(cls, viewer: Viewer, *, column: str = "audience") -> Q:
        return of_a_visible_account(viewer) & _with_sources(viewer)


class AccountEdition(PartOfAccount):
    """The bytes of a frozen account. Their SHA-256 stands in the ledger. Of the file for evaluators that is kept, and
    what its bytes follow from beside the account."""

    kind = "account_edition"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="editions")
    edition = models.CharField(max_length=10, choices=AccountEditionKind.choices)
    form = models.CharField(max_length=4, choices=[("json", "JSON"), ("pdf", "PDF"), ("zip", "ZIP")])
    language = models.CharField(max_length=2, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    stored = models.BinaryField(default=b"")
    made_at = models.DateTimeField()

    class Meta(PartOfAccount.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["account", "edition", "form", "language"], name="one_edition_of_a_kind")
        ]

    def __str__(self) -> str:
        return self.sha256

    @classmethod
    def visible_to(cls, viewer: Viewer, *, column: str = "audience") -> Q:
        return of_a_visible_account(viewer) & _with_sources(viewer)
