# SPDX-License-Identifier: EUPL-1.2
"""The steering floor as a Django app: it gives the site its home, and the system test."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class SteeringConfig(AppConfig):
    name = "vijfveld.steering"
    label = "steering"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from vijfveld.node.slots import NavItem, navigation, routes
        from vijfveld.steering import (
            api,
            checking,
            data_types,
            handlers,
            lock,
            lock_accounts,
            lock_portfolios,
            subjects_accounts,
            subjects_bodies,
            subjects_broker,
            subjects_erosion,
            subjects_oversight,
            subjects_pathways,
            subjects_portfolios,
            subjects_roles,
            subjects_scenarios,
            subjects_tests,
        )

        navigation.fill("home", NavItem(_("Overzicht"), "steering:home"), order=0)
        routes.fill("steering", "vijfveld.steering.pages.home")
        pre_migrate.connect(lock.remove, sender=self, dispatch_uid="vijfveld-frozen-aside")
        pre_migrate.connect(lock_accounts.remove, sender=self, dispatch_uid="vijfveld-frozen-accounts-aside")
        pre_migrate.connect(lock_portfolios.remove, sender=self, dispatch_uid="vijfveld-ended-runs-aside")
        post_migrate.connect(lock.install, sender=self, dispatch_uid="vijfveld-frozen")
        post_migrate.connect(lock_accounts.install, sender=self, dispatch_uid="vijfveld-frozen-accounts")
        post_migrate.connect(lock_portfolios.install, sender=self, dispatch_uid="vijfveld-ended-runs")
        subjects_tests.register()
        subjects_scenarios.register()
        subjects_portfolios.register()
        subjects_pathways.register()
        subjects_erosion.register()
        subjects_accounts.register()
        subjects_oversight.register()
        subjects_bodies.register()
        subjects_broker.register()
        subjects_roles.register()
        for resource in api.RESOURCES:
            resource.publish()
        for data_type in data_types.TYPES:
            data_type.publish()
        assert handlers
        assert checking
