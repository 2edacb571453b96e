"""The forms with which an approved account is set up."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from torilla.register.forms import read_address


class BeginForm(forms.Form):
    """The address that the new account got, and what it is called in the register."""

    address = forms.CharField(
        label=_("Address or name of the account"),
        help_text=_("Copy it from the browser’s address bar, or write the account’s name."),
        max_length=500,
    )
    name = forms.CharField(label=_("What do you call the account?"), max_length=200)

    def __init__(self, *args: Any, network: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.network = network

    def clean_address(self) -> Any:
        """The address as it is read; a bare name is one on the network that was approved."""
        text = self.cleaned_data["address"]
        try:
            return read_address(text, "")
        except ValidationError:
            return read_address(text, self.network)


class ReasonForm(forms.Form):
    """Why an item is left out, or how one is fulfilled that no record tells of."""

    reason = forms.CharField(
        label=_("Why is it left out?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
