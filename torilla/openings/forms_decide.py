"""Forms of deciding: proposals, decisions, meetings, exceptions to the chain."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from torilla.openings.deciding import Outcome, Verdict
from torilla.openings.judging import Judged
from torilla.openings.objections import in_a_line

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
DAY_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]

OUTCOMES = [
    (Outcome.APPROVED.value, _("Approve")),
    (Outcome.RETURNED.value, _("Return with questions")),
    (Outcome.DECLINED.value, _("Decline")),
]
LATER = (Outcome.DEFERRED.value, _("Move to a later meeting"))


class ProposeForm(forms.Form):
    """A reason for each rule that does not hold and with which one may go on."""

    def __init__(self, *args: Any, objections: Sequence[Judged], **options: Any) -> None:
        super().__init__(*args, **options)
        self.objections = objections
        for each in objections:
            self.fields[f"reason_{each.rule}"] = forms.CharField(
                label=in_a_line(each),
                help_text=_("Write why the application is proposed all the same."),
                widget=forms.Textarea(attrs={"rows": 2}),
                max_length=2000,
            )

    def reasons(self) -> dict[str, str]:
        return {each.rule: self.cleaned_data[f"reason_{each.rule}"] for each in self.objections}


class VerdictForm(forms.Form):
    """One decision."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=OUTCOMES, widget=forms.RadioSelect)
    condition = forms.CharField(
        label=_("Condition of the approval"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )
    reason = forms.CharField(
        label=_("Questions to the applicant, or the reasons"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )
    resources_confirmed = forms.BooleanField(
        label=_("There are people and time for the account (C10)"), required=False
    )

    field_order = ("outcome", "section", "condition", "reason", "resources_confirmed")

    def verdict(self, **more: Any) -> Verdict:
        given = {name: self.cleaned_data[name] for name in VerdictForm.base_fields}
        return Verdict(**given, **more)


class ItemForm(VerdictForm):
    """One matter of a meeting; without a decision it goes on awaiting the group."""

    section = forms.CharField(
        label=_("Section"),
        help_text=_("Its number, with a letter if it has one: 14 or 14 a."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 6}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        outcome = self.fields["outcome"]
        outcome.required = False
        outcome.choices = [*OUTCOMES, LATER]  # type: ignore[attr-defined]
        # What is decided needs all of these: to call them optional would mislead.
        for field in self.fields.values():
            field.unmarked = True  # type: ignore[attr-defined]


class ExceptionForm(forms.Form):
    """Which steps of the chain are left out, who decided so, when and why."""

    steps = forms.TypedMultipleChoiceField(
        label=_("Steps that are left out"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    decided_by = forms.CharField(label=_("Who decided so"), max_length=200)
    decided_on = forms.DateField(
        label=_("Day of that decision"), widget=DAY, input_formats=DAY_FORMATS
    )
    reason = forms.CharField(
        label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )

    def __init__(self, *args: Any, steps: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["steps"].choices = steps  # type: ignore[attr-defined]
