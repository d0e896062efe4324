# SPDX-License-Identifier: EUPL-1.2
"""How amounts are written on pages of the strategy: `{% load strategy_words %}`."""

from django import template

from vijfveld.strategy import sayings

register = template.Library()
register.filter("fte", sayings.fte)
