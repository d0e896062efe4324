# SPDX-License-Identifier: EUPL-1.2
"""Every model is guarded, every act explains itself, every refusal speaks both languages."""

import ast

from django.apps import apps
from django.utils import translation

from tests.architecture.floors import sources
from vijfveld.law import acts_page, guard
from vijfveld.law.registry import gaps

REFUSING = {"Refused": 1, "Unavailable": 1, "require": 2}
"""What refuses, and at which place its sentence stands."""


def test_every_model_of_ours_is_guarded_save_the_framework_table_that_is_named():
    guarded = {model._meta.db_table for model in guard.guarded_models()}
    ours = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("vijfveld.")]
    bare = {model._meta.db_table for model in ours if model._meta.managed and not model._meta.proxy} - guarded
    assert bare == guard.FRAMEWORK_TABLES == {"node_account"}


def test_every_act_says_who_may_why_on_which_basis_and_in_which_words():
    acts_page.load_all()
    assert gaps() == []


def refusal_sentences() -> set[str]:
    """The sentences with which the code refuses, as they are marked for translation."""
    return {text for _, tree in sources() for text in _marked(tree)}


def _marked(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node) in REFUSING:
            place = REFUSING[_name(node)]
            said = node.args[place] if len(node.args) > place else None
            found |= _texts(said)
    return found


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _texts(said: ast.expr | None) -> set[str]:
    """The text in `_("…")`, when the sentence is written on the spot."""
    if isinstance(said, ast.Call) and _name(said) == "_" and isinstance(said.args[0], ast.Constant):
        return {said.args[0].value}
    return set()


def test_a_refusal_never_says_a_sentence_that_is_not_marked_for_translation():
    for name, tree in sources():
        for node in ast.walk(tree):
            place = REFUSING.get(_name(node), 99) if isinstance(node, ast.Call) else 99
            said = node.args[place] if isinstance(node, ast.Call) and len(node.args) > place else None
            assert not isinstance(said, ast.Constant | ast.JoinedStr), f"{name}:{getattr(said, 'lineno', 0)}"


def test_every_refusal_has_its_english():
    with translation.override("en"):
        untold = sorted(text for text in refusal_sentences() if translation.gettext(text) == text)
    assert untold == []
