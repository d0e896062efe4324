# SPDX-License-Identifier: EUPL-1.2
"""How amounts and names are written on pages of the strategy: `{% load strategy_words %}`."""

from django import template

from vijfveld.strategy import sayings

register = template.Library()
register.filter("fte", sayings.fte)
register.filter("named", sayings.name_of)
