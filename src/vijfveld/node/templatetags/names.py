# SPDX-License-Identifier: EUPL-1.2
"""Filters that say what something is called."""

from django import template

from vijfveld.node import naming
from vijfveld.node.models import Organisation

register = template.Library()


@register.filter
def called(organisation: Organisation) -> str:
    """The name of an organisation in the language of the reader."""
    return naming.name_of(organisation)
