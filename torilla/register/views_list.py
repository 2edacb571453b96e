"""The register as a list, on any day, and a new row in it."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from torilla.connectors import registry
from torilla.core.acting import act
from torilla.core.command import NotAllowed
from torilla.people.models import Person, Unit
from torilla.people.permissions import reach
from torilla.register.commands.add_account import add_account
from torilla.register.exporting.formats import FORMATS
from torilla.register.forms import AddForm
from torilla.register.lifecycle import AccountStates
from torilla.register.models import AccountRecord
from torilla.register.queries import Filters, end_of, narrowed, records_seen_by, rows

A_PAGE = 50


class FilterForm(forms.Form):
    """What the list is narrowed to; anything unreadable is no filter."""

    q = forms.CharField(required=False, max_length=100)
    network = forms.CharField(required=False, max_length=30)
    unit = forms.IntegerField(required=False, min_value=1, max_value=2**31)
    state = forms.CharField(required=False, max_length=20)
    broken = forms.BooleanField(required=False)
    on = forms.DateField(required=False, input_formats=["%Y-%m-%d", "%d.%m.%Y"])

    def filters(self) -> Filters:
        self.is_valid()
        read = self.cleaned_data
        state = read.get("state", "")
        return Filters(
            text=read.get("q", ""),
            network=read.get("network", ""),
            unit=read.get("unit"),
            state=state if state in AccountStates.MOVES else "",
            broken=read.get("broken", False),
        )

    def day(self) -> date | None:
        return self.cleaned_data.get("on")


def accounts(request: HttpRequest) -> HttpResponse:
    """Every account that the reader may see, now or as the register was on a day."""
    now = timezone.now()
    form = FilterForm(request.GET)
    filters, day = form.filters(), form.day()
    at = end_of(day) if day and day < timezone.localdate(now) else now
    seen = records_seen_by(request.user, now=now, at=at)
    records = narrowed(seen, filters)
    page = Paginator(records, A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context: dict[str, Any] = {
        "page": page,
        "rows": rows(list(page.object_list), at=at),
        "filters": filters,
        "day": day if at is not now else None,
        "on": day or timezone.localdate(now),
        "unreadable_day": bool(request.GET.get("on")) and day is None,
        "query": query.urlencode(),
        "networks": registry.networks(),
        "units": _units(request.user, seen, now).values_list("pk", "name"),
        "states": AccountStates.NAMES.items(),
        "may_add": reach(request.user, now=now).somewhere("register.add"),
        "may_import": reach(request.user, now=now).somewhere("register.import"),
        "may_switch_public": reach(request.user, now=now).somewhere("register.switch_public"),
        "formats": FORMATS,
    }
    return render(request, "register/accounts.html", context)


def _units(reader: Person, seen: QuerySet[AccountRecord], now: datetime) -> QuerySet[Unit]:
    """Those to narrow the list to: all, or where the reader does not see all accounts, those seen."""
    units = Unit.objects.filter(ended_at=None)
    if reach(reader, now=now).everywhere("register.see"):
        return units
    return units.filter(pk__in=seen.order_by().values("unit"))


def add(request: HttpRequest) -> HttpResponse:
    """Paste an address: network and handle are read from it."""
    now = timezone.now()
    if not reach(request.user, now=now).somewhere("register.add"):
        raise NotAllowed("register.add", None)
    form = AddForm(request.POST or None, initial={"address": request.GET.get("address", "")})

    def run(**who: Any) -> Any:
        given = form.cleaned_data
        return add_account(
            address=given["read"], name=given["name"], kind=given["kind"], unit=given["unit"], **who
        )

    return act(
        request,
        form,
        run,
        template="register/add.html",
        to=lambda account: reverse("register:account", args=[account.pk]),
        said=_("The account is in the register. Next: who answers for it?"),
    )
