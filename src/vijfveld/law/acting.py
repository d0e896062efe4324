# SPDX-License-Identifier: EUPL-1.2
"""Acts: verbs declared with their roles, purpose, basis and words, and what happens when one is called.

    @act("effort.commit", roles={Role.LIAISON}, purpose=Purpose.COORDINATION, says=_("zegde inzet toe"))
    def commit(door: Door, ask: UUID, *, capacity: Decimal) -> Answer: ...

    commit(caller, ask.id, capacity=Decimal(1))      # from a page, the API, the command line, a clock
    commit(door, ask.id, capacity=Decimal(1))        # from within another act: the same transaction

One transaction, in which role, mandate, need-to-know, basis and version are checked; the verb; the entries. A
refusal rolls back and is then noted, without what was refused.
"""

import functools
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

import structlog
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from vijfveld.law import guard, sealing_queue
from vijfveld.law.bases import check_basis
from vijfveld.law.callers import Caller
from vijfveld.law.door import Door
from vijfveld.law.glass import STEPS
from vijfveld.law.models import ActKey
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import NotThere, Refused, Stale, Unavailable, bad_weather, is_clash
from vijfveld.law.registry import Declaration, declare
from vijfveld.law.standing import standing
from vijfveld.law.timekeeping import check_clock, wrote
from vijfveld.law.writing import writing
from vijfveld.node.ids import Urn
from vijfveld.node.keystore import Destroyed
from vijfveld.node.models import Record, record_model, this_node
from vijfveld.node.roles import Role
from vijfveld.node.viewer import Viewer

log = structlog.get_logger(__name__)
R = TypeVar("R")
P = ParamSpec("P")
SENT_BEFORE = _(
    "Dit formulier is al verstuurd, met iets anders erin. Wat u nu typte, is niet opgeslagen. "
    "Open de pagina opnieuw en kijk wat er staat."
)
NO_ROLE = _("U hebt hiervoor niet de juiste rol. Vraag een collega met deze rol, of de beheerder van de node.")

WHO_MAY = _("Dit mag iemand met de rol:")


class Act(Generic[P, R]):
    """A verb behind the door; calling it is doing it."""

    def __init__(self, declaration: Declaration, verb: Callable[Concatenate[Door, P], R]) -> None:
        self.declaration = declaration
        self.verb = verb
        functools.update_wrapper(self, verb)

    def __call__(self, who: Caller | Door, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if isinstance(who, Door):
            return self.verb(who, *args, **kwargs)
        try:
            with bad_weather():
                return self._pass(who, *args, **kwargs)
        except Unavailable:
            raise
        except Refused as refusal:
            _note_refusal(self.declaration, who, refusal)
            raise

    def _pass(self, caller: Caller, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with writing(), transaction.atomic(), guard.opened(self.declaration.code):
                return self._do(caller, *args, **kwargs)
        except Destroyed as gone:
            raise NotThere from gone
        except IntegrityError as error:
            done = _done_before(caller, self.declaration, asked_of(caller, args, kwargs))
            if done is not None:
                return done  # type: ignore[no-any-return]
            if is_clash(error):
                log.warning("two acts met", act=self.declaration.code)
                raise Stale from error
            raise

    def _do(self, caller: Caller, *args: P.args, **kwargs: P.kwargs) -> R:
        asked = asked_of(caller, args, kwargs)
        done = _done_before(caller, self.declaration, asked)
        if done is not None:
            return done  # type: ignore[no-any-return]
        door = open_door(self.declaration, caller)
        outcome = self.verb(door, *args, **kwargs)
        door.close(outcome)
        _remember_key(door, outcome, asked)
        transaction.on_commit(lambda: _done(caller))
        return outcome


def _done(caller: Caller) -> None:
    wrote(caller.now)
    sealing_queue.wake()


def act(
    code: str,
    *,
    roles: set[Role] | frozenset[Role] = frozenset(),
    purpose: Purpose,
    says: Any,
    basis: str = "coordinatie-ct",
    **more: Any,
) -> Callable[[Callable[Concatenate[Door, P], R]], Act[P, R]]:
    """Declare a verb. `roles`: who may; `says`: the verb in the past tense, for the history ("zegde inzet toe").

    `more`: `personal_data` (the basis must be fit to carry it), `by_clock`, `by_keeper` (who else may), `sets_clock`
    (done also when the clock seems to be set back).
    """

    def declared(verb: Callable[Concatenate[Door, P], R]) -> Act[P, R]:
        declaration = Declaration(
            code=code, roles=frozenset(roles), purpose=purpose, basis=basis, says=says,
            doc=(verb.__doc__ or "").strip(), module=f"{verb.__module__}.{verb.__qualname__}", **more,
        )  # fmt: skip
        declare(declaration)
        return Act(declaration, verb)

    return declared


def open_door(declaration: Declaration, caller: Caller) -> Door:
    """Check everything that can be checked before the verb, inside its transaction, and open."""
    node = this_node()
    if not declaration.sets_clock:
        check_clock(caller.now, waited=caller.waited)
    viewer = _current_viewer(caller)
    _check_role(declaration, caller, viewer)
    door = Door(declaration, caller, viewer=viewer, node=node)
    try:
        check_basis(door.basis, purpose=door.purpose, on=door.today, personal_data=declaration.personal_data)
    except Refused as refusal:
        if refusal.code not in STEPS:
            raise
        door.hold(refusal)
    return door


def _current_viewer(caller: Caller) -> Viewer:
    """The caller's viewer with the roles and seats that are in force at this moment, read inside the transaction."""
    looks = caller.viewer
    if looks.person is None or looks.organisation is None:
        return looks
    roles, seats = standing(looks.person, looks.organisation, caller.now)
    return replace(looks, roles=roles, seats=seats, mode=caller.mode, now=caller.now)


def _check_role(declaration: Declaration, caller: Caller, viewer: Viewer) -> None:
    if (caller.clock and declaration.by_clock) or (caller.keeper and declaration.by_keeper):
        return
    if viewer.person is None or not viewer.holds(*declaration.roles):
        raise Refused("actor.no_role", _whose(declaration))


def _whose(declaration: Declaration) -> Any:
    """That the role is missing, and which roles may."""
    named = [role.label for role in Role if role in declaration.roles]
    if not named:
        return NO_ROLE
    return format_lazy(
        "{no_role} {who} {roles}.",
        no_role=NO_ROLE,
        who=WHO_MAY,
        roles=format_lazy(", ".join(["{}"] * len(named)), *named),
    )


def asked_of(caller: Caller, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """A keyed digest of what an act was asked and for whom: it tells whether a key comes back for something else."""
    if not caller.key:
        return ""
    words = repr((caller.viewer.organisation, args, sorted(kwargs.items())))
    return salted_hmac("vijfveld act", words, algorithm="sha256").hexdigest()


def _done_before(caller: Caller, declaration: Declaration, asked: str) -> Any:
    """The outcome of the same act under the same key, when it was done before; refused when it asks other things."""
    if not caller.key:
        return None
    known = ActKey.objects.filter(actor=caller.name, key=caller.key).first()
    if known is None:
        return None
    if known.act != declaration.code:
        raise Refused("key.used_before", _("Deze sleutel is al voor iets anders gebruikt. Open het formulier opnieuw."))
    if known.asked and known.asked != asked:
        raise Refused("key.sent_before", SENT_BEFORE)
    if not known.outcome:
        return known.act_id
    urn = Urn.parse(known.outcome)
    rows: Any = record_model(urn.kind)._default_manager
    rows = rows.beyond_access("the outcome of a repeated act") if hasattr(rows, "beyond_access") else rows
    return rows.filter(pk=urn.id).first() or known.act_id


def _remember_key(door: Door, outcome: object, asked: str) -> None:
    if not door.caller.key:
        return
    urn = outcome.urn if isinstance(outcome, Record) else ""
    ActKey.objects.create(
        actor=door.caller.name, key=door.caller.key, act=door.act.code, act_id=door.id, outcome=urn, asked=asked
    )


def _note_refusal(declaration: Declaration, caller: Caller, refusal: Refused) -> None:
    """Write that an act was refused, and by which rule; never what was refused. A second transaction."""
    refused = Declaration(
        code="act.refused", roles=frozenset(), purpose=declaration.purpose, basis=declaration.basis, says=""
    )
    with bad_weather(), writing(), transaction.atomic(), guard.opened("refusal"):
        door = Door(refused, caller.with_key(""), viewer=caller.viewer, node=this_node())
        door.note(act=declaration.code, refusal=refusal.code)
        door.close()
    sealing_queue.wake()
