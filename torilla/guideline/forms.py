"""Forms of the guideline: what people type becomes what commands take."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from torilla.guideline.models import Handling

LARGEST = 20 * 1024 * 1024
_WRITTEN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


class DocumentForm(forms.Form):
    """The municipality's own document."""

    file = forms.FileField(
        label=_("The guideline as a file"),
        help_text=_("Text, DOCX or PDF, at most 20 MB. It stays in this installation."),
        error_messages={
            "required": _("Choose the file."),
            "empty": _("The file is empty. Choose another."),
        },
    )
    force = forms.BooleanField(
        label=_("Load it even if most clauses are not found in it"), required=False
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 20 MB. Choose a smaller one."))
        return file


class HandlingForm(forms.Form):
    """How a body handled the guideline; what is not known is left empty."""

    body = forms.CharField(
        label=_("Who handled it"),
        max_length=200,
        help_text=_("For example kunnanvaltuusto"),
        error_messages={"required": _("Say who handled it.")},
    )
    day = forms.CharField(
        label=_("When"),
        max_length=10,
        required=False,
        help_text=_("7.6.2022, or only 2022-06 or 2022"),
    )
    section = forms.CharField(label=_("Section (§)"), max_length=20, required=False)
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=[("", _("not known")), *Handling.Outcome.choices],
    )
    case_number = forms.CharField(label=_("Case number"), max_length=50, required=False)

    def clean_day(self) -> str:
        """7.6.2022 becomes 2022-06-07; the command judges whether it is a day at all."""
        given = self.cleaned_data["day"].strip()
        written = _WRITTEN.fullmatch(given)
        if written:
            day, month, year = written.groups()
            return f"{year}-{int(month):02}-{int(day):02}"
        return str(given)


class DayField(forms.DateField):
    """A day as people write it here, or as a date field sends it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **given: Any) -> None:
        errors = {
            "required": _("Give the day."),
            "invalid": _("Write the day as 1.3.2027."),
        }
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y"], error_messages=errors, **given)


class InForceForm(forms.Form):
    """Since when the guideline is in force."""

    since = DayField(label=_("In force since"))


class WaiverForm(forms.Form):
    """Why one subject is excused from one rule, and until when."""

    reason = forms.CharField(
        label=_("Why"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("Others can read this. Do not write personal matters here."),
        error_messages={"required": _("Say why.")},
    )
    until = DayField(label=_("Until when"), help_text=_("The last day; at most a year from now."))
