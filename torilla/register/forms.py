"""Forms of the register: what people type becomes what commands take."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from torilla.connectors import registry
from torilla.connectors.address import Address, Ambiguous, NotRecognised
from torilla.people.models import Person, Unit
from torilla.register.models import AccountRecord, Credential, Inquiry, Seen, Stewardship
from torilla.register.words import AIMS, AUDIENCES, PURPOSES, choices

READ_FROM_ADDRESS = ""


def network_choices() -> list[tuple[str, Any]]:
    """Every network this version knows, after "read from the address"."""
    known = [(network.slug, network.name) for network in registry.networks()]
    return [(READ_FROM_ADDRESS, _("Read from the address")), *known]


def read_address(text: str, network: str) -> Address:
    """The account's address; ValidationError with one sentence when it is none."""
    try:
        return registry.read_on(network, text) if network else registry.read(text)
    except Ambiguous as several:
        names = ", ".join(registry.network(c.network).name for c in several.candidates)
        raise ValidationError(
            _("A name alone does not say where the account is. Choose the network: %(names)s."),
            params={"names": names},
        ) from several
    except NotRecognised as error:
        reason = error.reason
        raise ValidationError(gettext(reason.message).format(**reason.values)) from error


class AddressFields(forms.Form):
    """An address as somebody pastes it, and the network where the address does not say it."""

    address = forms.CharField(
        label=_("Address or name of the account"),
        help_text=_("For example facebook.com/mallilankunta or @mallilankunta"),
        max_length=500,
    )
    network = forms.ChoiceField(label=_("Network"), required=False, choices=network_choices)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "address" in cleaned:
            try:
                cleaned["read"] = read_address(cleaned["address"], cleaned.get("network", ""))
            except ValidationError as error:
                self.add_error("address", error)
        return cleaned


class UnitField(forms.ModelChoiceField):
    """A unit that has not ended, with the one above it in its label."""

    def __init__(self, **options: Any) -> None:
        units = Unit.objects.filter(ended_at=None).select_related("parent")
        super().__init__(queryset=units, **options)

    def label_from_instance(self, unit: Unit) -> str:  # type: ignore[override]
        return f"{unit.name} ({unit.parent.name})" if unit.parent else unit.name


class AddForm(AddressFields):
    """A new row in the register."""

    name = forms.CharField(
        label=_("What do you call the account?"),
        help_text=_("For example “Library · Facebook”. Empty: made of the name and the network."),
        max_length=200,
        required=False,
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=AccountRecord.Kind.choices, required=False)
    unit = UnitField(
        label=_("Owner"),
        help_text=_("The unit that keeps the account and names those who act in it (K4)."),
        required=False,
        empty_label=_("Not known yet"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("name") and "read" in cleaned:
            address = cleaned["read"]
            cleaned["name"] = f"{address.handle} · {registry.network(address.network).name}"
        return cleaned


class RecordForm(AddressFields):
    """Everything that the register says of an account and that a person may correct."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("What do you call the account?"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=AccountRecord.Kind.choices, required=False)
    unit = UnitField(label=_("Owner"), required=False, empty_label=_("Not known yet"))
    role_address = forms.EmailField(
        label=_("Role address"),
        help_text=_("The unit’s shared address on which the account rests, not one person’s (S1)."),
        required=False,
    )
    aims = forms.MultipleChoiceField(
        label=_("What do residents gain? (T1)"),
        choices=choices(AIMS),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    audiences = forms.MultipleChoiceField(
        label=_("With whom? (T1)"),
        choices=choices(AUDIENCES),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    purposes = forms.MultipleChoiceField(
        label=_("As what? (T1)"),
        choices=choices(PURPOSES),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    purpose = forms.CharField(
        label=_("In your own words: what is the account for?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
    )
    plan = forms.CharField(
        label=_("What is published in the first weeks, and by whom? (C9)"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
    )

    field_order = (
        "version", "name", "address", "network", "kind", "unit", "role_address",
        "aims", "audiences", "purposes", "purpose", "plan",
    )  # fmt: skip

    def changes(self) -> dict[str, Any]:
        """What `change_account` takes as changes."""
        taken = (
            "name", "kind", "unit", "role_address", "aims", "audiences", "purposes", "purpose", "plan",
        )  # fmt: skip
        return {name: self.cleaned_data[name] for name in taken}


class NameForm(forms.Form):
    """Somebody is named to an account."""

    person = forms.ModelChoiceField(
        label=_("Whom do you name?"), queryset=Person.objects.none(), widget=forms.RadioSelect
    )
    role = forms.ChoiceField(
        label=_("As what?"), choices=Stewardship.Role.choices, widget=forms.RadioSelect
    )
    since = forms.DateField(
        label=_("From which day?"),
        help_text=_("Empty: from now on."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["person"]
        field.queryset = people  # type: ignore[attr-defined]
        field.empty_label = None  # type: ignore[attr-defined]

    def clean_since(self) -> datetime | None:
        """The day's beginning in the municipality's time; None for now."""
        day = self.cleaned_data["since"]
        if day is None:
            return None
        return datetime.combine(day, time(), timezone.get_default_timezone())


class SeenForm(forms.Form):
    """What somebody saw on the network or the site."""

    what = forms.ChoiceField(
        label=_("What did you look at?"), choices=Seen.What.choices, widget=forms.RadioSelect
    )
    present = forms.TypedChoiceField(
        label=_("Is it there?"),
        choices=[("yes", _("Yes, it is there")), ("no", _("No, it is missing"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    page = forms.URLField(
        label=_("On which page did you look?"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )


class LoginForm(forms.Form):
    """How one signs in to an account; never the secret itself (S4)."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("How does one sign in?"),
        choices=Credential.Kind.choices,
        widget=forms.RadioSelect,
    )
    kept_in = forms.CharField(
        label=_("Where is the password or key kept?"),
        help_text=_("Write the place in words. Never write the password itself here."),
        max_length=200,
    )
    opened_by = forms.CharField(
        label=_("Who opens it?"),
        help_text=_("For example “the administrators of the account and ICT”."),
        max_length=200,
    )
    two_step = forms.TypedChoiceField(
        label=_("Is two-step sign-in on?"),
        choices=[("True", _("Yes, it is on")), ("False", _("No, it is not on"))],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )
    changed_on = forms.DateField(
        label=_("When was the password or key last changed?"),
        help_text=_("Of a new account: the day when it was made."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class VersionForm(forms.Form):
    """A button that acts on the record as it was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class StateForm(VersionForm):
    """Which state the account moves to."""

    state = forms.ChoiceField(label=_("What happens to the account?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, states: list[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["state"].choices = states  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """A unit's answer: which accounts does it already have (C4)?"""

    answer = forms.ChoiceField(
        label=_("Which social media accounts does the unit have?"),
        choices=Inquiry.Answer.choices,
        widget=forms.RadioSelect,
    )
