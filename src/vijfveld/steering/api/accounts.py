# SPDX-License-Identifier: EUPL-1.2
"""Accounts over a period: their texts and figures, beginning one, and remarking on one."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from vijfveld.law.callers import Caller
from vijfveld.law.rest.listing import Wish
from vijfveld.law.rest.resource import Resource
from vijfveld.law.rest.values import Day, Flag, Given, Heard, In, Line, Out, Text, Told, Words
from vijfveld.node.viewer import Viewer
from vijfveld.steering import account_words
from vijfveld.steering.acts.account_remarks import Remarked, place_remark
from vijfveld.steering.acts.accounts import Period, prepare_account
from vijfveld.steering.models import Account, AccountRemark
from vijfveld.steering.queries import accounts as read
from vijfveld.steering.words import AccountState
from vijfveld.strategy.words import Area

accounts = Resource("verantwoordingen", "Verantwoordingen")
STATES = Words(AccountState, ("concept", "ter-inzage", "vastgesteld"))
AREA_WORDS = {area: area for area in Area.values}
AREAS = Told({**AREA_WORDS, "": None})  # type: ignore[dict-item]


class AccountOut(Out, title="Verantwoording"):
    """An account of a period."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    title: str = Field(serialization_alias="titel")
    first_on: date = Field(serialization_alias="eersteDag")
    last_on: date = Field(serialization_alias="laatsteDag")
    state: Annotated[str, STATES.told] = Field(serialization_alias="staat")
    prepared_by_id: UUID = Field(serialization_alias="opgesteldDoor")
    introduction: str = Field(serialization_alias="inleiding")
    remarks_by: date | None = Field(serialization_alias="opmerkenTotEnMet")
    frozen_at: datetime | None = Field(serialization_alias="vastgesteldOp")
    before_id: UUID | None = Field(serialization_alias="vorige")
    decision_id: UUID | None = Field(serialization_alias="besluit")


class FigureOut(Out, title="Cijfer"):
    """One figure of the public edition; without a number when that would show who said what."""

    name: str = Field(serialization_alias="naam")
    area: Annotated[str, AREAS] = Field(serialization_alias="veld")
    words: str = Field(serialization_alias="omschrijving")
    count: int | None = Field(serialization_alias="aantal")
    fte: Given | None
    limit: str = Field(serialization_alias="watDitNietLaatZien")
    sources: str | None = Field(serialization_alias="bronnenSha256")


class FiguresOut(Out, title="Cijfers"):
    """What was counted, and the checkpoint of the ledger below which it was."""

    size: int = Field(serialization_alias="posten")
    root: str = Field(serialization_alias="wortel")
    figures: list[FigureOut] = Field(serialization_alias="cijfers")


class RemarkOut(Out, title="Opmerking"):
    """What a partner remarked."""

    id: UUID
    version: int = Field(serialization_alias="versie")
    account_id: UUID = Field(serialization_alias="verantwoording")
    partner_id: UUID = Field(serialization_alias="partner")
    area: Annotated[str, AREAS] = Field(serialization_alias="veld", description="Leeg als het over het geheel gaat.")
    words: str = Field(serialization_alias="woorden")
    aloud: bool = Field(serialization_alias="openbaar")
    reply: str = Field(serialization_alias="antwoord")


class AccountWish(Wish):
    """Which accounts to list."""

    state: Annotated[str | None, STATES.heard] = Field(None, alias="staat")


class AccountIn(In, title="VerantwoordingIn"):
    """An account to be begun."""

    title: Line = Field(alias="titel")
    first_on: Day = Field(alias="eersteDag")
    last_on: Day = Field(alias="laatsteDag")


class RemarkIn(In, title="OpmerkingIn"):
    """A remark to be placed."""

    words: Text = Field(alias="woorden")
    area: Annotated[str | None, Heard(AREA_WORDS)] = Field(None, alias="veld")
    aloud: Flag = Field(False, alias="openbaar")


@accounts.lists("", AccountOut, says="De verantwoordingen die u mag lezen")
def list_accounts(viewer: Viewer, wish: AccountWish) -> Any:
    return Account.objects.filter(**wish.filters)


@accounts.shows("/{uuid:id}", AccountOut, says="Een verantwoording")
def one_account(viewer: Viewer, id: UUID) -> Account | None:
    return read.account(viewer, id)


@accounts.shows("/{uuid:id}/cijfers", FiguresOut, says="De cijfers van de openbare uitgave")
def figures(viewer: Viewer, id: UUID) -> dict[str, Any] | None:
    found = read.account(viewer, id)
    report = read.report(viewer, found, "public") if found else None
    if report is None:
        return None
    told = [_figure(name, figure) for name, figure in sorted(report["figures"].items())]
    return {"size": report["ledger"]["size"], "root": report["ledger"]["root"], "figures": told}


def _figure(name: str, figure: dict[str, Any]) -> dict[str, Any]:
    limit = str(account_words.LIMITS.get(name.partition(".")[0], ""))
    return {
        "name": name, "area": account_words.area_of(name), "words": account_words.label(name), "limit": limit,
        "count": figure["count"], "fte": figure.get("fte"), "sources": figure["sources_sha256"],
    }  # fmt: skip


@accounts.does("", AccountOut, says="Begin een verantwoording", scope="voorstellen", makes="verantwoordingen")
def prepare(caller: Caller, body: AccountIn) -> Account:
    return prepare_account(caller, Period(body.title, body.first_on, body.last_on))


@accounts.does("/{uuid:id}/_opmerken", RemarkOut, says="Maak een opmerking namens uw organisatie", scope="antwoorden")
def remark(caller: Caller, id: UUID, body: RemarkIn) -> AccountRemark:
    return place_remark(caller, id, Remarked(body.words, body.area or "", body.aloud))
