# SPDX-License-Identifier: EUPL-1.2
"""Invitations: a link by mail with which a new colleague sets a password. It works once and for three days."""

from datetime import datetime
from smtplib import SMTPException

import structlog
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from vijfveld.face.dates import exactly
from vijfveld.law.events import Event, subscribes
from vijfveld.law.outbound import Mail, send
from vijfveld.law.viewers import viewer_of
from vijfveld.node.ids import Urn
from vijfveld.node.models import Account, Person, this_node
from vijfveld.steering.queries.waiting import waiting_for

log = structlog.get_logger()


def link_for(account: Account) -> str:
    """The address where someone sets a password; it stops working once they did."""
    key = {"uidb36": user_pk_to_url_str(account), "key": default_token_generator.make_token(account)}
    return f"{settings.ADDRESS}{reverse('account_reset_password_from_key', kwargs=key)}"


def _asked(person: Person, now: datetime) -> dict[str, object]:
    """What already waits for this person: how many questions, and until when. No content of records."""
    waiting = waiting_for(viewer_of(person, now=now))
    return {"count": waiting.count, "last_day": exactly(waiting.round.closes_on)} if waiting else {}


@subscribes("site.invitations", ["person.invite"])
def mail_invitation(event: Event, now: datetime) -> None:
    """Mail the link. A mail that cannot leave is logged; the keeper invites again, other events are not held up."""
    people = Person.objects.beyond_access("invitations").select_related("organisation")
    person = people.filter(pk=Urn.parse(event.subject).id, left_at__isnull=True).first()
    account = Account.objects.filter(person=person, is_active=True).first() if person else None
    if person is None or account is None:
        return
    with translation.override(person.language):
        told = {
            "person": person, "node": this_node().name, "url": link_for(account), "address": settings.ADDRESS,
            "contact": settings.API_CONTACT["email"], **_asked(person, now),
        }  # fmt: skip
        text = render_to_string("site/invitation.txt", told)
        subject = _("Uw toegang tot %(node)s") % {"node": this_node().name}
    try:
        send(Mail(person.email, subject, text), mode=event.mode)
    except (OSError, SMTPException) as error:
        log.error("invitation not mailed", person=str(person.id), error=type(error).__name__)
