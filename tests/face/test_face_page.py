# SPDX-License-Identifier: EUPL-1.2
"""Every page has the same anatomy, works without scripts, and keeps to a strict content security policy."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.test import override_settings
from django.utils import translation

from vijfveld import face
from vijfveld.face.items import Check, Due, Fact, Refusal, Step
from vijfveld.face.parts import SampleForm
from vijfveld.face.samples import SAMPLES
from vijfveld.face.shell import Change, Crumb, NavItem, Shell, WhoAmI

FOLDER = Path(face.__file__ or "").parent
NOW = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)
PAGES = ["parts", "400", "403", "404", "409", "500", "503", "refused"]
FRAME: dict[str, Any] = {
    "nav": [NavItem("Overzicht", "/", active=True), NavItem("Inzet", "/inzet")],
    "whoami": WhoAmI("Noor Voorbeeld", "Gemeente Molenwaard", "/ik", "/afmelden"),
    "shell": Shell("Proefnode", "gemeente", "demo", search_url="/zoek", query='"><b>'),
    "now": NOW,
}

Show = Callable[..., str]


def everything() -> dict[str, Any]:
    form = SampleForm({"name": "", "answer": ""})
    return {**SAMPLES, **FRAME, "form": form, "refusal": Refusal("Dit mag niet.", "De regel.", "§ 8.3", "/bron")}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_inline_style_and_no_inline_script(show: Show, name: str) -> None:
    html = show(f"face/{name}.html", **everything())
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|\shx-on", html)
    assert not re.findall(r"<script(?![^>]*\ssrc=)", html)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_title_one_main_and_no_id_twice(show: Show, name: str) -> None:
    html = show(f"face/{name}.html", **everything())
    assert html.count("<h1>") == html.count("<main ") == 1
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_nothing_from_elsewhere(show: Show, name: str) -> None:
    html = show(f"face/{name}.html", **everything())
    addresses = re.findall(r'(?:src|href|action)="([^"]*)"', html)
    assert all(address.startswith(("/", "#")) for address in addresses)


def test_the_title_of_a_page_stands_in_the_tab_and_above_the_page(show: Show) -> None:
    html = show(
        '{% extends "face/page.html" %}{% block title %}Inzet <em>A</em>{% endblock %}'
        "{% block state %}Loopt tot morgen.{% endblock %}",
        **FRAME,
    )
    assert "<title>Inzet A · Vijfveld · Proefnode</title>" in html
    assert "<h1>Inzet <em>A</em></h1>" in html
    assert '<p class="page__state">Loopt tot morgen.</p>' in html


def test_what_a_page_does_not_fill_leaves_no_empty_place(show: Show) -> None:
    html = show('{% extends "face/page.html" %}{% block title %}Leeg{% endblock %}')
    for part in ("page__state", "page__actions", "page__due", "history", "crumbs", "mode--", "<nav"):
        assert f'class="{part}' not in html


def test_the_frame_says_where_one_is_and_for_whom_one_acts(show: Show) -> None:
    html = show("face/404.html", **FRAME, breadcrumb=[Crumb("Overzicht", "/"), Crumb("Inzet", "/inzet")])
    assert html.count('<a href="/" aria-current="page">Overzicht</a>') == 2  # wide and narrow
    assert '<a class="who__person" href="/ik">Noor Voorbeeld</a>' in html
    assert "namens Gemeente Molenwaard" in html
    assert 'aria-label="Kruimelpad"' in html
    assert "Voorbeeldgegevens — verzonnen" in html
    assert "&quot;&gt;&lt;b&gt;" in html
    assert '"><b>' not in html


@pytest.mark.parametrize(
    ("mode", "words"), [("exercise", "Oefening"), ("drill", "Proefalarm"), ("demo", "Voorbeeldgegevens")]
)
def test_a_mode_that_is_not_real_is_said_on_every_page(show: Show, mode: str, words: str) -> None:
    assert words in show("face/404.html", shell=Shell("Node", mode=mode))


def test_the_real_mode_needs_no_strip(show: Show) -> None:
    assert 'class="mode' not in show("face/404.html", shell=Shell("Node"))


@override_settings(LANGUAGES=[("nl", "Nederlands"), ("en", "English")])
def test_the_language_is_chosen_by_a_form_that_comes_back_to_this_page(show: Show) -> None:
    html = show("face/404.html", **FRAME)
    assert '<form class="languages" method="post" action="/i18n/setlang/">' in html
    assert 'name="next" value="/ergens?q=1"' in html
    assert 'name="language" value="en" lang="en">English</button>' in html
    assert 'aria-current="true">Nederlands</span>' in html
    assert "csrfmiddlewaretoken" in html


@pytest.mark.parametrize(("language", "words"), [("nl", "Deze pagina is er niet"), ("en", "This page is not here")])
def test_a_page_speaks_the_language_of_its_reader(show: Show, language: str, words: str) -> None:
    with translation.override(language):
        html = show("face/404.html")
    assert f'<html lang="{language}">' in html
    assert words in html


def test_the_history_strip_says_when_what_and_who(show: Show) -> None:
    history = [{"when": datetime(2026, 11, 22, 9, tzinfo=UTC), "what": "Vastgesteld", "who": "NCTV", "url": "/l"}]
    html = show('{% extends "face/page.html" %}', now=NOW, history=history)
    assert ">gisteren</time>" in html
    assert '<a href="/l">Vastgesteld</a>' in html
    assert "NCTV" in html


@pytest.mark.parametrize(
    ("level", "css", "words"),
    [("error", "error", "Niet gelukt."), ("success", "ok", "Gelukt."), ("info", "info", "Ter informatie.")],
)
def test_a_message_says_its_kind_in_words(show: Show, level: str, css: str, words: str) -> None:
    number = {"error": 40, "success": 25, "info": 20}[level]
    html = show("face/404.html", messages=[Message(number, "<b>klaar</b>")])
    assert f"utrecht-alert--{css}" in html
    assert f"<strong>{words}</strong> &lt;b&gt;klaar&lt;/b&gt;" in html


def test_a_refusal_gives_its_sentence_rule_source_and_a_way_on(show: Show) -> None:
    refusal = Refusal("Dit kan niet.", "Een einddatum hoort erbij.", "§ 8.3", "/bron", (("Vul hem in.", "/in"),))
    html = show("face/refused.html", refusal=refusal)
    for part in (
        "Dit kan niet.",
        "Een einddatum hoort erbij.",
        '<a href="/bron">§ 8.3</a>',
        '<a href="/in">Vul hem in.</a>',
    ):
        assert part in html


def test_a_refusal_names_every_fault_of_the_input(show: Show) -> None:
    refusal = {"sentence": "Niet alles klopt.", "problems": {"einde": "Vul een datum in.", "reden": "<te kort>"}}
    html = show("face/refused.html", refusal=refusal)
    assert "<li>einde: Vul een datum in.</li><li>reden: &lt;te kort&gt;</li>" in html


@pytest.mark.parametrize(
    ("refusal", "said", "unsaid"),
    [
        ({"sentence": "Nee.", "code": "actor.no_role", "status": 403}, "Vraag een collega met de juiste rol", "invoer"),
        ({"sentence": "Gestopt.", "code": "x.stopped", "status": 403}, "kijk hoe het er nu voor staat", "invoer"),
        ({"sentence": "Fout.", "code": "input.invalid", "status": 400}, "pas uw invoer aan", "hoe het er nu voor"),
    ],
)
def test_a_refusal_advises_what_fits_and_leads_home(show: Show, refusal: dict, said: str, unsaid: str) -> None:
    html = show("face/refused.html", refusal=refusal)
    assert said in html
    assert unsaid not in html
    assert "Naar het overzicht" in html


def test_who_has_no_search_field_is_not_sent_to_it(show: Show) -> None:
    assert "zoekveld bovenaan" not in show("face/404.html", shell=Shell(node="Proef"))
    html = show("face/404.html", shell=Shell(node="Proef", search_url="/zoeken"))
    assert '<a href="/zoeken">Zoek op de zoekpagina' in html


def test_someone_elses_change_gives_back_what_was_entered(show: Show) -> None:
    changed = (Change(datetime(2026, 11, 23, 14, 0, tzinfo=UTC), "Einddatum gewijzigd", "Collega"),)
    html = show("face/409.html", now=NOW, changed=changed, entered=(Fact("Reden", "Meer tijd nodig"),))
    assert "5 minuten geleden" in html
    assert "Collega" in html
    assert "Meer tijd nodig" in html


def test_a_due_list_marks_what_is_urgent_in_words_too(show: Show) -> None:
    items = [Due(NOW.date(), "Stopt", "/a", urgent=True), Due("nieuw", "Vraag", "/b", "van een partner")]
    html = show("{% load face %}{% due_list items %}", items=items, now=NOW)
    assert html.count("due__item--urgent") == html.count("Dringend:") == 1
    assert "van een partner" in html


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("{% due_list nothing %}", "Er staat niets open."),
        ("{% data_table empty_table %}", "Er is nog niets om te tonen."),
    ],
)
def test_an_empty_place_says_so(show: Show, tag: str, name: str) -> None:
    assert name in show("{% load face %}" + tag, **SAMPLES)


def test_a_condition_is_met_or_not_in_words(show: Show) -> None:
    checks = [Check("a", met=True), Check("b", met=False), Check("c", met=None)]
    html = show("{% load face %}{% checklist checks %}", checks=checks)
    assert [words in html for words in (">Voldaan<", ">Niet voldaan<", ">Nog niet bekend<")] == [True] * 3


def test_the_step_one_is_at_is_marked(show: Show) -> None:
    html = show("{% load face %}{% step_list steps %}", steps=[Step("a", "done"), Step("b", "now"), Step("c", "later")])
    assert html.count('aria-current="step"') == 1


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("", ["<a ", "secondary-action"]),
        ("primary", ["<a ", "primary-action"]),
        ("post primary", ['method="post"', "primary-action", 'name="version" value="3"']),
        ("post danger", ['method="post"', "button--danger"]),
    ],
)
def test_a_verb_is_a_link_or_a_form(show: Show, kind: str, parts: list[str]) -> None:
    html = show('{% load face %}{% action "Verlengen" "/x" kind version=3 %}', kind=kind)
    assert all(part in html for part in parts)
    assert ("csrfmiddlewaretoken" in html) is ("post" in kind)


def test_a_form_sums_its_errors_and_repeats_them_beside_each_field(show: Show) -> None:
    html = show("{% load face %}{% form_fields form %}", form=SampleForm({"name": "", "capacity": "-1"}))
    assert "Er kloppen nog 7 dingen niet" in html
    assert '<a href="#id_name">Naam van de inzet: Dit veld is verplicht.</a>' in html
    assert '<a href="#id_answer_0">' in html
    assert 'id="id_answer_0"' in html
    for target in re.findall(r'<a href="#([^"]+)"', html):
        assert f'id="{target}"' in html
    name = re.search(r'<input[^>]*id="id_name"[^>]*>', html)
    assert name
    assert 'aria-invalid="true"' in name[0]
    assert 'aria-describedby="id_name_uitleg id_name_fout"' in name[0]


def test_every_described_by_leads_to_something(show: Show) -> None:
    for form in (SampleForm(), SampleForm({})):
        html = show("{% load face %}{% form_fields form %}", form=form)
        ids = set(re.findall(r'\sid="([^"]+)"', html))
        named = {name for names in re.findall(r'aria-describedby="([^"]+)"', html) for name in names.split()}
        assert named
        assert named <= ids


def test_a_blank_form_has_no_errors_and_says_what_is_optional(show: Show) -> None:
    html = show("{% load face %}{% form_fields form %}", form=SampleForm())
    assert 'role="alert"' not in html
    assert "aria-invalid" not in html
    assert html.count("(niet verplicht)") == 2


def test_an_error_of_the_whole_form_is_summed_without_a_link(show: Show) -> None:
    class Whole(forms.Form):
        a = forms.CharField(required=False)

        def clean(self) -> None:
            raise forms.ValidationError("Dit past <niet> bij elkaar.")

    html = show("{% load face %}{% form_fields form %}", form=Whole({"a": "x"}))
    assert "<li>Dit past &lt;niet&gt; bij elkaar.</li>" in html


def test_every_drawing_of_a_page_has_a_table_and_a_way_past_it(show: Show) -> None:
    html = show("face/parts.html", **everything())
    figures = html.count('<figure class="drawing')
    assert figures == html.count("Toon als tabel") == html.count("Sla de tekening over") == 11
    assert html.count('class="drawing__wide"') == html.count('class="drawing__narrow"') == figures


def test_the_page_of_parts_is_drawn_for_whoever_asks(request_for: HttpRequest) -> None:
    from vijfveld.face.parts import parts

    request_for._messages = []  # type: ignore[attr-defined]
    with override_settings(
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
    ):
        assert parts(request_for).status_code == 200


@pytest.mark.parametrize("kind", ["info", "ok", "warning", "alarm"])
def test_a_notice_carries_its_heading_escaped_and_its_words_as_given(show: Show, kind: str) -> None:
    html = show("{% load face %}{% notice kind heading %}<p>Tekst</p>{% endnotice %}", kind=kind, heading="<Let op>")
    assert "&lt;Let op&gt;" in html
    assert "<p>Tekst</p>" in html
    assert f"utrecht-alert--{'error' if kind == 'alarm' else kind}" in html


def test_no_template_of_the_face_holds_a_style_attribute() -> None:
    for template in (FOLDER / "templates").rglob("*.html"):
        assert " style=" not in template.read_text(), template.name


def test_entries_that_are_tucked_away_stand_under_more_in_the_row_and_whole_in_the_narrow_menu(show: Show) -> None:
    tucked = NavItem("Overleg", "/overleggen", active=True, tucked=True)
    html = show("face/404.html", **{**FRAME, "nav": [*FRAME["nav"], tucked], "nav_tucked": [tucked]})
    row, narrow = html.split('<details class="menu">')
    assert '<summary class="more__here">Meer</summary>' in row, "the row says that one is under it"
    for part in (row, narrow):
        assert part.count('<a href="/overleggen" aria-current="page">Overleg</a>') == 1
    assert "Meer" not in narrow
    assert "Meer" not in show("face/404.html", **FRAME), "what fits needs no second place"
