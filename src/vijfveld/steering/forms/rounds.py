# SPDX-License-Identifier: EUPL-1.2
"""Forms for preparing a round, answering it, judging it and freezing it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting_forms import ActForm, EditForm
from vijfveld.node.models import Organisation, Person
from vijfveld.node.roles import Discipline, Reach
from vijfveld.steering import questions, store
from vijfveld.steering.acts.answers import Told, check_told
from vijfveld.steering.acts.evidence import Piece, check_piece
from vijfveld.steering.acts.outcomes import About, Judged, Missing, check_judged
from vijfveld.steering.acts.rounds import RoundPlan, check_plan, items_for
from vijfveld.steering.models import TestAnswer
from vijfveld.steering.testlibrary import Item, Step
from vijfveld.steering.words import CANNOT_JUDGE, STEPS, Axis, EvidenceKind, Sureness
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.forms.fields import DayField, NamesAll, words_field
from vijfveld.strategy.sayings import name_of
from vijfveld.strategy.words import Area
from vijfveld.strategy.words import Work as Kind

CHOOSE = {"required": _("Maak een keuze."), "invalid_choice": _("Kies iets uit de lijst.")}
CANNOT = "cannot"


def _several(label: Any, choices: Any, **options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, error_messages=CHOOSE, **options
    )


class RoundForm(NamesAll, ActForm):
    """What a round is about, who answers it and who assesses it."""

    library = forms.ChoiceField(label=_("Vragenlijst"), error_messages=CHOOSE)
    title = forms.CharField(
        label=_("Titel"), max_length=120, help_text=_("Bijvoorbeeld: Systeemtoets najaar 2026."),
        error_messages={"required": _("Geef de ronde een korte titel.")},
    )  # fmt: skip
    opens_on = DayField(label=_("Gaat open op"))
    closes_on = DayField(
        label=_("Sluit na"), help_text=_("Tot en met deze dag kunnen partners antwoorden. Zij krijgen een herinnering.")
    )
    areas = _several(_("Velden"), Area.choices)
    reaches = _several(_("Bereik"), [(code, capfirst(label)) for code, label in Reach.choices])
    kinds = _several(_("Soort werk"), [(code, capfirst(label)) for code, label in Kind.choices])
    assessors = _several(
        _("Wie oordeelt"), (), help_text=_("Deze organisaties lezen alle antwoorden en antwoorden niet zelf.")
    )
    sides = _several(
        _("Nodig alle partners van deze kanten uit"), [(code, capfirst(label)) for code, label in Discipline.choices],
        required=False, help_text=_("Wie oordeelt of geen vraag krijgt, wordt overgeslagen."),
    )  # fmt: skip
    partners = _several(_("Nodig deze partners uit"), (), required=False)

    def __init__(self, data: Any = None, *, day: date, **options: Any) -> None:
        super().__init__(data, **options)
        self.day = day
        self.everyone = {one.pk: one for one in Organisation.objects.filter(left_on__isnull=True).order_by("name")}
        named = [(str(pk), name_of(one)) for pk, one in self.everyone.items()]
        self._offer("partners", named)
        self._offer("assessors", named)
        self._offer("library", [(code, str(questions.said(one.titles))) for code, one in questions.shipped().items()])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def plan(self) -> RoundPlan:
        """What was filled in, with harmless values where it could not be read."""
        partners, assessors = (tuple(UUID(id) for id in self.said(name, [])) for name in ("partners", "assessors"))
        areas, reaches, kinds = (tuple(self.said(name, ["?"])) for name in ("areas", "reaches", "kinds"))
        bare = RoundPlan(
            self.said("library", "?"), self.said("title", "?"), self.said("opens_on", date.min),
            self.said("closes_on", date.max), areas, reaches, kinds, partners, assessors,
        )  # fmt: skip
        return replace(bare, partners=(*partners, *self._of_sides(bare)))

    def _of_sides(self, plan: RoundPlan) -> tuple[UUID, ...]:
        sides, items = set(self.said("sides", [])), plan.items
        taken = {*plan.partners, *plan.assessors}
        found = (one for one in self.everyone.values() if one.discipline in sides and one.pk not in taken)
        return tuple(one.pk for one in found if items_for(one, items))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_plan(self.plan, self.everyone.values(), faults, today=self.day)
        self.also(faults)
        return cleaned


class TellForm(NamesAll, EditForm):
    """An answer to one item; the same form keeps a draft or submits."""

    applies = forms.ChoiceField(
        label=_("Gaat deze vraag over uw organisatie?"), initial="ja", widget=forms.RadioSelect, error_messages=CHOOSE,
        choices=[("ja", _("Ja")), ("nee", _("Nee, dit is niet van toepassing"))],
    )  # fmt: skip
    level = forms.TypedChoiceField(
        label=_("Wat past nu bij uw organisatie?"), widget=forms.RadioSelect, required=False, coerce=int,
        empty_value=None,
        help_text=_("Elk niveau heeft alles van het vorige. Twijfelt u? Kies het laagste van de twee."),
        error_messages=CHOOSE,
    )  # fmt: skip
    sureness = forms.ChoiceField(
        label=_("Hoe zeker bent u hiervan?"), choices=[(code, capfirst(label)) for code, label in Sureness.choices],
        widget=forms.RadioSelect, required=False, error_messages=CHOOSE,
    )  # fmt: skip
    explanation = words_field(
        _("Toelichting"),
        help_text=_("Waar ziet u dit aan? De toetsers en de coördinator lezen dit. Noem geen personen."),
    )
    aloud = forms.BooleanField(label=_("Zet deze toelichting woordelijk in het rapport voor iedereen"), required=False)
    reason = words_field(_("Waarom is dit niet van toepassing?"), help_text=_("Alleen nodig als u “nee” koos."))

    def __init__(self, data: Any = None, *, item: Item, scale: tuple[Step, ...], answer: TestAnswer | None) -> None:
        known = ("level", "sureness", "explanation", "aloud", "reason", "version")
        given = {name: getattr(answer, name) for name in known} if answer else {"version": 0}
        super().__init__(data, initial={**given, "applies": "nee" if answer and answer.reason else "ja"})
        self.steps, self.whole = len(scale), bool(data) and "submit" in data
        words = questions.said(item.words)
        texts = words.levels or tuple(questions.said(step.words).title for step in scale)
        self.fields["level"].choices = [(n, f"{n}. {text}") for n, text in enumerate(texts)]  # type: ignore[attr-defined]

        self._needed(True)

    def _needed(self, needed: bool) -> None:
        for name in ("level", "sureness"):
            self.fields[name].required = needed

    def full_clean(self) -> None:
        """Level and sureness read as needed, but a draft may lack them: when they are is told by the act's rules."""
        self._needed(False)
        super().full_clean()
        self._needed(True)

    @property
    def told(self) -> Told:
        """What was filled in."""
        return Told(
            applies=self.said("applies", "ja") == "ja", level=self.cleaned_data.get("level"),
            sureness=self.said("sureness", ""), explanation=self.said("explanation", ""),
            reason=self.said("reason", ""), aloud=bool(self.said("aloud", False)),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_told(self.told, faults, steps=self.steps, whole=self.whole)
        self.also(faults)
        return cleaned


class DelegateForm(EditForm):
    """Which colleague drafts an item."""

    to = forms.ChoiceField(label=_("Wie schrijft het concept?"), required=False, error_messages=CHOOSE)

    def __init__(self, data: Any = None, *, people: Iterable[Person], **options: Any) -> None:
        super().__init__(data, **options)
        named = [(str(one.pk), one.name) for one in people]
        self.fields["to"].choices = [("", _("Alleen de liaison")), *named]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> UUID | None:
        """The colleague, or nobody."""
        return UUID(self.cleaned_data["to"]) if self.cleaned_data["to"] else None


class EvidenceForm(NamesAll, EditForm):
    """A piece of evidence: a file, or where it can be read."""

    title = forms.CharField(
        label=_("Wat is het?"), max_length=140, error_messages={"required": _("Geef het bewijs een korte titel.")}
    )
    sort = forms.ChoiceField(
        label=_("Soort bewijs"), choices=[(code, capfirst(label)) for code, label in EvidenceKind.choices],
        error_messages=CHOOSE,
    )  # fmt: skip
    content = forms.FileField(
        label=_("Bestand"), required=False, allow_empty_file=True,
        help_text=_("Pdf, tekst, beeld of kantoordocument, tot 20 MB. Geen namen van betrokkenen."),
    )  # fmt: skip
    reference = forms.CharField(
        label=_("Of: waar is het te lezen?"),
        required=False,
        max_length=300,
        help_text=_("Bijvoorbeeld een zaaknummer."),
    )
    expires_on = DayField(label=_("Geldig tot en met"), required=False)

    def __init__(self, data: Any = None, files: Any = None, *, day: date, **options: Any) -> None:
        super().__init__(data, files, **options)
        self.day = day

    @property
    def piece(self) -> Piece:
        """What was filled in."""
        file = self.cleaned_data.get("content")
        content = file.read(store.MOST_BYTES + 1) if file else b""
        return Piece(
            self.said("title", "?"), self.said("sort", EvidenceKind.OTHER), content,
            self.said("reference", ""), self.cleaned_data.get("expires_on"),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        self.read = self.piece
        check_piece(self.read, faults, today=self.day)
        self.also(faults)
        return cleaned


class ReturnForm(EditForm):
    """What a partner must still add."""

    because = words_field(_("Wat mist er nog?"), required=_("Schrijf wat er nog mist."))


class StepForm(NamesAll, EditForm):
    """A judgement. No step is chosen beforehand."""

    step = forms.ChoiceField(
        label=_("Uw oordeel"), widget=forms.RadioSelect, required=False, error_messages=CHOOSE,
        choices=[*((str(n), capfirst(words)) for n, words in enumerate(STEPS)), (CANNOT, capfirst(CANNOT_JUDGE))],
    )  # fmt: skip
    reasons = words_field(_("Redenen"), help_text=_("Waarop rust dit oordeel? Iedereen leest dit."))
    dissent = words_field(_("Afwijkende mening"), help_text=_("Zag een toetser het anders? Schrijf op wat, en waarom."))

    @property
    def judged(self) -> Judged:
        """What was filled in."""
        step = self.said("step", "")
        return Judged(
            int(step) if step.isdigit() else None, self.said("reasons", ""), self.said("dissent", ""), step == CANNOT
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        faults = Faults()
        check_judged(self.judged, faults)
        self.also(faults)
        return cleaned


class ReservationForm(ActForm):
    """What a partner objects to, in its own words."""

    about = forms.ChoiceField(label=_("Waarbij maakt u een voorbehoud?"), error_messages=CHOOSE)
    words = words_field(
        _("Uw voorbehoud"), required=_("Schrijf uw voorbehoud. Het staat zo in het rapport."),
        help_text=_("Iedereen leest uw woorden zoals u ze schrijft. Binnen vier weken krijgt u antwoord."),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, fields: Iterable[tuple[str, str]], items: Iterable[Item], **options: Any
    ) -> None:
        super().__init__(data, **options)
        steps = [(f"{area}/{axis}", f"{Area(area).label}, {Axis(axis).label}") for area, axis in fields]
        asked = [(item.code, f"{item.label} {questions.said(item.words).question}") for item in items]
        self.fields["about"].choices = [  # type: ignore[attr-defined]
            ("", _("Maak een keuze")), (_("Een oordeel"), steps), (_("Een vraag"), asked),
        ]  # fmt: skip

    @property
    def subject(self) -> About:
        """What it is about."""
        chosen = self.cleaned_data["about"]
        area, _slash, axis = chosen.partition("/")
        return About(area=area, axis=axis) if axis in Axis.values else About(item=chosen)


class ReplyForm(EditForm):
    """A reply to a reservation."""

    reply = words_field(_("Uw antwoord"), required=_("Schrijf een antwoord."), help_text=_("Iedereen leest dit."))


class FindingForm(ActForm):
    """What is missing and what would mend it."""

    area = forms.ChoiceField(label=_("Veld"), error_messages=CHOOSE)
    title = forms.CharField(
        label=_("Titel"), max_length=140, error_messages={"required": _("Geef de bevinding een korte titel.")}
    )
    missing = words_field(_("Wat ontbreekt?"), required=_("Schrijf wat er ontbreekt."))
    proposal = words_field(_("Welke inzet herstelt dit?"), required=_("Schrijf welke inzet dit kan herstellen."))
    items = _several(_("Vragen waaruit dit blijkt"), (), required=False)

    def __init__(self, data: Any = None, *, areas: Iterable[str], items: Iterable[Item], **options: Any) -> None:
        super().__init__(data, **options)
        named = [(area, Area(area).label) for area in areas]
        self.fields["area"].choices = [("", _("Maak een keuze")), *named]  # type: ignore[attr-defined]
        asked = [(one.code, f"{one.label} {questions.said(one.words).question}") for one in items if one.area]
        self.fields["items"].choices = asked  # type: ignore[attr-defined]

    @property
    def found(self) -> Missing:
        """What was filled in."""
        told = self.cleaned_data
        return Missing(told["area"], told["title"], told["missing"], told["proposal"], tuple(told["items"]))


class LinkForm(EditForm):
    """Which fixed effort closes a finding."""

    effort = forms.ChoiceField(
        label=_("Vaste inzet"),
        error_messages=CHOOSE,
        help_text=_("Inzet die op deze bevinding rust, of ervoor is vergroot."),
    )

    def __init__(self, data: Any = None, *, efforts: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["effort"].choices = [("", _("Maak een keuze")), *efforts]  # type: ignore[attr-defined]


class FreezeForm(EditForm):
    """The one sentence without which nothing is frozen."""

    not_measurable = words_field(
        _("Wat kan deze toets niet meten?"), required=_("Schrijf wat deze toets niet kan meten."),
        help_text=_("Bijvoorbeeld: of er aanslagen zijn voorkomen. Dit staat vooraan in het rapport."),
    )  # fmt: skip
