# SPDX-License-Identifier: EUPL-1.2
"""A form made ready for drawing: every field with its classes, help and errors tied to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.forms import (
    BaseForm,
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    RadioSelect,
    Select,
    Textarea,
    Widget,
)
from django.utils.safestring import SafeString

_CLASSES: Final = (
    (CheckboxInput, "choice__input"),
    (CheckboxSelectMultiple, ""),
    (RadioSelect, ""),
    (FileInput, "file"),
    (Textarea, "utrecht-textarea utrecht-textarea--html-textarea"),
    (Select, "utrecht-select utrecht-select--html-select"),
)
_TEXTBOX: Final = "utrecht-textbox utrecht-textbox--html-input"


@dataclass(frozen=True)
class Drawn:
    """One field with its widget drawn; `kind` is "line", "group" or "tick"."""

    bound: BoundField
    kind: str
    widget: SafeString

    @property
    def target(self) -> str:
        """The id that a link in the error summary leads to."""
        return f"{self.bound.auto_id}_0" if self.kind == "group" else self.bound.auto_id

    @property
    def help_id(self) -> str:
        """The id of the help text."""
        return f"{self.bound.auto_id}_uitleg"

    @property
    def error_id(self) -> str:
        """The id of the errors beside the field."""
        return f"{self.bound.auto_id}_fout"


@dataclass(frozen=True)
class Mistake:
    """One line in the summary of errors, with the field it leads to, if any."""

    label: str
    text: str
    target: str = ""


def fields_of(form: BaseForm) -> list[Drawn]:
    """The visible fields, drawn."""
    return [_drawn(bound) for bound in form.visible_fields()]


def errors_of(form: BaseForm) -> list[Mistake]:
    """Every error of the form, those of the whole form first."""
    whole = [Mistake("", str(error)) for error in form.non_field_errors()]
    return whole + [mistake for bound in form.visible_fields() for mistake in _mistakes(bound)]


def _mistakes(bound: BoundField) -> Iterator[Mistake]:
    target = f"{bound.auto_id}_0" if _kind(bound.field.widget) == "group" else bound.auto_id
    for error in bound.errors:
        yield Mistake(str(bound.label), str(error), target)


def _kind(widget: Widget) -> str:
    if isinstance(widget, (RadioSelect, CheckboxSelectMultiple)):
        return "group"
    return "tick" if isinstance(widget, CheckboxInput) else "line"


def _drawn(bound: BoundField) -> Drawn:
    kind = _kind(bound.field.widget)
    blank = Drawn(bound, kind, SafeString(""))
    classes = _class_of(bound)
    attributes: dict[str, str | bool] = {"class": classes} if classes else {}
    described = [blank.help_id] if bound.help_text else []
    if bound.errors:
        attributes["aria-invalid"] = "true"
        described.append(blank.error_id)
    if described and kind != "group":
        attributes["aria-describedby"] = " ".join(described)
    return Drawn(bound, kind, bound.as_widget(attrs=attributes))


def _class_of(bound: BoundField) -> str:
    widget = bound.field.widget
    own = next((name for kind, name in _CLASSES if isinstance(widget, kind)), _TEXTBOX)
    return " ".join(filter(None, (own, widget.attrs.get("class", ""))))
