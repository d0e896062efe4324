# SPDX-License-Identifier: EUPL-1.2
"""Boxes in groups that fold: what was ticked is never out of sight, and an error leads to where one can go."""

from django import forms

from vijfveld.face.fields import errors_of
from vijfveld.face.folding import FoldedBoxes

GROUPS = [("Zorg", [("ggz", "GGZ"), ("ggd", "GGD")]), ("Onderwijs", [("po", "Basisschool")])]


class Who(forms.Form):
    """A form with boxes in groups."""

    who = forms.MultipleChoiceField(choices=GROUPS, widget=FoldedBoxes)


def test_a_group_in_which_something_was_ticked_stands_open_and_another_does_not() -> None:
    drawn = str(Who({"who": ["po"]})["who"])
    assert drawn.count("<details") == 2
    assert drawn.count('<details class="fold" open>') == 1
    assert drawn.index("open>") > drawn.index("Zorg (2)")


def test_an_error_leads_to_the_first_group() -> None:
    form = Who({})
    assert [mistake.target for mistake in errors_of(form)] == ["id_who_0"]
    assert '<summary id="id_who_0">Zorg' in str(form["who"])


def test_choices_without_groups_are_drawn_as_plain_boxes() -> None:
    form = Who()
    form.fields["who"].choices = GROUPS[0][1]  # type: ignore[attr-defined]
    drawn = str(form["who"])
    assert "<details" not in drawn
    assert 'id="id_who_0"' in drawn
