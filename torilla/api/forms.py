"""What a person chooses of a token."""

from django import forms
from django.utils.translation import gettext_lazy as _

from torilla.api.commands.make_token import LONGEST
from torilla.api.scopes import SCOPES


class TokenForm(forms.Form):
    """A new token: what for, what it may, how long."""

    name = forms.CharField(
        label=_("Which program uses the key?"),
        help_text=_("For example “Intranet’s list of accounts”."),
        max_length=100,
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may the program do?"),
        help_text=_("Never more than you may yourself at that moment."),
        choices=list(SCOPES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.IntegerField(
        label=_("How many days does the key work?"),
        min_value=1,
        max_value=LONGEST,
        initial=90,
    )
