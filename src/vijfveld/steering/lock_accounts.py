# SPDX-License-Identifier: EUPL-1.2
"""The lock on frozen accounts: the database itself refuses any change to what a frozen account was composed from."""

from typing import Any

from vijfveld.steering.lock import changed, put_on, take_off, trigger

PARTS = ("accountfield", "accountremark")
"""Tables of which a row of a frozen account may not be added, changed or removed."""
INSERT_ONLY = ("accountcount", "accountedition")
COLUMNS = (
    "title", "first_on", "last_on", "state", "prepared_by_id", "introduction", "opened_at", "remarks_by", "early",
    "names", "before_id", "decision_id", "frozen_at",
)  # fmt: skip


def install(**_: Any) -> None:
    """Put the lock on after every migration, replacing what was there."""
    put_on({f"steering_{name}" for name in ("account", *PARTS, *INSERT_ONLY)}, _triggers())


def remove(**_: Any) -> None:
    """Take the lock off before a migration."""
    take_off(_triggers())


def _triggers() -> list[tuple[str, str, str]]:
    found = []
    for name in PARTS:
        found.append(trigger(name, "INSERT", _frozen("NEW.account_id")))
        found += [trigger(name, verb, _frozen("OLD.account_id")) for verb in ("UPDATE", "DELETE")]
    found += [trigger(name, verb, "TRUE") for name in INSERT_ONLY for verb in ("UPDATE", "DELETE")]
    found.append(trigger("accountcount", "INSERT", _frozen("NEW.account_id")))
    frozen = "OLD.state = 'frozen'"
    return [
        *found, trigger("account", "UPDATE", f"{frozen} AND ({changed(COLUMNS)})"), trigger("account", "DELETE", frozen)
    ]  # fmt: skip


def _frozen(column: str) -> str:
    return f"EXISTS (SELECT 1 FROM steering_account a WHERE a.id = {column} AND a.state = 'frozen')"  # noqa: S608
