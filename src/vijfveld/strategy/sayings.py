# SPDX-License-Identifier: EUPL-1.2
"""How efforts, asks and answers are said on pages: states as sentences, numbers as people write them."""

from datetime import date
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from vijfveld.face.dates import exactly
from vijfveld.law.bases import catalogue
from vijfveld.node.naming import name_of, named
from vijfveld.strategy.models import Effort
from vijfveld.strategy.queries.ends import Moved
from vijfveld.strategy.shelf import nodes_now, strategy, title_of
from vijfveld.strategy.words import EffortState

__all__ = ["name_of", "named"]


def fte(amount: Decimal | float | None) -> str:
    """An amount without needless noughts: 2, 0,5."""
    if amount is None:
        return "–"
    return str(number_format(f"{Decimal(str(amount)).normalize():f}", use_l10n=True, force_grouping=True))


def share(part: Decimal | float, whole: Decimal | float) -> str:
    """An amount of another amount: 0,5 van 2."""
    return _("%(part)s van %(whole)s") % {"part": fte(part), "whole": fte(whole)}


def state_of(effort: Effort, day: date) -> str:
    """Where an effort stands, in one or two sentences."""
    return " ".join(filter(None, (_life(effort, day), _prolonged(effort))))


def _life(effort: Effort, day: date) -> str:
    end = exactly(effort.ends_on) if effort.ends_on else ""
    if effort.state == EffortState.TAKEN_UP:
        return _("Opgegaan in vaste inzet op %(day)s.") % {"day": exactly(effort.stopped_on or day)}
    if effort.state == EffortState.ENDED:
        return _("Gestopt op %(day)s.") % {"day": exactly(effort.stopped_on or day)}
    if effort.state == EffortState.WINDING_DOWN:
        return _("Wordt afgebouwd en stopt op %(day)s; %(left)s.") % {"day": end, "left": left(effort, day)}
    if effort.starts_on > day:
        return _("Begint op %(day)s.") % {"day": exactly(effort.starts_on)}
    if effort.ends_on:
        return _("Loopt tot en met %(day)s; %(left)s.") % {"day": end, "left": left(effort, day)}
    return _("Loopt sinds %(day)s en heeft geen einddatum.") % {"day": exactly(effort.starts_on)}


def left(effort: Effort, day: date) -> str:
    """How long an effort has left."""
    days = ((effort.ends_on or day) - day).days
    if days < 0:
        return _("die dag is voorbij")
    if days == 0:
        return _("dat is vandaag")
    return ngettext("nog %(days)s dag", "nog %(days)s dagen", days) % {"days": days}


def _prolonged(effort: Effort) -> str:
    count = effort.prolongations
    if not count:
        return ""
    if count == 1:
        return _("Eén keer verlengd.")
    return _("%(count)s keer verlengd.") % {"count": count}


def end_words(moved: Moved | None) -> list[tuple[str, str]]:
    """From which last day to which an effort was prolonged, under their heading; nothing when it was not."""
    if moved is None:
        return []
    if moved.before is None:
        return [(_("Laatste dag"), exactly(moved.after))]
    told = {"before": exactly(moved.before), "after": exactly(moved.after)}
    return [(_("Laatste dag"), _("van %(before)s naar %(after)s") % told)]


def place_of(effort: Effort) -> str:
    """Where the objective stands in the strategy: its § and the way down to it."""
    nodes = nodes_now(effort.objective, effort.library)
    if not nodes:
        return _("Dit punt staat niet meer in de strategie van nu.")
    way = strategy().path(nodes[0].code)
    return f"{nodes[0].section} · " + " › ".join(title_of(node) for node in way)


def objective_title(effort: Effort) -> str:
    """The title of the objective an effort serves."""
    nodes = nodes_now(effort.objective, effort.library)
    return title_of(nodes[0]) if nodes else effort.objective


def certainty_title(effort: Effort) -> str:
    """The relative certainty on which a fixed effort rests."""
    node = strategy().nodes.get(effort.rests_on)
    return title_of(node) if node else ""


def basis_title(code: str) -> str:
    """The title of a legal basis in the language of the reader."""
    basis = catalogue().find(code)
    if basis is None:
        return code
    return str(basis.en.title if get_language() == "en" else basis.nl.title)
