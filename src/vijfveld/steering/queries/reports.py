# SPDX-License-Identifier: EUPL-1.2
"""The reads of frozen reports: their stored bytes, and two of them side by side."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vijfveld.node.viewer import Viewer
from vijfveld.steering.models import (
    Freezing,
    Round,
    Snapshot,
)
from vijfveld.steering.words import Edition, RoundState


def snapshot(
    viewer: Viewer, round: Round, *, form: str = "json", edition: str = Edition.NETWORK, language: str = ""
) -> Snapshot | None:
    """The stored bytes of a report that a viewer may read, or nothing."""
    rows = Snapshot.objects.visible_to(viewer).filter(round=round, form=form, edition=edition, language=language)
    found: Snapshot | None = rows.first()
    return found


def freezing_of(viewer: Viewer, round: Round) -> Freezing | None:
    """The last time that the report of a round was asked for, or nothing."""
    found: Freezing | None = Freezing.objects.visible_to(viewer).filter(round=round).order_by("-id").first()
    return found


def kept_reports(viewer: Viewer, round: Round) -> list[Snapshot]:
    """What is stored of a report, without the bytes."""
    rows = Snapshot.objects.visible_to(viewer).filter(round=round).defer("stored")
    return sorted(rows, key=lambda one: (one.edition, one.form, one.language))


def report_of(viewer: Viewer, round: Round) -> dict[str, Any] | None:
    """The frozen report for all partners, as it was stored."""
    kept = snapshot(viewer, round)
    found: dict[str, Any] | None = json.loads(bytes(kept.stored)) if kept else None
    return found


def frozen_before(viewer: Viewer, round: Round) -> Round | None:
    """The frozen round that came last before this one."""
    rows = Round.objects.visible_to(viewer).filter(state=RoundState.FROZEN).exclude(pk=round.pk)
    rows = rows.filter(frozen_at__lt=round.frozen_at) if round.frozen_at else rows
    found: Round | None = rows.order_by("-frozen_at", "-id").first()
    return found


@dataclass(frozen=True)
class Compared:
    """One item in two rounds: how the answers were spread then and now; None where it was not asked."""

    code: str
    words: Mapping[str, Any]
    area: str | None
    then: list[int] | None
    now: list[int] | None
    news: str = ""


def compare(earlier: dict[str, Any], later: dict[str, Any]) -> list[Compared]:
    """Lay the items of two frozen reports side by side, by code or by what took over from it in a later version;
    what is new or gone is said, nothing is scored."""
    old = {item["code"]: item for item in earlier["items"]}
    version = earlier["round"]["library"]["version"]
    before = {item["code"]: _code_before(item, old, version) for item in later["items"]}
    found = [_compared(item["code"], old.get(before[item["code"]]), item) for item in later["items"]]
    return found + [_compared(code, item, None) for code, item in old.items() if code not in before.values()]


def _code_before(item: dict[str, Any], old: Mapping[str, Any], version: int) -> str:
    """Under which code an item stood in a report of an earlier version of its library."""
    moved = [code for then, code in item["was"] if then == version and code in old]
    return str(moved[0] if moved else item["code"])


def _compared(code: str, then: dict[str, Any] | None, now: dict[str, Any] | None) -> Compared:
    shown = now or then or {}
    changed = bool(then and now and then["words"] != now["words"])
    news = "new" if then is None else "gone" if now is None else "changed" if changed else ""
    return Compared(
        shown["label"] or code, shown["words"], shown["area"], then["spread"] if then else None,
        now["spread"] if now else None, news,
    )  # fmt: skip
