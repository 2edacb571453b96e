"""Forms on those who are pictured, their consents, and where a picture was published."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from torilla.connectors import registry
from torilla.media.models import Consent, Pictured
from torilla.people.forms import DAY, DAY_FORMATS
from torilla.register.models import Account, AccountRecord

CHILD, ADULT = "child", "adult"


def adult_on(born: date) -> date:
    """The day on which somebody turns 18; for the 29th of February the first of March."""
    try:
        return born.replace(year=born.year + 18)
    except ValueError:
        return date(born.year + 18, 3, 1)


class PicturedForm(forms.Form):
    """Somebody recognisable. The date of birth is not kept, only the day of turning 18."""

    label = forms.CharField(
        label=_("Who is it, by what one sees?"),
        help_text=_("For example “the girl in the red coat”. A name is not needed."),
        max_length=200,
        error_messages={"required": _("Tell who is meant by what one sees.")},
    )
    name = forms.CharField(
        label=_("First name"),
        help_text=_(
            "Stands on the page on which consent is asked, so that one knows who is meant."
        ),
        max_length=60,
        required=False,
    )
    age = forms.ChoiceField(
        label=_("Child or adult?"),
        choices=[(CHILD, _("under 18")), (ADULT, _("adult"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    born = forms.DateField(
        label=_("A child’s date of birth"),
        help_text=_(
            "It is not kept: we reckon the day of turning 18 from it, on which a guardian’s consent ends. "
            "Leave it open if you do not know it."
        ),
        widget=DAY,
        input_formats=DAY_FORMATS,
        required=False,
    )
    ground = forms.ChoiceField(
        label=_("May an adult be shown without being asked?"),
        choices=[("", _("No, consent is asked")), *Pictured.Ground.choices],
        required=False,
    )
    ground_note = forms.CharField(
        label=_("Which event or task?"),
        help_text=_("For example “Summer concert in the park 12.7.2026”."),
        max_length=500,
        required=False,
    )

    def __init__(self, *args: Any, kept: date | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kept = kept

    def said(self) -> dict[str, Any]:
        """What the commands take. A day that is kept stays while no other date of birth is typed."""
        data = self.cleaned_data
        born = data["born"]
        return {
            "label": data["label"],
            "name": data["name"],
            "child": data["age"] == CHILD,
            "adult_on": adult_on(born) if born else self.kept,
            "ground": data["ground"],
            "ground_note": data["ground_note"],
        }


class _ForWhat(forms.Form):
    """What a consent is given for."""

    purpose = forms.CharField(
        label=_("What is the picture for?"),
        help_text=_("For example “to tell of the story hour”. The one who is asked reads this."),
        max_length=500,
        error_messages={"required": _("Tell what the picture is for.")},
    )
    channels = forms.MultipleChoiceField(
        label=_("Where is it published?"),
        help_text=_(
            "Choose none when consent is asked for all of the municipality’s own channels."
        ),
        choices=lambda: [(each.slug, each.name) for each in registry.networks()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    until = forms.DateField(
        label=_("Last day of the consent"),
        widget=DAY,
        input_formats=DAY_FORMATS,
        error_messages={"required": _("Choose the last day.")},
    )


class AskForm(_ForWhat):
    """What is asked, in which language. `child`: a child's guardian is asked for consent, nothing else."""

    basis = forms.ChoiceField(
        label=_("On what basis?"),
        help_text=_(
            "Consent is the usual one. With the public task the person is told and may object; use it only "
            "where showing the person belongs to the municipality’s duties."
        ),
        choices=Consent.Basis.choices,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("In which language?"),
        help_text=_("It can be changed on the page."),
        choices=settings.LANGUAGES,
    )

    def __init__(self, *args: Any, child: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if child:
            del self.fields["basis"]

    def said(self) -> dict[str, Any]:
        """What `ask_consent` takes."""
        return {"basis": Consent.Basis.CONSENT, **self.cleaned_data}


class PaperForm(_ForWhat):
    """A consent on paper with its scan."""

    giver = forms.CharField(
        label=_("Who signed it?"),
        max_length=200,
        error_messages={"required": _("Write the name.")},
    )
    given_on = forms.DateField(
        label=_("When was it signed?"),
        widget=DAY,
        input_formats=DAY_FORMATS,
        error_messages={"required": _("Choose the day.")},
    )
    child_view = forms.CharField(
        label=_("What does the child think?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        required=False,
    )
    file = forms.FileField(
        label=_("The scanned paper"),
        help_text=_("A PDF, or a photo of the paper (JPEG or PNG), of at most 10 MB."),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file.")},
    )


class HeardForm(forms.Form):
    """How the withdrawal was heard."""

    heard = forms.ChoiceField(
        label=_("How did you hear of it?"),
        choices=[
            ("phone", _("by phone")),
            ("in_person", _("in person")),
            ("mail", _("by mail or message")),
            ("paper", _("on paper")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )


class NeverForm(forms.Form):
    """One tick, and no reason."""

    never = forms.BooleanField(
        label=_("A picture of this person is not used"),
        help_text=_("Do not write the reason anywhere. Nobody is told of it, and none is kept."),
        required=False,
    )


class UseForm(forms.Form):
    """Where it was published: one of our accounts, or another place."""

    account = forms.ModelChoiceField(
        label=_("In which account?"),
        queryset=Account.objects.none(),
        empty_label=_("Elsewhere"),
        required=False,
    )
    place = forms.CharField(
        label=_("Where else?"),
        help_text=_("For example “the library’s page on our website” or “brochure 2026”."),
        max_length=200,
        required=False,
    )
    address = forms.URLField(
        label=_("Address on the web"), max_length=500, required=False, assume_scheme="https"
    )

    def __init__(self, *args: Any, names: dict[int, str], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["account"]
        field.queryset = Account.objects.filter(pk__in=names)
        field.label_from_instance = lambda account: names[account.pk]


def account_names(now: Any) -> dict[int, str]:
    """The accounts that are kept now, by name; nobody needs more to say where something stands."""
    rows = AccountRecord.objects.at(now).exclude(state="closed").order_by("name")
    return dict(rows.values_list("account_id", "name"))


class AnswerForm(forms.Form):
    """The answer of whoever holds the link: neither of the two is chosen beforehand."""

    child_view = forms.CharField(
        label=_("What does the child think?"),
        help_text=_("Ask, if the child is old enough to say. Write it in the child’s own words."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        required=False,
    )
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("yes", _("Yes, I give my consent")), ("no", _("No, I do not"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    giver = forms.CharField(
        label=_("Your name"),
        max_length=200,
        error_messages={"required": _("Write your name.")},
    )

    def __init__(self, *args: Any, child: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not child:
            del self.fields["child_view"]
        self.fields["giver"].widget.attrs["autocomplete"] = "name"

    def said(self) -> dict[str, Any]:
        """What `answer_consent` takes."""
        data = self.cleaned_data
        return {
            "gives": data["answer"] == "yes",
            "giver": data["giver"],
            "child_view": data.get("child_view", ""),
        }
