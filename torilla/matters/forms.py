"""Forms of disclosure permissions: what people write becomes what commands take."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from torilla.core.ids import id_in
from torilla.matters.commands.answer import Answer
from torilla.matters.models import Disclosure
from torilla.people.forms import DAY, DAY_FORMATS
from torilla.people.models import Body, Person

LONG, LINE = 4000, 300
GRANT, REFUSE = "grant", "refuse"


def long_text(rows: int = 3, **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(widget=widget, max_length=LONG, **options)


class AskForm(forms.Form):
    """A question; whom it may be asked of is offered by a search, which keeps what was typed."""

    about = forms.CharField(
        label=_("Which matter or document?"),
        help_text=_("For example: “the draft plan of the market square, map and description”."),
        max_length=LINE,
    )
    case_number = forms.CharField(
        label=_("Case number"),
        help_text=_("If you know it, for example MalDno-2026-12."),
        max_length=60,
        required=False,
    )
    wanted = long_text(
        label=_("What would you tell?"),
        help_text=_("As you would write it. Good: “The draft leaves the market place car-free.”"),
    )
    audience = forms.CharField(
        label=_("To whom and where?"),
        help_text=_("For example: “to everybody, on the library’s Facebook”."),
        max_length=LINE,
    )
    q = forms.CharField(label=_("Find by name or title"), max_length=100, required=False)
    whom = forms.ChoiceField(
        label=_("Whom do you ask?"),
        help_text=_("The official who prepares the matter, or the group that decides on it."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whom you ask.")},
    )

    def __init__(
        self, *args: Any, people: Iterable[Person], bodies: Iterable[Body], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["q"].unmarked = True  # type: ignore[attr-defined]  # no answer, but a tool
        self.people = {f"person-{each.pk}": each for each in people}
        self.bodies = {f"body-{each.pk}": each for each in bodies}
        persons = [(key, _called(each)) for key, each in self.people.items()]
        groups = [(key, each.name) for key, each in self.bodies.items()]
        self.fields["whom"].choices = persons + groups  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """What `ask` takes."""
        said = dict(self.cleaned_data)
        del said["q"]
        whom = said.pop("whom")
        return said | {"official": self.people.get(whom), "body": self.bodies.get(whom)}


def chosen_person(whom: str) -> int | None:
    """The id of the person whom a sent form names; None where it names a group or nobody."""
    kind, _dash, number = whom.partition("-")
    return id_in(number) if kind == "person" else None


def _called(person: Person) -> str:
    """Name and titles; `person` comes from `queries.officials`."""
    titles = [each.title for each in person.standings_now if each.title]  # type: ignore[attr-defined]
    return ", ".join([person.name, *titles])


class AnswerForm(forms.Form):
    """What may be told, or why not; what was asked stands in the fields and is narrowed there."""

    answer = forms.ChoiceField(
        label=_("May it be told?"),
        choices=[(GRANT, _("Yes, as is written below")), (REFUSE, _("No"))],
        widget=forms.RadioSelect,
    )
    granted = long_text(
        label=_("What may be told"),
        help_text=_("The question stands here. Narrow it if not everything may be told."),
        required=False,
    )
    audience = forms.CharField(label=_("To whom"), max_length=LINE, required=False)
    until = forms.DateField(
        label=_("Last day on which it may be told"),
        widget=DAY,
        input_formats=DAY_FORMATS,
        required=False,
    )
    nothing_secret = forms.BooleanField(
        label=_("Nothing in it is secret, nor personal data that cannot be put on the web (M4)"),
        required=False,
    )
    reason = long_text(
        label=_("Why not?"), help_text=_("Only if your answer is no. The asker sees it."),
        required=False,
    )  # fmt: skip
    meeting_on = forms.DateField(
        label=_("Day of the meeting"), widget=DAY, input_formats=DAY_FORMATS, required=False
    )
    section = forms.CharField(label=_("Section"), max_length=20, required=False)

    def __init__(self, *args: Any, disclosure: Disclosure, **options: Any) -> None:
        super().__init__(*args, **options)
        if not disclosure.body_id:
            del self.fields["meeting_on"], self.fields["section"]
        for field in self.fields.values():
            # What each answer needs depends on the answer: to call a field optional would mislead.
            field.unmarked = True  # type: ignore[attr-defined]

    def said(self) -> Answer:
        """What `answer` takes."""
        given = {key: value for key, value in self.cleaned_data.items() if key != "answer"}
        return Answer(grants=self.cleaned_data["answer"] == GRANT, **given)


class EndForm(forms.Form):
    """Why a permission ends before its last day."""

    reason = long_text(2, label=_("Why does it end?"), help_text=_("The asker sees it."))
