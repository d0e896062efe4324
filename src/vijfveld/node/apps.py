# SPDX-License-Identifier: EUPL-1.2
"""The node as a Django app."""

from django.apps import AppConfig


class NodeConfig(AppConfig):
    name = "vijfveld.node"
    label = "node"
    verbose_name = "Node"
    default_auto_field = "django.db.models.BigAutoField"
