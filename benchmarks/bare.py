"""The reference of the pages: plain Django views that show the same rows in a table, no shell.

They are served as `startproject` leaves a site: its middleware, a session, whoever signed in.
"""

from collections import defaultdict
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import DjangoTemplates
from django.urls import path
from django.utils import timezone

from torilla.connectors.registry import networks
from torilla.duties.models import Duty
from torilla.guideline.models import Finding
from torilla.people.models import Unit
from torilla.register.models import Account, AccountRecord, Seen, Stewardship

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ENGINE = DjangoTemplates(
    {
        "NAME": "bare",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
)


def answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return HttpResponse(ENGINE.get_template(template).render(context, request))


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The tasks of the reader's position, and those of others for whom sees them."""
    held = request.user.holdings.get(until=None)
    open_duties = Duty.objects.filter(closed_at=None).order_by("due_at", "pk")
    open_duties = open_duties.select_related("finding", "notice", "holder_person", "holder_unit")
    mine = open_duties.filter(holder_position=held.position, holder_unit=held.unit)
    others = open_duties.exclude(pk__in=mine.values("pk")) if held.unit is None else mine.none()
    context = {
        "mine": mine[:50],
        "count": mine.count(),
        "others": others[:20],
        "accounts": AccountRecord.objects.filter(until=None).count(),
        "findings": Finding.objects.filter(closed_at=None, subject_kind="account").count(),
    }
    return answer(request, "home.html", context)


@login_required
def accounts(request: HttpRequest) -> HttpResponse:
    """The first fifty accounts with owner, stewards, state and findings; what one may filter by."""
    records = AccountRecord.objects.filter(until=None).select_related("account", "unit")
    held = request.user.holdings.get(until=None)
    if held.unit is not None:
        records = records.filter(unit=held.unit)
    page = list(records.order_by("name", "pk")[:50])
    shown = [record.account_id for record in page]
    stewards: dict[tuple[int, str], list[str]] = defaultdict(list)
    named = Stewardship.objects.filter(until=None, account__in=shown).select_related("person")
    for row in named.order_by("person__name"):
        stewards[row.account_id, row.role].append(row.person.name)
    counted = Finding.objects.filter(closed_at=None, subject_kind="account", subject_id__in=shown)
    findings = dict(counted.values_list("subject_id").annotate(number=Count("pk")))
    for record in page:
        record.leads = stewards[record.account_id, "lead"]
        record.substitutes = stewards[record.account_id, "substitute"]
        record.findings = findings.get(record.account_id, 0)
    context = {
        "count": records.count(),
        "records": page,
        "units": Unit.objects.filter(ended_at=None),
        "networks": networks(),
    }
    return answer(request, "accounts.html", context)


@login_required
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: its record, its findings with their duties, its stewards, what was seen."""
    found = Account.objects.get(pk=pk)
    duties = Duty.objects.filter(closed_at=None, finding__isnull=False, subject_kind="account")
    context = {
        "account": found,
        "record": found.records.select_related("unit").get(until=None),
        "duties": duties.filter(subject_id=pk).select_related("finding", "holder_unit"),
        "stewards": found.stewardships.filter(until=None).select_related("person"),
        "seen": Seen.objects.filter(account=found, until=None).select_related("seen_by"),
        "confirmed": found.confirmations.order_by("-confirmed_at").first(),
        "today": timezone.localdate(),
    }
    return answer(request, "account.html", context)


urlpatterns = [
    path("", home),
    path("accounts/", accounts),
    path("accounts/<int:pk>/", account),
]
