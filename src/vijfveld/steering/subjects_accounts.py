# SPDX-License-Identifier: EUPL-1.2
"""How accounts and what is in them are named and reached, and the words for what they leave on other pages."""

from collections.abc import Callable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vijfveld.law.words import TaskWord, deadline_words, decision_words, outcome_words, task_words
from vijfveld.node.ids import Urn
from vijfveld.node.models import Record
from vijfveld.node.slots import NavItem, Subject, navigation, routes, subjects
from vijfveld.node.viewer import Viewer
from vijfveld.steering.models import AccountCount, AccountEdition, AccountField, AccountRemark
from vijfveld.steering.queries.accounts import titles

Many = Callable[[Viewer, list[UUID]], dict[UUID, str]]
OF_AN_ACCOUNT: tuple[tuple[type[Record], object, str], ...] = (
    (AccountField, _("tekst van een verantwoording"), "part"), (AccountCount, _("telling"), "part"),
    (AccountEdition, _("uitgave van een verantwoording"), "part"),
    (AccountRemark, _("opmerking bij een verantwoording"), "account_remark"),
)  # fmt: skip


def titles_of(model: type[Record]) -> Many:
    """Name records of a model after their account."""

    def named(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
        accounts = dict(model.objects.visible_to(viewer).filter(pk__in=ids).values_list("id", "account_id"))
        known = titles(viewer, list(set(accounts.values())))
        return {id: known[account] for id, account in accounts.items() if account in known}

    return named


def _subject(word: object, page: str, many: Many) -> Subject:
    def one(viewer: Viewer, urn: Urn) -> str | None:
        return many(viewer, [urn.id]).get(urn.id)

    return Subject(word, one, lambda urn: reverse(f"accounts:{page}", args=[urn.id]), many)


def register() -> None:
    """Fill the slots that the account fills."""
    from vijfveld.steering.api import accounts as api

    routes.fill("accounts", "vijfveld.steering.pages.urls_accounts")
    navigation.fill("accounts", NavItem(_("Verantwoording"), "accounts:list", tucked=True), order=70)
    subjects.fill("account", _subject(_("verantwoording"), "detail", titles))
    for model, word, page in OF_AN_ACCOUNT:
        subjects.fill(model.kind, _subject(word, page, titles_of(model)))
    deadline_words.fill("account.remarks", _("Partners kunnen opmerken bij een verantwoording"))
    task_words.fill("account.read", TaskWord(_("Lees de verantwoording die ter inzage ligt"), by_hand=False))
    task_words.fill("account_remark.reply", TaskWord(_("Beantwoord een opmerking van een partner"), by_hand=False))
    decision_words.fill("account.freeze", _("Vaststelling van een verantwoording"))
    outcome_words.fill("frozen", _("vastgesteld"))
    api.accounts.publish()
