"""What everybody may see of the register: looked at beforehand, switched on and off."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from torilla.core.acting import act
from torilla.core.command import NotAllowed
from torilla.register.commands.switch_public import switch_public
from torilla.register.models import PublicSwitch
from torilla.register.public.snapshot import would_be

SHOWN = 50
"""So many accounts of what becomes public are shown."""


class SwitchForm(forms.Form):
    """Which way, so that a page that has grown old does not switch the other way."""

    on = forms.TypedChoiceField(
        choices=[("1", "on"), ("0", "off")],
        coerce=lambda text: text == "1",
        widget=forms.HiddenInput,
    )


def public(request: HttpRequest) -> HttpResponse:
    """The state of the public pages, and what of each account stands on them."""
    person: Any = request.user
    if not person.may("register.switch_public", None, now=timezone.now()):
        raise NotAllowed("register.switch_public", None)
    switched = PublicSwitch.objects.open().select_related("switched_by").first()
    form = SwitchForm(request.POST or None, initial={"on": "0" if switched else "1"})
    return act(
        request,
        form,
        lambda **who: switch_public(on=form.cleaned_data["on"], **who),
        template="register/public_switch.html",
        context=lambda: _preview(switched),
        to="register:public",
        said=lambda on: _("The public pages are on.") if on else _("The public pages are off."),
    )


def _preview(switched: PublicSwitch | None) -> dict[str, Any]:
    now = timezone.now()
    told = would_be(now, switched.since if switched else now)
    live = [each for each in told["accounts"] if each["state"] != "closed"]
    return {
        "crumbs": [{"label": _("Accounts"), "url": reverse("register:accounts")}],
        "switched": switched,
        "told": told,
        "accounts": live[:SHOWN],
        "count": len(live),
        "left": max(0, len(live) - SHOWN),
        "closed": len(told["accounts"]) - len(live),
        "without_contact": sum(not each["contact"] for each in live),
    }
