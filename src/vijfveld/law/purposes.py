# SPDX-License-Identifier: EUPL-1.2
"""The closed list of purposes for which an act may be done; the library of bases names the same."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """What an act is for. A basis serves some purposes and not others."""

    COORDINATION = "coordination", _("coördinatie")
    THREAT_ASSESSMENT = "threat_assessment", _("dreigingsbeeld")
    CASE_CONSULTATION = "case_consultation", _("casusoverleg")
    PROTECTION = "protection", _("bewaken en beveiligen")
    CRISIS = "crisis", _("crisisbeheersing")
    PROSECUTION = "prosecution", _("opsporing en vervolging")
    OVERSIGHT = "oversight", _("toezicht")
    ADMINISTRATION = "administration", _("beheer")
    SOCIAL_RESILIENCE = "social_resilience", _("sociale samenhang")
    SANCTIONS = "sanctions", _("sancties")
    ONLINE_CONTENT = "online_content", _("online inhoud")
    TRAVEL = "travel", _("reisbewegingen")
