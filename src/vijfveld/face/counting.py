# SPDX-License-Identifier: EUPL-1.2
"""Small numbers as people write them in a sentence."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

_WORDS = (
    _("nul"), _("één"), _("twee"), _("drie"), _("vier"), _("vijf"), _("zes"),
    _("zeven"), _("acht"), _("negen"), _("tien"), _("elf"), _("twaalf"),
)  # fmt: skip


def in_words(number: int) -> str:
    """The number in words up to twelve, in figures above."""
    return str(_WORDS[number]) if 0 <= number < len(_WORDS) else str(number)
