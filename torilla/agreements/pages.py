"""What the pages of agreements show, as this reader sees it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from torilla.agreements.commands._common import GATES, SUPERVISOR, proposer_side, side_of
from torilla.agreements.facts import ties
from torilla.agreements.forms import OTHER
from torilla.agreements.hooks import served
from torilla.agreements.lifecycle import AgreementStates
from torilla.agreements.models import Agreement
from torilla.connectors import registry
from torilla.connectors.address import NotRecognised
from torilla.duties import queries as duties
from torilla.guideline.policies import current_policy
from torilla.guideline.texts import place, reason, sentence
from torilla.people.models import Person
from torilla.people.permissions import allows
from torilla.people.queries import supervisor_of
from torilla.people.timeline import timeline
from torilla.people.words import week_in_words

HAPPENED: dict[str, str | Promise] = {
    "agreements.agreement.proposed": gettext_lazy("Proposed"),
    "agreements.agreement.agreed": gettext_lazy("Agreed to"),
    "agreements.agreement.declined": gettext_lazy("Declined"),
    "agreements.agreement.withdrawn": gettext_lazy("Withdrawn"),
    "agreements.agreement.ended": gettext_lazy("Ended before its last day"),
    "agreements.agreement.confirmed": gettext_lazy("Confirmed by a new supervisor"),
    "agreements.agreement.passed_on": gettext_lazy("A new supervisor was asked"),
    "agreements.agreement.warned": gettext_lazy("Both sides were told that it ends"),
}
"""What the log says of an agreement, as lines of its page."""


def state_of(agreement: Agreement, now: datetime) -> dict[str, Any]:
    """The state in words and as the kind of a tag: dates count, not only what was pressed."""
    today = timezone.localdate(now)
    if agreement.state == "agreed" and agreement.last_day < today:
        return {"word": _("over"), "kind": "neutral"}
    if agreement.state == "agreed" and agreement.first_day > today:
        return {"word": _("agreed, begins later"), "kind": "info"}
    if agreement.state == "agreed":
        return {"word": _("in force"), "kind": "ok"}
    kind = "warn" if agreement.state == "proposed" else "neutral"
    return {"word": AgreementStates.NAMES[agreement.state], "kind": kind}


def rows(agreements: Iterable[Agreement], now: datetime) -> list[dict[str, Any]]:
    """Agreements as lines of a list."""
    return [
        {"agreement": each, "name": name_of(each), "state": state_of(each, now)}
        for each in agreements
    ]


def name_of(agreement: Agreement) -> str:
    """What it is about, in a few words: the kind, and of a profile its network."""
    kind = agreement.get_kind_display()
    return f"{kind}, {network_name(agreement.network)}" if agreement.network else str(kind)


def network_name(slug: str) -> str:
    """The network as people call it."""
    if slug == OTHER:
        return _("another network")
    try:
        return registry.network(slug).name
    except NotRecognised:
        return slug


def duty_hours(person: Person) -> list[tuple[Any, str]]:
    """The person's own duty hours, a weekday each; shown, never copied (K8)."""
    return [(WEEKDAYS[day], spans) for day, spans in week_in_words(person.duty_times.all()).items()]


def around(person: Person, reader: Person, now: datetime) -> dict[str, Any]:
    """What an agreement on working time rests on: duty hours, accounts, substitutes."""
    return {
        "person": person,
        "hours_of_duty": duty_hours(person),
        "served": served(person, now),
        "may_set_duty_times": allows(reader, "people.set_duty_times", person, now=now),
        "own": reader == person,
    }


def agreement_page(agreement: Agreement, reader: Person, now: datetime) -> dict[str, Any]:
    """One agreement: what it says, what is missing, what the reader may do, what has happened."""
    working_time = agreement.kind == Agreement.Kind.WORKING_TIME
    return {
        "agreement": agreement,
        "name": name_of(agreement),
        "heading": capfirst(name_of(agreement)),
        "state": state_of(agreement, now),
        "working_time": working_time,
        "facts": list(_facts(agreement)),
        "findings": _findings(agreement, now),
        "timeline": timeline(agreement, HAPPENED),
        "renewal": agreement.renewals.exclude(state__in=("declined", "withdrawn")).first(),
        **around(agreement.person, reader, now),
        **acts(agreement, reader, now),
    }


def acts(agreement: Agreement, reader: Person, now: datetime) -> dict[str, bool]:
    """What the reader may do now; the commands ask again."""
    side = side_of(reader, agreement.person, now)
    standing = agreement.state == "agreed" and agreement.last_day >= timezone.localdate(now)
    proposed = agreement.state == "proposed"
    renewed = agreement.renewals.filter(state__in=("proposed", "agreed")).exists()
    return {
        "may_answer": proposed and side is not None and side != proposer_side(agreement),
        "may_withdraw": proposed and side == proposer_side(agreement),
        "may_end": standing and side is not None,
        "may_renew": agreement.state == "agreed" and side is not None and not renewed,
        "may_confirm": standing and side == SUPERVISOR and agreement.supervisor != reader,
    }


def _facts(agreement: Agreement) -> Iterator[dict[str, Any]]:
    """What was agreed, line by line; what was not written is not shown."""
    if agreement.kind == Agreement.Kind.WORKING_TIME:
        hours = agreement.hours
        yield _fact(_("What the work is"), agreement.scope)
        yield _fact(_("Hours a week"), hours.normalize() if hours is not None else "")
        yield _fact(_("Duty hours confirmed"), _yes(agreement.duty_times_confirmed), "K8")
        yield _fact(_("Substitutes confirmed"), _yes(agreement.substitutes_confirmed), "C9")
        if agreement.work_matters_only:
            yield _fact(_("In working time work matters only"), _("confirmed"), "L1")
        return
    yield _fact(_("Network"), network_name(agreement.network))
    yield _fact(_("Address, as stated"), agreement.address)
    yield _fact(_("On which matters"), agreement.scope)
    yield _fact(_("For a separate work profile"), agreement.for_work_profile, "K7")
    yield _fact(_("For acting as oneself"), agreement.for_own_profile, "K7")
    yield _fact(_("Chosen"), agreement.get_profile_display(), "K7")
    yield _fact(_("Stands on"), agreement.get_founded_on_display(), "S2")


def _fact(label: str, value: Any, clause: str = "") -> dict[str, Any]:
    return {"label": label, "value": value, "clause": clause}


def _yes(value: bool) -> str:
    return _("yes") if value else _("not yet")


def _findings(agreement: Agreement, now: datetime) -> list[dict[str, Any]]:
    policy = current_policy(now)
    return [
        {
            "id": finding.pk,
            "reason": reason(finding.message, finding.values),
            "sentence": sentence(finding.rule),
            "clause": finding.clause,
            "place": place(policy, finding.clause),
            "basis": finding.basis,
            "holder": holder.name if holder else "",
            "due": timezone.localdate(duty.due_at) if duty else None,
            "late": bool(duty and duty.due_at < now),
            "waived_until": finding.waiver.until if finding.waiver else None,
        }
        for finding, duty, holder in duties.findings_on("agreement", agreement.pk, now)
    ]


def not_asked(person: Person, kind: str, reader: Person, now: datetime) -> set[str]:
    """Fields of a form that make no sense for this person, reader or policy."""
    left_out: set[str] = set()
    if (
        reader != person
        or kind != Agreement.Kind.WORKING_TIME
        or person.pk not in ties({person.pk}, now).elected
    ):
        left_out.add("work_matters_only")
    if not served(person, now):
        left_out.add("substitutes_confirmed")
    rules = current_policy(now).rules
    if not any(rules[rule].enforcement == "reason" for rule in GATES if rule in rules):
        left_out.add("reason")
    return left_out


def needed(now: datetime) -> set[str]:
    """Texts without which the policy stops a proposal: a form says so before it is sent."""
    setting = current_policy(now).rules.get("agreements.both-sides-weighed")
    stops = setting is not None and setting.enforcement == "block"
    return {"for_work_profile", "for_own_profile"} if stops else set()


def obstacle(person: Person, now: datetime) -> bool:
    """Whether nothing can be agreed yet since nobody is recorded as the supervisor."""
    return supervisor_of(person, now) is None
