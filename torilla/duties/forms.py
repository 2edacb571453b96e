"""What a person chooses of notices."""

from django import forms
from django.utils.translation import gettext_lazy as _

from torilla.duties.models import NoticeChoice


class OftenForm(forms.Form):
    """How often mail tells of one's duties."""

    often = forms.ChoiceField(
        label=_("How often mail tells you of your tasks"),
        help_text=_(
            "What is passed on to you since somebody has not done it comes at once, whatever you "
            "choose. So does what falls due that day, unless the guideline’s settings say otherwise."
        ),
        choices=NoticeChoice.Often.choices,
        widget=forms.RadioSelect,
    )
