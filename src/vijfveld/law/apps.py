# SPDX-License-Identifier: EUPL-1.2
"""The law as a Django app: it puts the guard on every table after migrations and on every connection."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class LawConfig(AppConfig):
    name = "vijfveld.law"
    label = "law"
    verbose_name = "Wet"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from vijfveld.law import api, guard, migrating, people_pages, processing, subjects, words
        from vijfveld.law.data import own
        from vijfveld.law.rest.scopes import scopes

        connection_created.connect(guard.arm, dispatch_uid="vijfveld-guard")
        post_migrate.connect(migrating.after_migrate, sender=self, dispatch_uid="vijfveld-migrate")
        subjects.register()
        words.register()
        processing.register(processing.OWN)
        people_pages.register()
        for resource in api.RESOURCES:
            resource.publish()
        for data_type in own.TYPES:
            data_type.publish()
        for scope, said in {"inlezen": "Gegevens inlezen", "uitvoeren": "Gegevens uitvoeren"}.items():
            scopes.fill(scope, said)
