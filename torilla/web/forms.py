"""The forms of the shell itself: coming in for the first time, and one's own settings."""

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from torilla.people.models import Person


class SetUpForm(forms.Form):
    """The first person of an installation."""

    name = forms.CharField(label=_("Your name"), max_length=200)
    title = forms.CharField(label=_("Your title"), max_length=200, required=False)
    email = forms.EmailField(label=_("Your e-mail address"), help_text=_("You sign in with it."))
    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 12 characters. A sentence that you remember is good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self):
        given = super().clean()
        if given.get("password"):
            person = Person(name=given.get("name", ""), email=given.get("email", ""))
            try:
                validate_password(given["password"], person)
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        return given


class SettingsForm(forms.Form):
    """What each chooses for oneself."""

    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    scheme = forms.ChoiceField(
        label=_("Colours"), choices=Person.Scheme.choices, widget=forms.RadioSelect
    )
