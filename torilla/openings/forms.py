"""Forms of the applications, those of the sections made from their questions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from torilla.connectors import registry
from torilla.openings.answers import Answers, flat, gathered, line_field
from torilla.openings.files import LARGEST
from torilla.openings.question import LINE, Asked, Kind, Question
from torilla.people.models import Person
from torilla.register.forms import UnitField

ONE_LINE, AS_LONG = 300, 20_000
"""Characters of an answer at the most."""
MOST_LINES = 50

UNFINISHED = [("yes", _("Yes")), ("no", _("No, I go on later"))]


class Unasked:
    """A field that may be left empty although it is asked for: only proposing asks for it."""

    empty_values: Any
    required: bool

    def validate(self, value: Any) -> None:
        if value not in self.empty_values:
            super().validate(value)  # type: ignore[misc]


class Words(Unasked, forms.CharField):
    """Text with line ends as they are kept."""

    def to_python(self, value: Any) -> str:
        text: str = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n")


class One(Unasked, forms.ChoiceField):
    """One of several."""


class Some(Unasked, forms.MultipleChoiceField):
    """Any of several."""


@dataclass(frozen=True)
class Group:
    """A question on the page: its fields, and by lines those of section 8."""

    question: Question
    fields: list[forms.BoundField]
    lines: list[list[forms.BoundField]]


class SectionForm(forms.Form):
    """One section, made from its questions; `people` are those who may be named."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    ready = forms.ChoiceField(
        label=_("Is the section ready?"), choices=UNFINISHED, widget=forms.RadioSelect
    )

    def __init__(
        self,
        data: Any,
        *,
        section: Asked,
        answers: Answers,
        version: int,
        ready: bool,
        people: Iterable[Person],
    ) -> None:
        initial = {"version": version, "ready": "yes" if ready else "no"}
        super().__init__(data, initial={**flat(section, answers), **initial})
        self.section = section
        self.people = [(str(person.pk), person.name) for person in people]
        for question in section.questions:
            self.fields.update(self._fields(question))
        self.order_fields([n for n in self.fields if n != "ready"] + ["ready"])

    def _fields(self, question: Question) -> dict[str, forms.Field]:
        if question.kind is Kind.LINES:
            return self._line_fields(question)
        given: dict[str, Any] = {
            "label": question.label,
            "help_text": question.why,
            "required": not question.optional,
        }
        choices = list((question.choices or {}).items())
        match question.kind:
            case Kind.LONG:
                area = forms.Textarea(attrs={"rows": 5})
                return {question.key: Words(max_length=AS_LONG, widget=area, **given)}
            case Kind.CHOICE | Kind.YES:
                return {question.key: One(choices=choices, widget=forms.RadioSelect, **given)}
            case Kind.CHOICES:
                boxes = forms.CheckboxSelectMultiple
                return {question.key: Some(choices=choices, widget=boxes, **given)}
            case Kind.PERSON:
                people = [("", _("Nobody yet")), *self.people]
                return {question.key: One(choices=people, **given)}
            case Kind.PERSONS:
                boxes = forms.CheckboxSelectMultiple
                return {question.key: Some(choices=self.people, widget=boxes, **given)}
        return {question.key: Words(max_length=ONE_LINE, **given)}

    def _line_fields(self, question: Question) -> dict[str, forms.Field]:
        labels = {"goal": _("Goal"), "measure": _("Measure"), "kind": _("What does it tell?")}
        kinds = [("", _("Choose")), *(question.choices or {}).items()]
        fields: dict[str, forms.Field] = {}
        row = 0
        while self._has(line_field(question, row, LINE[0])) and row < MOST_LINES:
            for part in LINE:
                name = line_field(question, row, part)
                label = labels[part]
                fields[name] = (
                    forms.ChoiceField(choices=kinds, label=label, required=False)
                    if part == "kind"
                    else Words(max_length=ONE_LINE, label=label)
                )
            row += 1
        return fields

    def _has(self, name: str) -> bool:
        """Whether the page shows the field, or showed it when it was sent."""
        return name in self.initial or name in self.data

    def answers(self) -> Answers:
        """What is kept of the section."""
        return gathered(self.section, self.cleaned_data)

    def groups(self) -> Iterator[Group]:
        """The questions in their order, with their fields."""
        for question in self.section.questions:
            if question.kind is not Kind.LINES:
                yield Group(question, [self[question.key]], [])
                continue
            names = [name for name in self.fields if name.startswith(f"{question.key}_")]
            fields = [self[name] for name in names]
            size = len(LINE)
            yield Group(
                question, fields, [fields[i : i + size] for i in range(0, len(fields), size)]
            )


def network_choices() -> list[tuple[str, Any]]:
    """Every network this version knows."""
    return [(network.slug, network.name) for network in registry.networks()]


class WhatForm(forms.Form):
    """What is applied for: a name for it, whose it will be, on which network."""

    title = forms.CharField(
        label=_("What do you call the application?"),
        help_text=_("For example “The library’s Instagram account”."),
        max_length=200,
        error_messages={"required": _("Give the application a name.")},
    )
    unit = UnitField(
        label=_("Whose will the account be?"),
        help_text=_("The unit that keeps the account and names those who act in it (K4)."),
        empty_label=_("Choose the unit"),
        error_messages={"required": _("Choose the unit.")},
    )
    network = forms.ChoiceField(label=_("On which network?"), choices=network_choices)


class UmbrellaForm(WhatForm):
    """The same with what comes first: could the umbrella account carry this (C15)?"""

    could = forms.ChoiceField(
        label=_("Could the umbrella account carry this?"),
        choices=[
            ("yes", _("Yes, we send our posts to it")),
            ("no", _("No, we need an account of our own")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    umbrella = forms.CharField(
        label=_("Why does the umbrella account not do?"),
        help_text=_(
            "For example: “We write to young people every day, and others would find that too much.”"
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("title", "unit", "network"):
            self.fields[name].widget = forms.HiddenInput()


class ChangeForm(WhatForm):
    """What was said when the application was begun."""

    umbrella = forms.CharField(
        label=_("Why does the umbrella account not do?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
    )


class WriterForm(forms.Form):
    """Who else writes."""

    person = forms.ModelChoiceField(
        label=_("Who writes too?"), queryset=Person.objects.none(), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["person"]
        field.queryset = people  # type: ignore[attr-defined]
        field.empty_label = None  # type: ignore[attr-defined]


class AttachmentForm(forms.Form):
    """A file for those who decide."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A PDF, a Word document (DOCX), a picture (PNG or JPEG) or plain text, at most 10 MB."
        ),
        allow_empty_file=True,
        error_messages={"required": _("Choose the file.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("The file is larger than 10 MB. Make it smaller, or tell where it is found.")
            )
        return file
