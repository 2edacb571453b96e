"""How one signs in to an account: what was noted of it, now and before; never the secret (S4)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from torilla.core.acting import act
from torilla.core.returning import back_to
from torilla.register.commands.note_credential import note_credential
from torilla.register.forms import LoginForm
from torilla.register.models import Credential
from torilla.register.pages import crumbs_of
from torilla.register.queries import credentials_of
from torilla.register.views import home_of, must, seen_or_404

SAME = ("kind", "kept_in", "opened_by", "two_step")
"""What a new note begins with: most often only the day of the change is new."""


def logins(request: HttpRequest, pk: int) -> HttpResponse:
    """What is noted now, what was before, and the form for a new note."""
    account, record = seen_or_404(request, pk)
    must(request, "register.note_credential", account)
    notes = list(credentials_of(account))
    current: Credential | None = notes[0] if notes and notes[0].until is None else None
    initial: dict[str, Any] = {"changed_on": timezone.localdate()}
    if current is not None:
        initial = {name: getattr(current, name) for name in SAME} | {"version": current.pk}
        initial["changed_on"] = current.changed_on
    form = LoginForm(request.POST or None, initial=initial)
    back = back_to(request, home_of(account))
    return act(
        request,
        form,
        lambda **who: note_credential(account=account, **form.cleaned_data, **who),
        template="register/logins.html",
        context={
            "account": account,
            "record": record,
            "note": current,
            "earlier": notes[1:] if current else notes,
            "back": back,
            "crumbs": crumbs_of(account, record),
        },
        to=back,
        said=_("Noted. The earlier note stays in the history."),
    )
