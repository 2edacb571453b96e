"""Home: what awaits me; the municipality's accounts at a glance; at first the way to begin."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from torilla.duties.queries import awaits, waits_for_others
from torilla.guideline.models import Document, Finding
from torilla.people.models import Person
from torilla.people.permissions import reach
from torilla.register.models import AccountRecord, Stewardship
from torilla.register.queries import records_seen_by

SHOWN = 50


def home(request: HttpRequest) -> HttpResponse:
    """The one list of what the reader must now do, by due time."""
    now, person = timezone.now(), request.user
    awaiting = awaits(person, now, limit=SHOWN)
    context = {
        "groups": awaiting.groups,
        "total": awaiting.total,
        "not_shown": awaiting.total - awaiting.shown,
        "others": waits_for_others(person, now, limit=20),
        "figures": figures(person, now),
        "first_steps": first_steps(person, now),
        "made_at": now,
    }
    return render(request, "web/home.html", context)


def figures(person: Person, now: datetime) -> list[dict[str, Any]]:
    """How many accounts the reader sees, how many findings they have; each leads to its list."""
    records = records_seen_by(person, now=now, at=now).exclude(state="closed")
    accounts = set(records.values_list("account_id", flat=True))
    if not accounts:
        return []
    broken = Finding.objects.filter(closed_at=None, waiver=None, subject_kind="account")
    findings = list(broken.values_list("subject_id", flat=True))
    number = sum(1 for account in findings if account in accounts)
    register = reverse("register:accounts")
    return [
        {
            "number": len(accounts),
            "word": ngettext("account in use", "accounts in use", len(accounts)),
            "url": register,
        },
        {
            "number": number,
            "word": ngettext("finding to put right", "findings to put right", number),
            "url": f"{register}?broken=1",
        },
    ]


def first_steps(person: Person, now: datetime) -> list[dict[str, Any]]:
    """The way to begin, for whoever sets the system up, until it has been walked."""
    if "set_up_person" not in reach(person, now=now).positions:
        return []
    done = Person.objects.filter(pk=person.pk).values_list(
        Exists(Person.objects.filter(~Q(pk=person.pk), erased_at=None)),
        Exists(Stewardship.objects.filter(role="lead")),
        Exists(Document.objects.all()),
        Exists(AccountRecord.objects.filter(until=None).exclude(kind="").exclude(unit=None)),
    )[0]
    steps = [step for step in map(_step, _steps(), done) if step["url"]]
    waiting = [step for step in steps if step["state"] != "done"]
    if waiting:
        waiting[0]["state"] = "now"
    return steps if waiting else []


def _steps() -> list[tuple[str, str, str, str]]:
    return [
        (
            "people:people",
            _("Add the municipality’s people"),
            _("Who works where, whose supervisor somebody is, and who holds which position."),
            _("Open the people"),
        ),
        (
            "register:accounts",
            _("Name who keeps each account"),
            _("A lead updater and a substitute to each: most findings close with that."),
            _("Open the accounts"),
        ),
        (
            "guideline:load",
            _("Load the municipality’s own guideline"),
            _("Then each clause is shown in the municipality’s own words."),
            _("Load the document"),
        ),
        (
            "register:accounts",
            _("Say what each account is and whose"),
            _("The kind of the account and the unit that answers for it."),
            _("Open the accounts"),
        ),
    ]


def _step(step: tuple[str, str, str, str], is_done: bool) -> dict[str, Any]:
    name, title, text, button = step
    try:
        url = reverse(name)
    except NoReverseMatch:  # a page to come
        url = ""
    state = "done" if is_done else ""
    return {"title": title, "text": text, "url": url, "button": button, "state": state}
