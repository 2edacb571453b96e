"""The form of channel lines."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from torilla.connectors import registry
from torilla.people.models import Body
from torilla.register.models import ChannelLine


def network_choices() -> list[tuple[str, Any]]:
    """Every network this version knows; nothing chosen at first."""
    known = [(network.slug, network.name) for network in registry.networks()]
    return [("", _("Choose the network")), *known]


class LineForm(forms.Form):
    """What a body has settled on a network."""

    network = forms.ChoiceField(label=_("Network"), choices=network_choices)
    line = forms.ChoiceField(
        label=_("What is settled?"), choices=ChannelLine.Line.choices, widget=forms.RadioSelect
    )
    body = forms.ModelChoiceField(
        label=_("Which group decided?"),
        queryset=Body.objects.filter(ended_at=None),
        empty_label=_("Choose the group"),
    )
    decided_on = forms.DateField(
        label=_("Day of the decision"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    section = forms.CharField(
        label=_("Section"), help_text=_("As in the minutes, for example 12."), max_length=20
    )
    note = forms.CharField(
        label=_("What else was settled?"),
        help_text=_(
            "For example for whom, how long it is tried, or where the resources come from."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )
