"""Forms of the library."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from torilla.connectors import registry
from torilla.media.models import Asset, Licence
from torilla.media.preparing import TYPES
from torilla.media.vtt import LONGEST as LONGEST_SUBTITLES
from torilla.register.forms import UnitField

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
DAY_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]
FILE_HELP = _(
    "A picture (JPEG, PNG, WebP, HEIC) of at most 20 MB, or with a script also a video (MP4, MOV, WebM) of"
    " at most 200 MB."
)
HOW_TO_DESCRIBE = _(
    "Tell what one sees and why the picture is there, as if on the phone. Not “picture of”. One or two sentences."
)
ACCEPTED = ",".join((*TYPES.values(), ".heic", ".mov"))
"""What a phone offers to choose from; what a file is shows in its bytes."""
OWN, LATER = "own", "later"


class WhatForm(forms.Form):
    """What an asset is called and whose it is."""

    title = forms.CharField(
        label=_("What do you call it?"),
        help_text=_("For example “Summer concert in the park 2026”. One searches by it."),
        max_length=200,
        error_messages={"required": _("Give it a name.")},
    )
    unit = UnitField(
        label=_("Whose is it?"),
        help_text=_("The people of the unit and the updaters of its accounts see and use it."),
        empty_label=_("Only mine for now"),
        required=False,
    )


class AddForm(WhatForm):
    """A file with what is said of it: one page, one button."""

    upload = forms.IntegerField(widget=forms.HiddenInput, required=False)
    file = forms.FileField(
        label=_("Picture or video"),
        help_text=FILE_HELP,
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    alternative = forms.CharField(
        label=_("Alternative text"),
        help_text=HOW_TO_DESCRIBE,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    right = forms.ChoiceField(
        label=_("By what right do we use it?"),
        choices=[
            (OWN, _("My own picture, nobody can be recognised")),
            (LATER, _("Something else: I tell of the right next")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    field_order = ("upload", "file", "title", "alternative", "right", "unit")

    def __init__(self, *args: Any, kept: Any, language: str, why: object, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kept, self.why = kept, why
        self.fields["alternative"].label = _("Alternative text (%(language)s)") % {
            "language": language
        }
        self.fields["file"].unmarked = True  # type: ignore[attr-defined]  # asked for, unless one is here
        if kept is not None:
            self.fields["file"].label = _("Another file instead")
            self.fields["file"].unmarked = False  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.kept is None:
            self._errors.pop("file", None)  # type: ignore[attr-defined]
            self.add_error("file", str(self.why or _("Choose the picture or video.")))
        return given


class RightForm(forms.Form):
    """The right to use an asset, and whether somebody can be recognised."""

    author = forms.CharField(
        label=_("Who took or made it?"),
        max_length=200,
        error_messages={"required": _("Write the name of the author.")},
    )
    source = forms.ChoiceField(
        label=_("Where does it come from?"),
        choices=[("", _("Choose")), *Licence.Source.choices],
        error_messages={"required": _("Choose where it comes from.")},
    )
    ground = forms.ChoiceField(
        label=_("By what right do we use it?"),
        choices=[("", _("Choose")), *Licence.Ground.choices],
        error_messages={"required": _("Choose the ground.")},
    )
    proof = forms.CharField(
        label=_("Where is the agreement, permission or licence?"),
        help_text=_("A case number, an address on the web or a place in the archive."),
        max_length=500,
        required=False,
    )
    channels = forms.MultipleChoiceField(
        label=_("Where may it be used?"),
        help_text=_("Choose none when it may be used everywhere."),
        choices=lambda: [(each.slug, each.name) for each in registry.networks()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    until = forms.DateField(
        label=_("Last day of the right"), widget=DAY, input_formats=DAY_FORMATS, required=False
    )
    credit = forms.CharField(
        label=_("What is said of the author beside the picture"),
        help_text=_("For example “Photo: Anna Example”."),
        max_length=200,
        required=False,
    )
    people = forms.ChoiceField(
        label=_("Can somebody be recognised?"),
        help_text=_("By the face, the clothes, the place or the name."),
        choices=Asset.People.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )


class WordsForm(forms.Form):
    """What is said of an asset in one language."""

    alternative = forms.CharField(
        label=_("Alternative text"),
        help_text=HOW_TO_DESCRIBE,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    caption = forms.CharField(
        label=_("Caption"),
        help_text=_("What stands below the picture, for those who see it too."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )


class SubtitlesForm(forms.Form):
    """A video's subtitles, typed or as a file; an empty text takes them away."""

    vtt = forms.CharField(
        label=_("Subtitles (WebVTT)"),
        help_text=_("The first line is WEBVTT. Empty takes the subtitles away."),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        max_length=LONGEST_SUBTITLES,
        strip=False,
        required=False,
    )
    file = forms.FileField(label=_("Or from a file"), help_text=_("A .vtt file."), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file = given.get("file")
        if file is not None:
            try:
                given["vtt"] = file.read(4 * LONGEST_SUBTITLES).decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", _("The file is no text in UTF-8. Save it as WebVTT (.vtt)."))
        return given
