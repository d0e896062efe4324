# SPDX-License-Identifier: EUPL-1.2
"""Forms for answering: the answer, who drafts it, the evidence beside it, and what must still be added."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting_forms import EditForm
from vijfveld.node.models import Person
from vijfveld.steering import questions, store
from vijfveld.steering.acts.answers import Told, check_told
from vijfveld.steering.acts.evidence import Piece, check_piece
from vijfveld.steering.forms.choices import CHOOSE
from vijfveld.steering.models import TestAnswer
from vijfveld.steering.testlibrary import Item, Step
from vijfveld.steering.words import EvidenceKind, Sureness
from vijfveld.strategy.acts.faults import Faults
from vijfveld.strategy.forms.fields import DayField, NamesAll, words_field


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
        self.answer = answer
        self.steps, self.whole = len(scale), bool(data) and "submit" in data
        words = questions.said(item.words)
        texts = words.levels or tuple(questions.said(step.words).title for step in scale)
        self.fields["level"].choices = [(n, f"{n}. {text}") for n, text in enumerate(texts)]  # type: ignore[attr-defined]

        self._needed(True)

    def _needed(self, needed: bool) -> None:
        for name in ("level", "sureness", "reason"):
            self.fields[name].required = needed

    def full_clean(self) -> None:
        """These read as needed, but a draft may lack them: when they are is told by the act's rules."""
        self._needed(False)
        super().full_clean()
        self._needed(True)

    @property
    def unchanged(self) -> bool:
        """Whether what was filled in is what stands already, so that a submitted answer may stay submitted."""
        return _as_kept(self.told) == (_as_kept(_kept(self.answer)) if self.answer else Told())

    @property
    def filled(self) -> list[tuple[str, str]]:
        """What was sent, in words and as it was typed, also where it could not be kept: by label."""
        shown = []
        for bound in self.visible_fields():
            typed, field = bound.value(), bound.field
            if isinstance(field, forms.ChoiceField):
                offered: Any = field.choices
                typed = {str(code): label for code, label in offered}.get(str(typed), "")
            elif isinstance(field, forms.BooleanField):
                typed = _("Ja") if typed else ""
            if typed:
                shown.append((str(bound.label), str(typed)))
        return shown

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


def _kept(answer: TestAnswer) -> Told:
    return Told(
        not answer.reason, answer.level, answer.sureness, answer.explanation, answer.reason, answer.aloud
    )  # fmt: skip


def _as_kept(told: Told) -> Told:
    """What an answer keeps of what is told, whatever ends its lines."""
    explanation, reason = ("\n".join(words.strip().splitlines()) for words in (told.explanation, told.reason))
    if told.applies:
        return replace(told, explanation=explanation, reason="")
    return Told(applies=False, reason=reason, aloud=told.aloud)


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
