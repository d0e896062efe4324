# SPDX-License-Identifier: EUPL-1.2
"""A form that acts: once, with all problems at once, and with what was typed still there."""

from types import SimpleNamespace

import pytest
from django import forms
from django.http import QueryDict

from vijfveld.law.acting_forms import ActForm, EditForm
from vijfveld.law.refusals import Invalid, Refused, Stale


class NameForm(ActForm):
    name = forms.CharField()
    place = forms.CharField(required=False)


class NameEdit(EditForm):
    name = forms.CharField()


class Fake:
    """An act that answers as it was told, and remembers what it was asked."""

    def __init__(self, answer: object) -> None:
        self.answer = answer
        self.asked: list[tuple[object, dict[str, object]]] = []

    def __call__(self, caller: object, **facts: object) -> object:
        self.asked.append((caller, facts))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


REQUEST = SimpleNamespace(caller=lambda key: f"caller with {key}")


def sent(form: type[ActForm], **values: str) -> ActForm:
    data = QueryDict(mutable=True)
    data.update(values)
    made = form(data)
    made.is_valid()
    return made


def test_a_fresh_form_carries_a_key_of_its_own():
    assert len(NameForm()["key"].value()) >= 16
    assert NameForm()["key"].value() != NameForm()["key"].value()


def test_the_act_gets_the_key_of_the_form_and_what_was_typed():
    act, form = Fake("made"), sent(NameForm, key="k1", name="Vera", place="Molenwaard")
    assert form.do(REQUEST, act, **form.typed)
    assert form.outcome == "made"
    assert act.asked == [("caller with k1", {"name": "Vera", "place": "Molenwaard"})]
    assert form.status == 200


def test_an_act_without_an_outcome_counts_as_done():
    form = sent(NameForm, key="k1", name="Vera")
    assert form.do(REQUEST, Fake(None))


@pytest.mark.parametrize(
    ("problems", "beside", "above"),
    [
        ({"name": "Te kort."}, {"name": ["Te kort."]}, []),
        ({"name": "Te kort.", "place": "Onbekend."}, {"name": ["Te kort."], "place": ["Onbekend."]}, []),
        ({"name": ["Te kort.", "Bezet."]}, {"name": ["Te kort.", "Bezet."]}, []),
        ({"elsewhere": "Kan niet."}, {}, ["Kan niet."]),
        ({"key": "Kan niet."}, {}, ["Kan niet."]),
    ],
)
def test_problems_stand_beside_their_fields_and_unknown_ones_above(problems, beside, above):
    form = sent(NameForm, key="k1", name="Vera", place="Nergens")
    assert not form.do(REQUEST, Fake(Invalid(problems)), **form.typed)
    assert {name: list(texts) for name, texts in form.errors.items() if name != "__all__"} == beside
    assert list(form.non_field_errors()) == above
    assert form["name"].value() == "Vera"
    assert form.status == 400


def test_a_refusal_stands_above_the_form_with_its_sentence():
    form = sent(NameForm, key="k1", name="Vera")
    assert not form.do(REQUEST, Fake(Refused("actor.no_role", "Dat mag u niet.")))
    assert list(form.non_field_errors()) == ["Dat mag u niet."]
    assert form.status == 403


def test_a_stale_edit_keeps_what_was_typed_and_can_be_sent_again_on_the_new_version():
    form = sent(NameEdit, key="k1", version="3", name="Vera")
    assert not form.do(REQUEST, Fake(Stale()), **form.typed)
    form.renew(4)
    assert (form.stale, form.status) == (True, 409)
    assert (form["name"].value(), form["version"].value()) == ("Vera", "4")


@pytest.mark.parametrize("version", ["", "x"])
def test_a_version_that_cannot_be_read_is_told_above_the_form(version):
    form = sent(NameEdit, key="k1", version=version, name="Vera")
    assert len(form.non_field_errors()) == 1
    assert form.status == 400


def test_a_form_that_came_without_a_key_gets_one():
    form = sent(NameForm, name="Vera")
    assert form.cleaned_data["key"]
