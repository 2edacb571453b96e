"""Forms of people: what is typed becomes what commands take."""

import re
from collections.abc import Iterable
from datetime import time
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from torilla.people.models import Body, DutyTime, Membership, Person, Standing, Unit
from torilla.people.queries import Offered
from torilla.people.words import week_in_words

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
DAY_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]


class UnitField(forms.ModelChoiceField):
    """A unit that has not ended, with the one above it in its label."""

    def __init__(self, **options: Any) -> None:
        units = Unit.objects.filter(ended_at=None).select_related("parent")
        super().__init__(queryset=units, **options)

    def label_from_instance(self, unit: Unit) -> str:  # type: ignore[override]
        return f"{unit.name} ({unit.parent.name})" if unit.parent else unit.name


class PersonField(forms.ModelChoiceField):
    """One of the persons that a search offers; the address tells namesakes apart."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            queryset=Person.objects.none(), widget=forms.RadioSelect, empty_label=None, **options
        )

    def label_from_instance(self, person: Person) -> str:  # type: ignore[override]
        return f"{person.name}, {person.email}" if person.email else person.name


class StandingForm(forms.Form):
    """What somebody is to the municipality (J1)."""

    kind = forms.ChoiceField(
        label=_("Standing"), choices=Standing.Kind.choices, widget=forms.RadioSelect
    )
    unit = UnitField(label=_("Unit"), required=False, empty_label=_("Not known yet"))
    title = forms.CharField(label=_("Title"), max_length=200, required=False)


class AddForm(StandingForm):
    """A new person."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The person signs in with it. It can be added later."),
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect, initial="fi"
    )

    field_order = ("name", "email", "kind", "unit", "title", "language")


class ChangeForm(forms.Form):
    """A person's name and address, and whether they may sign in."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    is_active = forms.BooleanField(
        label=_("May sign in"),
        help_text=_("When you take this away, the person is signed out at once."),
        required=False,
    )


class PickForm(forms.Form):
    """One person out of those offered."""

    person = PersonField(label=_("Who?"))

    def __init__(self, *args: Any, offered: Offered, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = offered.people  # type: ignore[attr-defined]


class MemberForm(PickForm):
    """A seat in a body."""

    role = forms.ChoiceField(
        label=_("As what?"),
        choices=Membership.Role.choices,
        widget=forms.RadioSelect,
        initial=Membership.Role.MEMBER,
    )


class CooperationForm(forms.Form):
    """When it was handled in co-operation, where that stands, for what purpose."""

    handled_on = forms.DateField(label=_("Handled on"), widget=DAY, input_formats=DAY_FORMATS)
    section = forms.CharField(label=_("Section"), max_length=40)
    purpose = forms.CharField(
        label=_("For what purpose"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class AbsenceForm(forms.Form):
    """Dates only: the form has no place for a reason."""

    first_day = forms.DateField(label=_("First day away"), widget=DAY, input_formats=DAY_FORMATS)
    last_day = forms.DateField(
        label=_("Last day away"),
        help_text=_("The same day, if it is one day."),
        widget=DAY,
        input_formats=DAY_FORMATS,
    )


_SPAN = re.compile(r"(\d{1,2})(?:[.:](\d\d))?\s*[-–—]\s*(\d{1,2})(?:[.:](\d\d))?")


class TimesField(forms.CharField):
    """Times of one day, such as “8–16” or “8.00–12.00, 13.00–16.30”; read as pairs of times."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        text = super().to_python(value)
        return [self._span(part.strip()) for part in text.split(",")] if text else []

    def _span(self, part: str) -> tuple[time, time]:
        read = _SPAN.fullmatch(part)
        try:
            if read is None:
                raise ValueError
            hour, minute, end_hour, end_minute = (int(number or 0) for number in read.groups())
            # 24.00 is the end of the day, which a clock shows as 0.00.
            return time(hour, minute), time(0 if end_hour == 24 else end_hour, end_minute)  # noqa: PLR2004
        except ValueError:
            raise ValidationError(
                _("“%(part)s” is no time span. Write it like 8.00–16.00."), params={"part": part}
            ) from None


class DutyTimesForm(forms.Form):
    """A week of duty times, a line a day."""

    def __init__(self, *args: Any, times: Iterable[DutyTime], **options: Any) -> None:
        now = week_in_words(times)
        super().__init__(*args, **options)
        for day, name in WEEKDAYS.items():
            self.fields[f"day_{day}"] = TimesField(
                label=capfirst(name), required=False, max_length=100, initial=now.get(day)
            )

    def week(self) -> list[tuple[int, time, time]]:
        """What `set_duty_times` takes."""
        return [
            (day, starts, ends)
            for day in WEEKDAYS
            for starts, ends in self.cleaned_data[f"day_{day}"]
        ]


class UnitForm(forms.Form):
    """A unit of the organisation."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Unit.Kind.choices, initial=Unit.Kind.UNIT, widget=forms.RadioSelect
    )
    parent = UnitField(label=_("Belongs to"), required=False, empty_label=_("Nothing above it"))
    role_address = forms.EmailField(
        label=_("Shared e-mail address"),
        help_text=_("The unit’s own address, not one person’s (S1)."),
        required=False,
    )
    web_page = forms.URLField(
        label=_("Page on the municipality’s site"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )

    def __init__(self, *args: Any, root: bool = False, **options: Any) -> None:
        """`root`: the form is the municipality's, which stays what it is and belongs to nothing."""
        super().__init__(*args, **options)
        kind, parent = self.fields["kind"], self.fields["parent"]
        kind.choices = [  # type: ignore[attr-defined]
            choice for choice in Unit.Kind.choices if (choice[0] == Unit.Kind.MUNICIPALITY) == root
        ]
        if root:
            parent.queryset = Unit.objects.none()  # type: ignore[attr-defined]


class ChangeUnitForm(UnitForm):
    """A unit as somebody was shown it."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class BodyForm(forms.Form):
    """A group that decides."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Body.Kind.choices, widget=forms.RadioSelect)
    unit = UnitField(label=_("Belongs to"), empty_label=None)


class InviteForm(forms.Form):
    """For somebody who has a second step: whether it was lost."""

    renews = forms.BooleanField(
        label=_("The person has lost the passkey, or the phone with the codes"),
        help_text=_(
            "Using the link takes away their passkeys, codes and app, so that they set new ones."
        ),
        required=False,
    )


class PasswordForm(forms.Form):
    """A password that the invited person chooses."""

    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 12 characters. A sentence that you remember is good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password
