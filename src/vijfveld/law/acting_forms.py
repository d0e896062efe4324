# SPDX-License-Identifier: EUPL-1.2
"""Forms that do an act: nothing typed is lost, every problem is told at once, a form sent twice acts once.

form = AskForm(request.POST or None)
if form.is_valid() and form.do(request, ask_partner, effort.id, **form.typed):
    return redirect(form.outcome)
return render(request, "strategy/ask.html", {"form": form}, status=form.status)
"""

import secrets
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from vijfveld.law.acting import Act
from vijfveld.law.refusals import Invalid, Refused, Stale

UNREADABLE = _("Dit formulier is niet meer goed te lezen. Open de pagina opnieuw.")


class ActForm(forms.Form):
    """A form behind which stands one act; its visible fields are named as the act names its input."""

    required_css_class = ""
    use_required_attribute = False

    key = forms.CharField(
        required=False, max_length=80, widget=forms.HiddenInput, error_messages={"max_length": UNREADABLE}
    )
    outcome: Any = None
    refusal: Refused | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = secrets.token_urlsafe(18)

    def clean_key(self) -> str:
        """The key of this form; one that came without gets its own."""
        return self.cleaned_data["key"] or str(self.fields["key"].initial)

    @property
    def typed(self) -> dict[str, Any]:
        """What was filled in, without the fields that a person does not see."""
        seen = {bound.name for bound in self.visible_fields()}
        return {name: value for name, value in self.cleaned_data.items() if name in seen}

    def do(self, request: HttpRequest, act: Act[Any, Any], /, *args: Any, **kwargs: Any) -> bool:
        """Do the act for whoever sent the form; when refused, say why on the form and give False."""
        try:
            self.outcome = act(request.caller(self.cleaned_data["key"]), *args, **kwargs)  # type: ignore[attr-defined]
        except Refused as refusal:
            self.refuse(refusal)
        return self.refusal is None

    def refuse(self, refusal: Refused) -> None:
        """Show a refusal: its problems beside their fields, anything else above the form."""
        self.refusal = refusal
        for name, problem in refusal.problems.items():
            self.add_error(name, problem)
        if not isinstance(refusal, Invalid):
            self.add_error(None, forms.ValidationError(refusal.sentence, code=refusal.code))

    def add_error(self, field: str | None, error: Any) -> None:
        """Problems of fields that nobody sees belong to the form as a whole."""
        if field and (field not in self.fields or self[field].is_hidden):
            field = None
        super().add_error(field, error)

    @property
    def stale(self) -> bool:
        """Whether somebody else changed the record after this form was opened."""
        return isinstance(self.refusal, Stale)

    @property
    def status(self) -> int:
        """The status of the page that shows this form."""
        if self.refusal is not None:
            return self.refusal.status
        return 400 if self.is_bound and self.errors else 200


class EditForm(ActForm):
    """A form that changes a record: it remembers the version that was read."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": UNREADABLE, "invalid": UNREADABLE}
    )

    def renew(self, version: int) -> None:
        """After `stale`: keep what was typed and stand on the version that stands now, shown beside the form."""
        data: Any = self.data
        self.data = data.copy()
        self.data[self.add_prefix("version")] = str(version)  # type: ignore[index]
