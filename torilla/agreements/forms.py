"""Forms of agreements: what people write becomes what commands take."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from torilla.agreements.models import Agreement
from torilla.agreements.terms import Terms
from torilla.connectors import registry
from torilla.people.forms import DAY, DAY_FORMATS

OTHER = "other"
LONG = 4000
BOTH = {
    "required": _(
        "Write both: what speaks for a separate work profile, and what for acting as oneself."
    )
}


def day_field(**options: Any) -> forms.DateField:
    return forms.DateField(widget=DAY, input_formats=DAY_FORMATS, **options)


def text_field(rows: int = 3, **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(widget=widget, max_length=LONG, **options)


def networks() -> list[tuple[str, Any]]:
    """Every network this version knows, and any other."""
    known = [(network.slug, network.name) for network in registry.networks()]
    return [*known, (OTHER, _("another network"))]


class TermsForm(forms.Form):
    """What both kinds have in common. `without`: fields that this reader or policy has no use for; `needed`:
    those without which the policy stops it; `first_day`: the day on which a renewal begins, which nobody chooses.
    """

    first_day = day_field(label=_("First day"))
    last_day = day_field(
        label=_("Last day"),
        help_text=_("Both of you are told in good time before it, and may renew the agreement."),
    )
    reason = text_field(
        label=_("Reason"),
        help_text=_(
            "Only if something above is not as the guideline says: why it goes on nevertheless."
        ),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        without: Collection[str] = (),
        needed: Collection[str] = (),
        first_day: date | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.first_day = first_day
        for name in needed:
            if name in self.fields:
                self.fields[name].required = True
        for name in (*without, *(["first_day"] if first_day else [])):
            self.fields.pop(name, None)

    def terms(self) -> Terms:
        """What `propose` and `renew` take."""
        said = {key: value for key, value in self.cleaned_data.items() if value is not None}
        if self.first_day is not None:
            said["first_day"] = self.first_day
        return Terms(**said)


class TimeForm(TermsForm):
    """Working time for the municipality's accounts (K2, K8)."""

    scope = text_field(
        label=_("What is the work?"),
        help_text=_(
            "For example: “Aino keeps the library’s Facebook and Instagram: writes posts, answers "
            "questions.” Poor: “social media”."
        ),
    )
    hours = forms.DecimalField(
        label=_("Hours a week"),
        help_text=_("As it is in an ordinary week, for example 3 or 1,5."),
        min_value=Decimal("0.5"),
        max_value=Decimal(40),
        max_digits=4,
        decimal_places=1,
        localize=True,
    )
    duty_times_confirmed = forms.BooleanField(
        label=_("The duty hours shown above are right for this work (K8)"), required=False
    )
    substitutes_confirmed = forms.BooleanField(
        label=_("The substitutes shown above have been agreed with them (C9)"), required=False
    )
    work_matters_only = forms.BooleanField(
        label=_(
            "In working time I handle matters of my work only, not those of my elected office (L1)"
        ),
        required=False,
    )

    field_order = (
        "scope", "hours", "first_day", "last_day", "duty_times_confirmed", "substitutes_confirmed",
        "work_matters_only", "reason",
    )  # fmt: skip


class ProfileForm(TermsForm):
    """An own profile in work matters (K3, K6, K7, C16, S2, S3)."""

    network = forms.ChoiceField(label=_("Network"), choices=networks)
    address = forms.CharField(
        label=_("Address or name of the profile"),
        help_text=_("As you state it. Torilla keeps it as text and never looks the profile up."),
        max_length=500,
    )
    scope = text_field(
        label=_("On which matters?"),
        help_text=_("For example: “library services and events, as a librarian”."),
    )
    for_work_profile = text_field(
        error_messages=BOTH,
        label=_("What speaks for a separate work profile? (K7)"),
        help_text=_("For example distance, protection, leisure kept apart."),
        required=False,
    )
    for_own_profile = text_field(
        error_messages=BOTH,
        label=_("What speaks for acting as oneself? (K7)"),
        help_text=_("For example approachability, a known face, networks that are there already."),
        required=False,
    )
    profile = forms.ChoiceField(
        label=_("What do you choose?"), choices=Agreement.Profile.choices, widget=forms.RadioSelect
    )
    founded_on = forms.ChoiceField(
        label=_("On which e-mail address does the profile stand?"),
        help_text=_(
            "A private profile is not made with the municipality’s address (S2). A work address is for a "
            "profile opened for work (S3)."
        ),
        choices=Agreement.Founded.choices,
        widget=forms.RadioSelect,
    )

    field_order = (
        "network", "address", "scope", "for_work_profile", "for_own_profile", "profile", "founded_on",
        "first_day", "last_day", "reason",
    )  # fmt: skip


class AnswerForm(forms.Form):
    """Agree, or decline with a reason."""

    agrees = forms.TypedChoiceField(
        label=_("Your answer"),
        choices=[("yes", _("I agree")), ("no", _("I decline"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    work_matters_only = forms.BooleanField(
        label=_(
            "In working time I handle matters of my work only, not those of my elected office (L1)"
        ),
        required=False,
    )
    words = text_field(
        label=_("In your own words"),
        help_text=_("If you decline: why, and what would be right."),
        required=False,
    )
    reason = text_field(
        label=_("Reason"),
        help_text=_(
            "Only if something above is not as the guideline says: why it goes on nevertheless."
        ),
        required=False,
    )

    def __init__(self, *args: Any, without: Collection[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        for name in without:
            del self.fields[name]


class EndForm(forms.Form):
    """From which day it holds no longer."""

    from_day = day_field(label=_("The first day without the agreement"))
