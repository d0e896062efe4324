# SPDX-License-Identifier: EUPL-1.2
"""Floors, as far as an import linter cannot see: relations by name, migrations, and what single files may touch."""

import ast

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader

from tests.architecture.floors import imports, may_know, sources

OURS = {config.label for config in apps.get_app_configs() if config.name.startswith("vijfveld.")}
FRAMEWORK = {"auth", "contenttypes", "sessions"}
"""Apps of others that a model of ours may point at: none of them holds anything of ours."""


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in OURS]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_a_model_points_only_at_models_of_its_own_floor_or_below(model):
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey | models.ManyToManyField):
            target = field.related_model._meta.app_label
            assert target in FRAMEWORK or may_know(model._meta.app_label, target), f"{field} points up at {target}"


def test_a_migration_depends_only_on_migrations_of_its_own_floor_or_below():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for (app, name), migration in loader.disk_migrations.items():
        for other, _ in migration.dependencies if app in OURS else ():
            allowed = other not in OURS or may_know(app, other)
            assert allowed, f"{app}.{name} depends on {other}"


def test_the_methods_know_neither_django_nor_files_nor_the_time_of_day():
    forbidden = {"django", "os", "io", "pathlib", "time", "sqlite3", "random", "secrets", "socket", "subprocess"}
    for name, tree in sources("methods"):
        found = {module.split(".")[0] for module in imports(tree)} & forbidden
        assert not found, f"{name} imports {found}"
        assert not calls(tree, {"now", "utcnow", "today", "open"}), name


def test_the_face_draws_and_knows_no_records():
    for name, tree in sources("face"):
        found = {module for module in imports(tree) if module.startswith(("django.db", "django.contrib.auth"))}
        assert not found, f"{name} imports {found}"


def test_time_and_randomness_enter_at_one_place_each():
    clock, chance = {"node/clock.py"}, {"node/ids.py", "node/keystore.py", "node/sealing.py", "node/secretfile.py"}
    for name, tree in sources():
        assert not calls(tree, {"now", "utcnow"}, of={"datetime", "timezone"}) or name in clock, name
        assert "random" not in imports(tree), f"{name}: chance comes from the door"
        assert "os.urandom" not in imports(tree) or name in chance, name


def calls(tree: ast.Module, names: set[str], *, of: set[str] = frozenset({"datetime", "date", "time"})) -> list[int]:
    """The lines that call a function of these names on one of these modules or classes."""
    found = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    attributes = [call for call in found if isinstance(call, ast.Attribute) and isinstance(call.value, ast.Name)]
    return [call.lineno for call in attributes if call.attr in names and call.value.id in of]
