# SPDX-License-Identifier: EUPL-1.2
"""The lock on calculations: the database itself refuses to change one that ended, or to change its assumptions."""

from typing import Any

from vijfveld.steering.lock import changed, put_on, take_off, trigger


def install(**_: Any) -> None:
    """Put the lock on after every migration, replacing what was there."""
    put_on({"steering_portfoliorun"}, _triggers())


def remove(**_: Any) -> None:
    """Take the lock off before a migration."""
    take_off(_triggers())


def _triggers() -> list[tuple[str, str, str]]:
    fixed = changed(("study_id", "number", "assumptions", "asked_at", "organisation_id"))
    return [
        trigger("portfoliorun", "UPDATE", f"OLD.state <> 'asked' OR {fixed}"),
        trigger("portfoliorun", "DELETE", "TRUE"),
    ]
