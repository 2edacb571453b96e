"""The reference of the pages: plain Django views that show the same rows in a table, no shell.

They are served as `startproject` leaves a site: its middleware, a session, whoever signed in.
"""

from collections import defaultdict
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import DjangoTemplates
from django.urls import path
from django.utils import timezone

from torilla.connectors.registry import networks
from torilla.duties.models import Duty
from torilla.guideline.models import Finding
from torilla.guideline.policies import current_policy
from torilla.guideline.texts import place, position_name, reason, sentence
from torilla.people.models import Holding, Unit
from torilla.policy import RULES, Policy
from torilla.register.models import Account, AccountRecord, Seen, Stewardship

SHOWN = 25
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
    """The first tasks of the reader's position, with the words that a reader sees, and the counts."""
    held = request.user.holdings.get(until=None)
    tasks = Duty.objects.filter(closed_at=None).order_by("due_at", "pk")
    mine = Q(holder_position=held.position, holder_unit=held.unit)
    if held.position == "set_up_person":
        filled = Holding.objects.filter(until=None, unit__isnull=False).values_list("unit")
        mine |= Q(holder_position="head_of_unit") & ~Q(holder_unit__in=[pk for (pk,) in filled])
    policy = current_policy(timezone.now())
    shown = list(tasks.filter(mine).select_related("finding", "notice", "holder_unit")[:SHOWN])
    context = {
        "tasks": [_task(duty, policy) for duty in shown],
        "count": tasks.filter(mine).count(),
    }
    if held.unit is None:
        context["others"] = tasks.exclude(mine).count()
        context["accounts"] = AccountRecord.objects.filter(until=None).count()
        context["findings"] = Finding.objects.filter(closed_at=None).count()
    return answer(request, "home.html", context)


def _task(duty: Duty, policy: Policy) -> dict[str, Any]:
    about = duty.finding or duty.notice
    return {
        "duty": duty,
        "title": reason(about.message, about.values),
        "place": place(policy, duty.clause),
        "position": position_name(policy, duty.holder_position),
    }


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
    """One account: its record, findings with their duties, rules, stewards, what was seen."""
    found = Account.objects.get(pk=pk)
    policy = current_policy(timezone.now())
    duties = Duty.objects.filter(closed_at=None, finding__isnull=False, subject_kind="account")
    context = {
        "account": found,
        "record": found.records.select_related("unit").get(until=None),
        "findings": [
            _task(duty, policy) | {"sentence": sentence(duty.finding.rule)}
            for duty in duties.filter(subject_id=pk).select_related("finding", "holder_unit")
        ],
        "rules": [(sentence(r), RULES[r].clause) for r in policy.rules if r.startswith("register")],
        "stewards": found.stewardships.filter(until=None).select_related("person"),
        "told": found.reports.filter(what="named").select_related("notice"),
        "seen": Seen.objects.filter(account=found, until=None).select_related("seen_by"),
        "confirmed": found.confirmations.order_by("-confirmed_at").first(),
    }
    return answer(request, "account.html", context)


urlpatterns = [
    path("", home),
    path("accounts/", accounts),
    path("accounts/<int:pk>/", account),
]
