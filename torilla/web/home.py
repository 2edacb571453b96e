"""Home: what awaits me, what awaits others, and how the municipality's accounts stand."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from torilla.duties.models import Duty
from torilla.duties.queries import awaits, troubled
from torilla.guideline.models import Finding
from torilla.people.models import Holding, Person
from torilla.people.permissions import reach
from torilla.people.positions import MUNICIPAL_MANAGER, SET_UP_PERSON
from torilla.register.models import AccountRecord, Stewardship
from torilla.register.standing_in import stands_in
from torilla.web import matters

SHOWN = 40
"""Tasks on the page; the rest stand in the list of all."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The one list of what the reader must now do, by due time."""
    now = timezone.now()
    person: Any = request.user
    awaiting = awaits(person, now, limit=SHOWN)
    leads = reach(person, now=now).everywhere("duties.see")
    sees_mail = person.may("duties.see_mail", None, now=now)
    figures = _figures(person, now, leads=leads, sees_mail=sees_mail)
    context = {
        "awaiting": awaiting,
        "left": awaiting.total - awaiting.shown,
        "waiting_for_others": figures["open_duties"] - awaiting.own if leads else 0,
        "made_at": now,
        "stands_in": stands_in(person, now) if figures["substitute"] else [],
        "troubled": figures["unsent_mails"] + figures["unsent_cards"] if sees_mail else 0,
        "may_switch_public": person.may("register.switch_public", None, now=now),
        **(_accounts(figures) if leads else {}),
        **(_first_steps(person, figures, now) if leads else {}),
    }
    return render(request, "web/home.html", context)


def _figures(person: Person, now: datetime, *, leads: bool, sees_mail: bool) -> dict[str, Any]:
    """Counts and what has been done so far, as much as the reader may see; one query.

    What the frame asks of the reader's matters is asked along with it.
    """
    mine = reach(person, now=now)
    findings = Finding.objects.filter(closed_at=None, waiver=None)
    own = Stewardship.objects.at(now).filter(person=person, role="substitute")
    asked: dict[str, Any] = {**matters.questions(person, mine), "substitute": Exists(own)}
    if leads:
        asked |= {
            "accounts": _count(AccountRecord.objects.open().exclude(state="closed")),
            "findings": _count(findings),
            "open_duties": _count(Duty.objects.filter(closed_at=None)),
        }
    if sees_mail:
        mails, cards = troubled(now)
        asked |= {"unsent_mails": _count(mails), "unsent_cards": _count(cards)}
    if leads and SET_UP_PERSON in mine.positions:
        asked |= _begun(findings, now)
    found = dict(Person.objects.filter(pk=person.pk).values(**asked)[0])
    matters.keep(person, mine, found)
    return found


def _begun(findings: Any, now: datetime) -> dict[str, Any]:
    """What the first steps ask."""
    manager = Holding.objects.at(now).filter(position=MUNICIPAL_MANAGER)
    others_known = Person.objects.filter(is_active=True).exclude(pk=OuterRef("pk"))
    return {
        "on_accounts": _count(findings.filter(subject_kind="account")),
        "people": Exists(others_known),
        "manager": Exists(manager),
        "stewards": Exists(Stewardship.objects.open()),
    }


def _count(rows: Any) -> Coalesce:
    together = rows.order_by().annotate(all=Value(1)).values("all")
    return Coalesce(Subquery(together.annotate(n=Count("pk")).values("n")), 0)


def _accounts(figures: dict[str, Any]) -> dict[str, Any]:
    summary = [
        {
            "number": figures["accounts"],
            "word": ngettext("account", "accounts", figures["accounts"]),
            "url": reverse("register:accounts"),
        },
        {
            "number": figures["findings"],
            "word": ngettext("finding", "findings", figures["findings"]),
            "url": reverse("guideline:findings"),
        },
    ]
    return {"accounts": {"summary": summary}}


def _first_steps(person: Person, figures: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Three steps for the set-up person, until they are taken."""
    if SET_UP_PERSON not in reach(person, now=now).positions:
        return {}
    done = [figures["people"], figures["manager"], figures["stewards"]]
    if all(done):
        return {}
    text = _("The register has %(accounts)s accounts, and %(findings)s findings on them.") % {
        "accounts": figures["accounts"],
        "findings": figures["on_accounts"],
    }
    steps = [
        (_("Record your people"), _("Those who post, their heads and supervisors."),
         reverse("people:add"), _("Add a person")),
        (_("Fill the positions"), _("Then tasks go to whom they belong."),
         reverse("people:positions"), _("See the positions")),
        (_("Name those who answer for each account"), _("Findings close as you name them."),
         reverse("register:accounts"), _("See the accounts")),
    ]  # fmt: skip
    now_at = done.index(False)
    return {
        "first_text": text,
        "first_steps": [
            {
                "title": title,
                "text": about,
                "url": url,
                "button": button,
                "state": "done" if done[n] else "now" if n == now_at else "",
            }
            for n, (title, about, url, button) in enumerate(steps)
        ],
    }
