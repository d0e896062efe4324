# SPDX-License-Identifier: EUPL-1.2
"""Where someone goes on to who has just set up how to sign in, in words."""

from django import template
from django.http import HttpRequest
from django.utils.translation import gettext as _

from vijfveld.steering.queries.waiting import waiting_for

register = template.Library()


@register.simple_tag
def onward_words(request: HttpRequest) -> str:
    """What the button says that leads on: to the question that waits, or just on."""
    viewer = getattr(request, "viewer", None)
    return _("Verder naar de eerste vraag") if viewer and waiting_for(viewer) else _("Verder")
