"""The open findings on one account, as `<c-finding>` shows them to this reader."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from torilla.duties import queries as duties
from torilla.duties.holders import Holder
from torilla.duties.models import Duty
from torilla.guideline.models import Finding
from torilla.guideline.policies import current_policy
from torilla.guideline.texts import place, reason, sentence
from torilla.people.models import Person
from torilla.people.permissions import allows
from torilla.policy import Policy
from torilla.register.models import Account
from torilla.register.naming import names_for
from torilla.register.remedies import NEEDS, Way, remedy


def findings_on(account: Account, *, reader: Person, now: datetime) -> list[dict[str, Any]]:
    """What is missing, the most urgent first; the button is there for whoever may press it."""
    policy = current_policy(now)
    found = duties.findings_on("account", account.pk, now)
    shown = [_shown(*each, policy, account, reader, now) for each in found]
    shown.sort(key=lambda each: (each["due"] is None, each["due"] or now.date(), each["rule"]))
    for each in shown:
        for button in each["buttons"]:
            button["primary"] = each is shown[0] and button is each["buttons"][0]
    return shown


def reasons_on(account: Account, rules: Collection[str]) -> list[str]:
    """Why the account breaks these rules now, a sentence each."""
    found = Finding.objects.filter(
        closed_at=None, subject_kind="account", subject_id=account.pk, rule__in=rules
    )
    return [reason(row.message, row.values) for row in found.order_by("rule")]


def _shown(
    row: Finding,
    duty: Duty | None,
    holder: Holder | None,
    policy: Policy,
    account: Account,
    reader: Person,
    now: datetime,
) -> dict[str, Any]:
    waiver = row.waiver
    return {
        "id": row.pk,
        "rule": row.rule,
        "reason": reason(row.message, row.values),
        "sentence": sentence(row.rule),
        "clause": row.clause,
        "place": place(policy, row.clause),
        "basis": row.basis,
        "holder": holder.name if holder else "",
        "holder_why": holder.why if holder else "",
        "due": timezone.localdate(duty.due_at) if duty else None,
        "late": bool(duty and duty.due_at < now),
        "waived_until": waiver.until if waiver else None,
        "waiver_reason": waiver.reason if waiver else "",
        "buttons": list(_buttons(row, account, reader, now)),
    }


def _buttons(row: Finding, account: Account, reader: Person, now: datetime) -> Any:
    way = remedy(row.rule, account.pk)
    if way is not None and _may_go(way, account, reader, now):
        yield {"label": way.words, "url": way.url, "of": reason(row.message, row.values)}
    if row.waiver is None and allows(reader, "guideline.waive", account, now=now):
        yield {
            "label": _("Grant a waiver"),
            "url": reverse("guideline:waive", args=[row.pk]),
            "of": reason(row.message, row.values),
        }


def _may_go(way: Way, account: Account, reader: Person, now: datetime) -> bool:
    if way.name == "register:name":
        return names_for(reader, account, now=now)
    return allows(reader, NEEDS[way.name], account, now=now)
