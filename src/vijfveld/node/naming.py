# SPDX-License-Identifier: EUPL-1.2
"""What an organisation is called in the language of the reader."""

from django.utils.translation import get_language

from vijfveld.node.models import Organisation


def named(name: str, name_en: str) -> str:
    """One of two names, by the language of the reader."""
    return name_en if get_language() == "en" and name_en else name


def name_of(organisation: Organisation) -> str:
    """The name of an organisation in the language of the reader."""
    return named(organisation.name, organisation.name_en)
