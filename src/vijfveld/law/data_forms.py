# SPDX-License-Identifier: EUPL-1.2
"""The forms with which a file is brought: the file, its columns, and what happens with rows that give a choice."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vijfveld.law.acting_forms import ActForm, EditForm
from vijfveld.law.acts.importing import Upload, type_of
from vijfveld.law.data.declaring import SOURCE, DataType
from vijfveld.law.data.lines import guess, mapping_problems
from vijfveld.law.data.reading import Table, Unfit, open_table
from vijfveld.law.data.reading.tables import MOST_BYTES
from vijfveld.law.models import Import, OnConflict


class FileForm(ActForm):
    """The file to bring."""

    file = forms.FileField(
        label=gettext_lazy("Bestand"), max_length=200,
        help_text=gettext_lazy("Een werkmap (.xlsx) of CSV, ten hoogste 20 MB en 100.000 regels."),
        error_messages={"required": gettext_lazy("Kies een bestand."), "empty": gettext_lazy("Dit bestand is leeg.")},
    )  # fmt: skip

    def clean_file(self) -> Any:
        """A file that can be read as a table."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("Dit bestand is groter dan 20 MB. Verdeel het."))
        try:
            upload = Upload(str(file.name), file.read())
            open_table(upload.content, name=upload.name)
        except Unfit as unfit:
            raise forms.ValidationError(str(unfit)) from unfit
        return upload


class ColumnsForm(EditForm):
    """Which column of the file is what."""

    source = forms.CharField(
        label=gettext_lazy("Systeem waaruit de regels komen"), max_length=40,
        help_text=gettext_lazy("Een korte naam, elke keer dezelfde. Zo herkent Vijfveld de regels later."),
        error_messages={"required": gettext_lazy("Noem het systeem waaruit de regels komen.")},
    )  # fmt: skip
    sheet = forms.ChoiceField(label=gettext_lazy("Blad"))
    saved_as = forms.CharField(
        label=gettext_lazy("Bewaar deze keuze als"), max_length=60, required=False,
        help_text=gettext_lazy("Bij een volgend bestand met dezelfde kolommen bieden wij haar weer aan."),
    )  # fmt: skip

    def __init__(self, *args: Any, data_type: DataType, table: Table, **options: Any) -> None:
        super().__init__(*args, **options)
        self.type, self.table = data_type, table
        self.fields["sheet"].choices = [(name, name) for name in table.sheets]  # type: ignore[attr-defined]
        offered = [("", _("Niet in dit bestand")), *((name, name) for name in table.headers if name)]
        for column in data_type.all_columns:
            if column.name != SOURCE.name:
                self.fields[f"column-{column.name}"] = forms.ChoiceField(
                    label=column.header, help_text=column.help, choices=offered, required=column.required,
                    error_messages={"required": _("Kies een kolom.")},
                )  # fmt: skip

    @property
    def columns(self) -> dict[str, str]:
        """The choice of columns; the column of the source is found by its header."""
        start = "column-"
        chosen = {name[len(start) :]: value for name, value in self.cleaned_data.items() if name.startswith(start)}
        known = guess(self.type, self.table.headers)
        return chosen | ({SOURCE.name: known[SOURCE.name]} if SOURCE.name in known else {})

    def clean(self) -> dict[str, Any]:
        """Every column is chosen once."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name, sentence in mapping_problems(self.type, self.columns, self.table.headers).items():
            if f"column-{name}" in self.fields and f"column-{name}" not in self.errors:
                self.add_error(f"column-{name}", sentence)
        return cleaned


class StartForm(EditForm):
    """What happens with rows that are there already, and with rows that have a problem."""

    on_conflict = forms.ChoiceField(
        label=gettext_lazy("Een regel is er al en zegt iets anders"), widget=forms.RadioSelect,
        choices=[
            (OnConflict.STOP, gettext_lazy("Stop, en lees niets in")),
            (OnConflict.SKIP, gettext_lazy("Sla de regel over")),
            (OnConflict.UPDATE, gettext_lazy("Werk bij met wat in het bestand staat")),
        ],
    )  # fmt: skip
    leave_faulty = forms.BooleanField(
        label=gettext_lazy("Lees de goede regels in en laat regels met een probleem achter"), required=False
    )

    def __init__(self, *args: Any, found: Import, **options: Any) -> None:
        """Ask only what the check gives reason to ask."""
        super().__init__(*args, **options)
        brings, conflict = type_of(found).brings, self.fields["on_conflict"]
        if brings is None or brings.change is None:
            conflict.choices = [one for one in conflict.choices if one[0] != OnConflict.UPDATE]  # type: ignore[attr-defined]
        if not any(problem[4] for problem in found.problems):
            del self.fields["on_conflict"]
        if not found.refused:
            del self.fields["leave_faulty"]

    @property
    def choices(self) -> dict[str, Any]:
        """What was chosen; what was not asked stops the work should it come up after all."""
        return {"on_conflict": OnConflict.STOP.value, **self.typed}
