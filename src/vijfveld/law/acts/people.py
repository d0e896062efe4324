# SPDX-License-Identifier: EUPL-1.2
"""Organisations, people and mandates: who takes part, and what they may do for whom."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import act
from vijfveld.law.door import Door
from vijfveld.law.models import Seat
from vijfveld.law.purposes import Purpose
from vijfveld.law.refusals import Invalid
from vijfveld.node.models import Account, Mandate, Organisation, Person, in_force
from vijfveld.node.roles import Role

ADMIN = Purpose.ADMINISTRATION
BASIS = "beheer-node"
CHANGEABLE = ("name", "name_en", "sort", "discipline", "reach", "softer_voice", "province", "oin")
GONE = _("Deze collega werkt niet meer met deze node.")
TO_SELF = _("U kunt uzelf geen mandaat geven. Vraag dit aan een andere beheerder.")


@act("organisation.add", roles={Role.NODE_KEEPER, Role.COORDINATOR}, purpose=ADMIN, basis=BASIS, by_keeper=True,
     says=_("voegde een organisatie toe"))  # fmt: skip
def add_organisation(door: Door, /, *, code: str, name: str, **about: Any) -> Organisation:
    """Add a partner to the node. Its code is unique and never changes."""
    if Organisation.objects.filter(code=code).exists():
        raise Invalid({"code": _("Deze code is al van een andere organisatie.")})
    return door.new(Organisation, code=code, name=name, facts={"code": code}, **about)


@act("organisation.add_many", roles={Role.NODE_KEEPER, Role.COORDINATOR}, purpose=ADMIN, basis=BASIS, by_keeper=True,
     says=_("voegde organisaties toe"))  # fmt: skip
def add_organisations(door: Door, rows: list[dict[str, Any]], *, manifest: str) -> int:
    """Add up to 1,000 partners from a list; a code that is already there is left as it is."""
    known = set(Organisation.objects.filter(code__in=[row["code"] for row in rows]).values_list("code", flat=True))
    fresh = [row for row in rows if row["code"] not in known]
    return len(door.new_many(Organisation, fresh, manifest=manifest))


@act("organisation.change", roles={Role.NODE_KEEPER, Role.COORDINATOR}, purpose=ADMIN, basis=BASIS,
     says=_("wijzigde een organisatie"))  # fmt: skip
def change_organisation(door: Door, /, organisation: UUID, version: int, **about: Any) -> Organisation:
    """Change what is known of a partner: its names, what sort of body it is and where it works; never its code."""
    found = door.lock(Organisation, organisation, version)
    changed = [name for name in CHANGEABLE if name in about and getattr(found, name) != about[name]]
    for name in changed:
        setattr(found, name, about[name])
    door.save(found, changed=changed)
    return found


@act("organisation.leave", roles={Role.COORDINATOR}, purpose=ADMIN, basis=BASIS, says=_("meldde een organisatie af"))
def leave_organisation(door: Door, organisation: UUID, *, on: date) -> Organisation:
    """Mark that a partner no longer takes part from a day on; what it agreed stays readable."""
    found = door.lock(Organisation, organisation)
    found.left_on = on
    door.save(found, on=on)
    return found


@act(
    "person.add", roles={Role.NODE_KEEPER}, purpose=ADMIN, basis=BASIS, by_keeper=True, says=_("voegde een collega toe")
)
def add_person(door: Door, *, name: str, email: str, organisation: UUID, language: str = "nl") -> Person:
    """Add someone who works with the node, with an account that has no password until they set one."""
    problems = _address_problems(email) | _organisation_problems(organisation)
    if problems:
        raise Invalid(problems)
    person = door.new(Person, name=name, email=email.lower(), organisation_id=organisation, language=language)
    account = Account(id=person.id, email=person.email, person=person)
    account.set_unusable_password()
    account.save(force_insert=True)
    return person


@act("person.change", roles={Role.NODE_KEEPER}, purpose=ADMIN, basis=BASIS, says=_("wijzigde een collega"))
def change_person(door: Door, person: UUID, version: int, *, name: str, email: str, organisation: UUID) -> Person:
    """Change a colleague's name, address or organisation; with the address, the one they sign in with changes too."""
    found = door.lock(Person, person, version)
    door.require(found.left_at is None, "person.left", GONE)
    problems = _address_problems(email, but=found.id) | _organisation_problems(organisation)
    if problems:
        raise Invalid(problems)
    found.name, found.email, found.organisation_id = name, email.lower(), organisation
    door.save(found, organisation=organisation)
    Account.objects.filter(person=found).update(email=found.email)
    return found


@act("person.invite", roles={Role.NODE_KEEPER}, purpose=ADMIN, basis=BASIS, by_keeper=True,
     says=_("nodigde een collega uit"))  # fmt: skip
def invite_person(door: Door, person: UUID) -> Person:
    """Invite someone to set a password; the site mails a link that works once, as soon as this entry is sealed."""
    found = door.lock(Person, person)
    door.require(found.left_at is None, "person.left", GONE)
    door.save(found)
    return found


def _address_problems(email: str, *, but: UUID | None = None) -> dict[str, Any]:
    taken = Person.objects.beyond_access("addresses are unique").filter(email__iexact=email).exclude(pk=but).exists()
    return {"email": _("Dit e-mailadres is al in gebruik.")} if taken else {}


def _organisation_problems(organisation: UUID) -> dict[str, Any]:
    known = Organisation.objects.filter(pk=organisation, left_on__isnull=True).exists()
    return {} if known else {"organisation": _("Deze organisatie doet niet (meer) mee.")}


@act(
    "person.leave",
    roles={Role.NODE_KEEPER},
    purpose=ADMIN,
    basis=BASIS,
    by_keeper=True,
    says=_("meldde een collega af"),
)
def leave_person(door: Door, person: UUID) -> Person:
    """End someone's work with the node: no sign-in any more, mandates and seats end now."""
    found = door.lock(Person, person)
    found.left_at = door.now
    door.save(found)
    Account.objects.filter(person=found).update(is_active=False)
    held: list[Mandate | Seat] = [*door.all(Mandate).filter(person=found), *door.all(Seat).filter(person=found)]
    for row in held:
        if row.valid_until is None or row.valid_until > door.now:
            row.valid_until = max(door.now, row.valid_from)
            door.save(row)
    return found


@act("person.set_preferences", roles=frozenset(Role), purpose=ADMIN, basis=BASIS, says=_("wijzigde eigen voorkeuren"))
def set_preferences(door: Door, *, language: str, mail_notices: bool) -> Person:
    """Set one's own language and whether notices also come by mail."""
    found = door.lock(Person, door.person)
    found.language, found.mail_notices = language, mail_notices
    door.save(found, language=language, mail=mail_notices)
    return found


@act("mandate.give", roles={Role.NODE_KEEPER}, purpose=ADMIN, basis=BASIS, by_keeper=True, says=_("gaf een mandaat"))
def give_mandate(door: Door, person: UUID, *, organisation: UUID, role: Role, until: datetime | None = None) -> Mandate:
    """Let a person act for an organisation in a role, from now until a moment or until it is ended.

    Nobody gives a mandate to themselves: whoever keeps the node does not thereby see its content.
    """
    found = door.lock(Person, person)
    door.require(found.left_at is None, "person.left", GONE)
    door.require(door.viewer.person != person, "mandate.to_self", TO_SELF)
    problems = _organisation_problems(organisation) | _mandate_problems(door, found, organisation, role, until)
    if problems:
        raise Invalid(problems)
    return door.new(Mandate, person_id=person, organisation_id=organisation, role=role, valid_from=door.now,
                    valid_until=until, facts={"role": role.value})  # fmt: skip


def _mandate_problems(
    door: Door, person: Person, organisation: UUID, role: Role, until: datetime | None
) -> dict[str, Any]:
    problems: dict[str, Any] = {}
    if until is not None and until <= door.now:
        problems["until"] = _("Kies een dag in de toekomst, of laat dit leeg.")
    held = door.all(Mandate).filter(in_force(door.now), person=person, organisation=organisation, role=role)
    if held.exists():
        problems["role"] = _("Deze collega heeft dit mandaat al. Beëindig het eerst.")
    return problems


@act(
    "mandate.end",
    roles={Role.NODE_KEEPER},
    purpose=ADMIN,
    basis=BASIS,
    by_keeper=True,
    says=_("beëindigde een mandaat"),
)
def end_mandate(door: Door, mandate: UUID) -> Mandate:
    """End a mandate now; what was done under it stands. One that ended before keeps the moment at which it did."""
    found = door.lock(Mandate, mandate)
    if found.valid_until is None or found.valid_until > door.now:
        found.valid_until = max(door.now, found.valid_from)
        door.save(found, role=found.role)
    return found


@act("account.signed_in", roles=frozenset(Role), purpose=ADMIN, basis=BASIS, says=_("meldde zich aan"))
def note_sign_in(door: Door, *, method: str) -> None:
    """Note that someone signed in, and by which means; nothing else of the session is kept."""
    door.note(method=method)


@act("account.changed", roles=frozenset(Role), purpose=ADMIN, basis=BASIS, says=_("wijzigde de eigen aanmelding"))
def note_account_change(door: Door, *, what: str) -> None:
    """Note that someone changed how they sign in: password, second factor, passkey, an ended session."""
    door.note(what=what)
