# SPDX-License-Identifier: EUPL-1.2
"""From the records of a pathway study to what is reckoned with, and what comes out in words."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vijfveld.face.dates import exactly
from vijfveld.steering.models import PathwayNeed, PathwayStep, PathwayStudy
from vijfveld.steering.needs import stored_needs
from vijfveld.steering.outlook import Carried, Outlook, Possible, Switch, works_from
from vijfveld.steering.pathway_words import Ending, Standing
from vijfveld.strategy.models import Effort
from vijfveld.strategy.sayings import fte
from vijfveld.strategy.words import Nature


def outlook_of(
    study: PathwayStudy, needs: Iterable[PathwayNeed], steps: Iterable[PathwayStep], efforts: Mapping[UUID, Effort], *,
    today: date,
) -> Outlook:  # fmt: skip
    """What a study comes to on a day; a step whose effort has stopped is left out."""
    found = [_possible(one, _effort(one, efforts), today) for one in steps if not is_over(one, efforts)]
    asked = {one.scenario_id: stored_needs(one.points) for one in needs}
    return Outlook(asked, found, today=today, looks_to=study.looks_to, notice=study.notice_days)


def is_over(step: PathwayStep, efforts: Mapping[UUID, Effort]) -> bool:
    """Whether the effort behind a step runs no more, or cannot be seen."""
    effort = _effort(step, efforts)
    return step.effort_id is not None and (effort is None or not effort.is_alive)


def _effort(step: PathwayStep, efforts: Mapping[UUID, Effort]) -> Effort | None:
    return efforts.get(step.effort_id) if step.effort_id else None


def _possible(step: PathwayStep, effort: Effort | None, today: date) -> Possible:
    starts = effort.starts_on if effort else None
    begins = works_from(today, starts_on=starts, decision_days=step.decision_days, lead_days=step.lead_days)
    return Possible(
        id=step.id, title=step.title, delivers=step.delivers, decision_days=step.decision_days,
        lead_days=step.lead_days, works_from=begins, works_now=effort is not None and begins <= today,
        fixed=step.nature == Nature.FIXED,
        stops=effort.ends_on + timedelta(days=1) if effort and effort.ends_on else None,
        followers=tuple(UUID(id) for id in step.followers),
    )  # fmt: skip


def amount(value: Fraction) -> str:
    """An amount as people write it, with at most two decimals."""
    rounded = round(float(value), 2)
    return str(number_format(f"{rounded:.2f}".rstrip("0").rstrip("."), use_l10n=True, force_grouping=True))


def why_it_ends(carried: Carried, unit: str) -> str:
    """The sum behind the day until which a step carries, in a sentence."""
    told = {"delivers": fte(carried.step.delivers), "unit": unit}
    if carried.sell_by is None:
        return (
            _("Zolang de studie kijkt, is nooit meer nodig dan de %(delivers)s %(unit)s die deze stap levert.") % told
        )
    if carried.ending == Ending.EFFORT:
        last = exactly(carried.sell_by - timedelta(days=1))
        return _("De inzet zelf stopt: de laatste dag is %(day)s.") % {"day": last}
    needed = amount(carried.needed or Fraction(0))
    more = _("iets meer dan %(needed)s") % {"needed": needed} if needed == told["delivers"] else needed
    told |= {"needed": more, "day": exactly(carried.sell_by)}
    return _("Vanaf %(day)s is %(needed)s %(unit)s nodig; deze stap levert er %(delivers)s.") % told


def why_begin_then(carried: Carried, switch: Switch) -> str:
    """The sum behind the day to begin, in a sentence."""
    if carried.sell_by is None:
        return ""
    if switch.begin is None:
        return _("Deze opvolger werkt al.")
    late = switch.standing == Standing.TOO_LATE and switch.to.works_from <= carried.sell_by
    told = {
        "until": exactly(carried.sell_by), "begin": exactly(switch.begin),
        "lead": _days(switch.to.lead_days), "decision": _days(switch.to.decision_days),
    }  # fmt: skip
    words = _("%(until)s, min %(lead)s voorbereiden, min %(decision)s besluiten: begin uiterlijk %(begin)s.")
    if late:
        words = _("%(until)s, min %(lead)s voorbereiden, min %(decision)s besluiten: de laatste dag was %(begin)s.")
    said = words % told
    if switch.to.works_from <= carried.sell_by:
        return said
    return f"{said} " + _("Deze opvolger werkt pas vanaf %(day)s.") % {"day": exactly(switch.to.works_from)}


def _days(count: int) -> str:
    return ngettext("%(count)s dag", "%(count)s dagen", count) % {"count": count}
