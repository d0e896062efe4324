# SPDX-License-Identifier: EUPL-1.2
"""The shipped map of authority and the table of roles that must not meet: traceable, honest, and refused when wrong."""

import pytest

from vijfveld.law.bases import catalogue
from vijfveld.node.yamlfile import LibraryError
from vijfveld.steering.authority import SHIPPED, load_authority, shipped_authority
from vijfveld.steering.separations import SHIPPED as PAIRS
from vijfveld.steering.separations import load_separations, separations
from vijfveld.steering.words_roles import Rule
from vijfveld.strategy.shelf import strategy

ABSENCE = {Rule.NOBODY_ACCOUNTABLE, Rule.SEVERAL_ACCOUNTABLE, Rule.NOBODY_RESPONSIBLE}


@pytest.mark.mission("S15")
def test_every_task_of_the_map_stands_in_a_paragraph_of_the_strategy():
    known = {node.section for node in strategy().nodes.values()}
    asked = {task.section for task in shipped_authority().tasks.values()}
    asked |= {pair.section for pair in separations().values()}
    assert asked - known == set()


@pytest.mark.mission("S15")
def test_a_line_counts_as_seen_only_when_its_legal_basis_was_seen_or_the_strategy_itself_says_it():
    for line in shipped_authority().lines:
        basis = catalogue().find(line.basis) if line.basis else None
        by_strategy = line.source.startswith("Nationale Contraterrorismestrategie")
        if line.verified == "seen" and not by_strategy:
            assert basis is not None, line.task
            assert basis.verified == "seen", line.task


@pytest.mark.mission("S9")
def test_every_rule_on_roles_is_in_the_table_or_is_about_a_missing_role():
    assert set(separations()) == {rule.value for rule in Rule if rule not in ABSENCE}


WRONG = [
    ("task: coordinatie", "task: onbekend", "the task “onbekend” does not exist"),
    ("partner: nctv", "partner: nergens", "the partner “nergens” does not exist"),
    ("basis: wet-coordinatie-ctnv", "basis: geen-wet", "the basis “geen-wet” does not exist"),
    ("phases: [normal, raised]", "phases: [ooit]", "phases"),
]


@pytest.mark.parametrize(("before", "after", "said"), WRONG)
def test_a_wrong_map_is_refused_with_its_line(tmp_path, before, after, said):
    path = tmp_path / "kaart.yaml"
    path.write_text(SHIPPED.read_text().replace(before, after))
    with pytest.raises(LibraryError, match=said) as refusal:
        load_authority(path)
    assert "kaart.yaml, line" in str(refusal.value)


def test_two_lines_for_one_cell_are_refused(tmp_path):
    path = tmp_path / "kaart.yaml"
    path.write_text(SHIPPED.read_text().replace("task: sanctielijst\n    phases", "task: verwijderbevel\n    phases"))
    with pytest.raises(LibraryError, match="already has a line"):
        load_authority(path)


def test_a_pair_without_its_two_roles_is_refused(tmp_path):
    path = tmp_path / "paren.yaml"
    path.write_text(PAIRS.read_text().replace("roles: [A, T]", "roles: [A, A]").replace("toezicht-fg", "niets"))
    with pytest.raises(LibraryError) as refusal:
        load_separations(path)
    assert len(refusal.value.problems) == 2
