"""One account: its page, its record, what was seen of it, its state."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from torilla.core.acting import act
from torilla.core.command import NotAllowed
from torilla.core.returning import back_to
from torilla.register.commands.change_account import change_account
from torilla.register.commands.change_state import change_state
from torilla.register.commands.confirm import confirm as confirm_account
from torilla.register.commands.note_seen import note_seen
from torilla.register.forms import RecordForm, SeenForm, StateForm, VersionForm
from torilla.register.lifecycle import AccountStates
from torilla.register.models import Account, AccountRecord, Seen
from torilla.register.pages import account_page, history_page
from torilla.register.queries import record_seen_by


def seen_or_404(
    request: HttpRequest, pk: int, now: datetime | None = None
) -> tuple[Account, AccountRecord]:
    """The account and its record in force, if the reader may see it."""
    record = record_seen_by(request.user, pk, now=now or timezone.now())
    if record is None:
        raise Http404
    return record.account, record


def must(request: HttpRequest, permission: str, subject: Any) -> None:
    """403 before a form is shown that could not be sent."""
    if not request.user.may(permission, subject, now=timezone.now()):
        raise NotAllowed(permission, subject)


def home_of(account: Account) -> str:
    return reverse("register:account", args=[account.pk])


def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Is it in order, what is missing, whose job is it."""
    now = timezone.now()
    found, record = seen_or_404(request, pk, now)
    context = account_page(found, record, reader=request.user, now=now)
    return render(request, "register/account.html", context)


def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that has happened to the account, newest first."""
    found, record = seen_or_404(request, pk)
    return render(request, "register/history.html", history_page(found, record))


def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct or complete what the register says."""
    found, current = seen_or_404(request, pk)
    must(request, "register.change", found)
    back = back_to(request, home_of(found))
    names = ("name", "address", "kind", "unit", "role_address", "purpose", "plan")
    lists = ("aims", "audiences", "purposes")
    initial = {"version": current.pk, "network": found.network}
    initial |= {name: getattr(current, name) for name in (*names, *lists)}
    form = RecordForm(request.POST or None, initial=initial)

    def run(**who: Any) -> AccountRecord:
        return change_account(
            account=found,
            version=form.cleaned_data["version"],
            address=form.cleaned_data["read"],
            changes=form.changes(),
            **who,
        )

    return act(
        request,
        form,
        run,
        template="register/record.html",
        context={"account": found, "record": current, "back": back},
        to=back,
        said=_("Saved. The earlier details stay in the history."),
    )


def seen(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what is seen on the network or the municipality's site (C14)."""
    found, current = seen_or_404(request, pk)
    must(request, "register.note_seen", found)
    back = back_to(request, home_of(found))
    what = request.GET.get("what")
    initial = {"what": what if what in Seen.What.values else None}
    form = SeenForm(request.POST or None, initial=initial)
    return act(
        request,
        form,
        lambda **who: note_seen(account=found, **form.cleaned_data, **who),
        template="register/seen.html",
        context={"account": found, "record": current, "back": back},
        to=back,
        said=_("Noted what you saw."),
    )


def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The owner says that everything shown is true (C5)."""
    found, current = seen_or_404(request, pk)
    must(request, "register.confirm", found)
    form = VersionForm(request.POST or None, initial={"version": current.pk})
    return act(
        request,
        form,
        lambda **who: confirm_account(account=found, **form.cleaned_data, **who),
        template="register/confirm.html",
        context=lambda: account_page(found, current, reader=request.user, now=timezone.now()),
        to=home_of(found),
        said=_("Confirmed. We will ask again when the time comes."),
    )


def state(request: HttpRequest, pk: int) -> HttpResponse:
    """Lay in reserve, take into use, close."""
    found, current = seen_or_404(request, pk)
    must(request, "register.close", found)
    moves = sorted(AccountStates.MOVES[current.state])
    form = StateForm(
        request.POST or None,
        initial={"version": current.pk},
        states=[(each, AccountStates.NAMES[each]) for each in moves],
    )
    return act(
        request,
        form,
        lambda **who: change_state(account=found, **form.cleaned_data, **who),
        template="register/state.html",
        context=lambda: account_page(found, current, reader=request.user, now=timezone.now()),
        to=home_of(found),
        said=_("The state of the account is changed."),
    )
