# SPDX-License-Identifier: EUPL-1.2
"""What a frozen account holds and how: rows, frozen rounds and figures in, canonical JSON out, the same bytes later.

The figures come from the ledger below a checkpoint, the tests from the stored bytes of frozen rounds, the texts from
rows that the database keeps from changing. Nothing is averaged, added up into one mark, or put in an order of merit.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from vijfveld.steering.models import Account, AccountCount, AccountEdition, AccountField, AccountRemark, Snapshot
from vijfveld.steering.snapshots import moment
from vijfveld.steering.words import AccountEditionKind, Edition
from vijfveld.strategy.words import Area

Json = dict[str, Any]
Read = Callable[[Any], Any]
OF_A_STEP = ("area", "axis", "step", "reasons", "dissent", "spread")


@dataclass(frozen=True)
class Parts:
    """Everything an edition is composed from, in a fixed order."""

    account: Account
    fields: list[AccountField]
    remarks: list[AccountRemark]
    counts: dict[str, AccountCount]
    rounds: list[tuple[str, Json]]
    before: dict[str, tuple[AccountEdition, Json]]


def gather(read: Read, account: Account) -> Parts:
    """Read what an account is composed from; `read` gives all rows of a model."""
    order = list(Area.values)
    fields = sorted(read(AccountField).filter(account=account), key=lambda one: order.index(one.area))
    remarks = sorted(read(AccountRemark).filter(account=account), key=_remarks_in_order)
    counts = latest_counts(read, account)
    return Parts(
        account=account, fields=fields, remarks=remarks, counts=counts, rounds=_rounds(read, counts),
        before=_before(read, account),
    )  # fmt: skip


def _remarks_in_order(one: AccountRemark) -> tuple[bool, str, str]:
    """The social partners come first (§8.2), then by name."""
    return not one.softer_voice, one.name, one.pk.hex


def latest_counts(read: Read, account: Account) -> dict[str, AccountCount]:
    """What was counted last, per edition."""
    rows = read(AccountCount).filter(account=account).order_by("counted_at", "id")
    return {one.edition: one for one in rows}


def _rounds(read: Read, counts: dict[str, AccountCount]) -> list[tuple[str, Json]]:
    """The reports of the rounds frozen in the period, from their own stored bytes."""
    one_of_them = next(iter(counts.values()), None)
    if one_of_them is None:
        return []
    named = [one["report"] for one in counted_in(one_of_them)["rounds"]]
    kept = {one.sha256: one for one in read(Snapshot).filter(sha256__in=named, edition=Edition.NETWORK, form="json")}
    return [(sha256, json.loads(bytes(kept[sha256].stored))) for sha256 in named if sha256 in kept]


def _before(read: Read, account: Account) -> dict[str, tuple[AccountEdition, Json]]:
    if account.before_id is None:
        return {}
    kept = read(AccountEdition).filter(account=account.before_id, form="json")
    return {one.edition: (one, json.loads(bytes(one.stored))) for one in kept}


def counted_in(row: AccountCount) -> Json:
    """The figures of one counting."""
    told: Json = json.loads(bytes(row.stored))
    return told


def compose(parts: Parts, edition: str) -> Json:
    """One edition of an account."""
    public = edition == AccountEditionKind.PUBLIC
    account, count = parts.account, parts.counts[edition]
    told = counted_in(count)
    figures = {name: told[name] for name in ("figures", "over_time", "levels")}
    whole = {
        "schema": told["schema"], "kind": "account", "edition": edition, "mode": account.mode,
        "account": _account(account),
        "ledger": {"size": count.size, "root": count.root, "checkpoint": count.checkpoint, "counted": count.sha256},
        "introduction": account.introduction, "fields": [_field(one) for one in parts.fields], **figures,
        "limits": count.limits, "rounds": [_round(*one) for one in parts.rounds],
        "remarks": [_remark(one) for one in parts.remarks if one.aloud or not public],
        "before": _earlier(parts.before.get(edition)),
    }  # fmt: skip
    told_of = whole if public else {**whole, "partners": _partners(told["partners"], account)}
    return {**told_of, "english": _english(account, parts, set(_strings(told_of)))}


def _account(account: Account) -> Json:
    return {
        "id": str(account.pk), "urn": account.urn, "title": account.title, "first_on": account.first_on.isoformat(),
        "last_on": account.last_on.isoformat(), "prepared_by": _name(account, str(account.prepared_by_id)),
        "opened_at": moment(account.opened_at), "early": account.early, "frozen_at": moment(account.frozen_at),
        "remarks_by": account.remarks_by.isoformat() if account.remarks_by else None,
    }  # fmt: skip


def _name(account: Account, organisation: str) -> str:
    return str(account.names.get(organisation, {}).get("nl", ""))


def _english(account: Account, parts: Parts, named: set[str]) -> dict[str, str]:
    """The English names of organisations that have one, by their name: of those that this edition names, no others."""
    found = {one["nl"]: one["en"] for one in account.names.values() if one["en"] not in ("", one["nl"])}
    for _sha, report in parts.rounds:
        found |= report["english"]
    found |= {one.name: one.name_en for one in parts.remarks if one.name_en}
    return {name: english for name, english in found.items() if name in named}


def _strings(told: object) -> Iterator[str]:
    """Every string in a report but the keys."""
    if isinstance(told, str):
        yield told
    inside = told.values() if isinstance(told, dict) else told if isinstance(told, list | tuple) else ()
    for one in inside:
        yield from _strings(one)


def _field(one: AccountField) -> Json:
    return {
        "area": one.area, "went_well": one.went_well, "went_badly": one.went_badly, "grey": one.grey,
        "not_measurable": one.not_measurable,
    }  # fmt: skip


def _round(sha256: str, report: Json) -> Json:
    round = report["round"]
    return {
        "id": round["id"], "title": round["title"], "frozen_at": round["frozen_at"], "report": sha256,
        "assessors": round["assessors"], "invited": report["partners"]["invited"],
        "not_measurable": report["not_measurable"],
        "steps": [{name: one[name] for name in OF_A_STEP} for one in report["fields"]],
        "reservations": report["reservations"], "findings": report["findings"],
    }  # fmt: skip


def _remark(one: AccountRemark) -> Json:
    return {
        "partner": one.name, "area": one.area, "words": one.words, "aloud": one.aloud, "reply": one.reply,
        "placed_at": moment(one.placed_at), "softer_voice": one.softer_voice,
    }  # fmt: skip


def _partners(counted: list[Json], account: Account) -> list[Json]:
    named = [{**one, "name": _name(account, one["organisation"])} for one in counted]
    return sorted(named, key=lambda one: (one["name"], one["organisation"]))


def _earlier(before: tuple[AccountEdition, Json] | None) -> Json | None:
    """The account before this one: its name, its period and its figures, to lay beside these."""
    if before is None:
        return None
    kept, report = before
    figures = {
        name: figure["count"] for name, figure in report["figures"].items() if not name.startswith(("refused", "gate"))
    }
    account = {name: report["account"][name] for name in ("id", "title", "first_on", "last_on", "frozen_at")}
    return {**account, "sha256": kept.sha256, "figures": figures}
