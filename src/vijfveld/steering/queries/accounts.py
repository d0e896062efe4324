# SPDX-License-Identifier: EUPL-1.2
"""The reads of accounts: what a viewer may read of one, and the records behind a figure."""

import json
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from vijfveld.law.models import Checkpoint
from vijfveld.node.models import Record
from vijfveld.node.roles import Role
from vijfveld.node.slots import subject_titles, subject_url
from vijfveld.node.viewer import Viewer
from vijfveld.steering.account_report import compose, counted_in, gather, latest_counts
from vijfveld.steering.models import Account, AccountCount, AccountEdition, AccountField, AccountRemark
from vijfveld.steering.tallying import Counted, count_under
from vijfveld.steering.words import AccountEditionKind, AccountState

T = TypeVar("T", bound=Record)
Json = dict[str, Any]
MOST_SOURCES = 500


def _rows(viewer: Viewer, model: type[T]) -> Any:
    return model.objects.visible_to(viewer)


def accounts(viewer: Viewer) -> list[Account]:
    """The accounts a viewer may read, the newest period first."""
    return list(_rows(viewer, Account).select_related("prepared_by").order_by("-last_on", "-id"))


def account(viewer: Viewer, id: UUID) -> Account | None:
    """One account, or nothing."""
    found: Account | None = _rows(viewer, Account).select_related("prepared_by").filter(pk=id).first()
    return found


def record(viewer: Viewer, model: type[T], id: UUID) -> T | None:
    """One record of an account, or nothing."""
    found: T | None = _rows(viewer, model).filter(pk=id).first()
    return found


def prepares(viewer: Viewer, account: Account) -> bool:
    """Whether a viewer works on this account."""
    return viewer.holds(Role.COORDINATOR) and account.prepared_by_id == viewer.organisation


def field(viewer: Viewer, account: Account, area: str) -> AccountField | None:
    """The text of one field."""
    found: AccountField | None = _rows(viewer, AccountField).filter(account=account, area=area).first()
    return found


def remarks(viewer: Viewer, account: Account) -> list[AccountRemark]:
    """What partners remarked; the social partners first (§8.2)."""
    rows = _rows(viewer, AccountRemark).filter(account=account)
    return sorted(rows, key=lambda one: (not one.softer_voice, one.name, one.pk.hex))


def counts(viewer: Viewer, account: Account) -> dict[str, AccountCount]:
    """What was counted last, per edition that the viewer may read."""
    return latest_counts(partial(_rows, viewer), account)


def widest(viewer: Viewer) -> str:
    """The fullest edition that a viewer may read."""
    return (AccountEditionKind.RESTRICTED if viewer.holds(Role.COORDINATOR) else AccountEditionKind.PUBLIC).value


def report(viewer: Viewer, account: Account, edition: str) -> Json | None:
    """One edition: the stored bytes once it is frozen, until then as it would be if it were frozen now."""
    if account.is_frozen:
        kept = stored(viewer, account, form="json", edition=edition)
        return json.loads(bytes(kept.stored)) if kept else None
    parts = gather(partial(_rows, viewer), account)
    return compose(parts, edition) if edition in parts.counts else None


def stored(
    viewer: Viewer, account: Account, *, form: str, edition: str, language: str = ""
) -> AccountEdition | None:  # fmt: skip
    """The stored bytes of one edition in one form, or nothing."""
    rows = _rows(viewer, AccountEdition).filter(account=account, form=form, edition=edition, language=language)
    found: AccountEdition | None = rows.first()
    return found


def editions(viewer: Viewer, account: Account) -> list[AccountEdition]:
    """The files of a frozen account, without their bytes."""
    rows = _rows(viewer, AccountEdition).filter(account=account).defer("stored")
    return list(rows.order_by("edition", "form", "language"))


def frozen_before(viewer: Viewer) -> Account | None:
    """The account that was frozen last."""
    found: Account | None = _rows(viewer, Account).filter(state=AccountState.FROZEN).order_by("-frozen_at").first()
    return found


@dataclass(frozen=True)
class Source:
    """A record that a figure counts: its place in the ledger, and its title and page as far as the viewer may see."""

    position: int
    urn: str
    title: str
    url: str


@dataclass(frozen=True)
class Sources:
    """What one figure counts: those the viewer may see; how many others there are, unless that may not be told."""

    count: int | None
    shown: list[Source]
    others: int | None
    sha256: str


def sources(viewer: Viewer, account: Account, name: str) -> Sources | None:
    """The records behind one figure, as far as a viewer may see each; nothing when there is no such figure."""
    public = counts(viewer, account).get(AccountEditionKind.PUBLIC)
    if public is None:
        return None
    open_figure = counted_in(public)["figures"].get(name)
    if open_figure is None:
        return None
    rows = AccountCount.objects.beyond_access("each record behind a figure is shown to who may see that record")
    full = rows.filter(account=account, edition=AccountEditionKind.RESTRICTED, size=public.size).first()
    figure = counted_in(full)["figures"][name] if full else {"count": None, "sources": []}
    seen = [one for one in _shown(viewer, figure["sources"][:MOST_SOURCES]) if one.title]
    count = figure["count"] if viewer.holds(Role.COORDINATOR) else open_figure["count"]
    return Sources(count, seen, None if count is None else count - len(seen), open_figure["sources_sha256"] or "")


def _shown(viewer: Viewer, rows: list[list[Any]]) -> list[Source]:
    titles = subject_titles(viewer, [urn for _position, urn in rows])
    return [
        Source(position, urn, titles.get(urn, ""), subject_url(urn) if urn in titles else "") for position, urn in rows
    ]


def counted_again(viewer: Viewer, account: Account) -> Counted | None:
    """The figures of an account counted anew, by its own schema, below the checkpoint on which it rests."""
    kept = counts(viewer, account).get(AccountEditionKind.PUBLIC)
    signed = Checkpoint.objects.filter(size=kept.size).first() if kept else None
    return count_under(account, signed, schema=counted_in(kept)["schema"]) if kept and signed else None


def titles(viewer: Viewer, ids: list[UUID]) -> dict[UUID, str]:
    """The titles of accounts."""
    return dict(_rows(viewer, Account).filter(pk__in=ids).values_list("id", "title"))
