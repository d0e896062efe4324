# SPDX-License-Identifier: EUPL-1.2
"""The site as a Django app."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "vijfveld.site"
    label = "site"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from vijfveld.site import invitations, noting

        noting.connect()
        assert invitations
