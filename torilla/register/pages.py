"""What the pages of one account show, put together from the register, the findings and the duties."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from torilla.guideline.policies import current_policy
from torilla.guideline.texts import sentence
from torilla.people.models import Person
from torilla.people.permissions import allows
from torilla.policy import RULES
from torilla.policy.facts import AccountFacts
from torilla.register.facts import unseen_removals
from torilla.register.findings import findings_on
from torilla.register.history import history_of
from torilla.register.lifecycle import OPENING, AccountStates
from torilla.register.models import Account, AccountRecord, Seen
from torilla.register.naming import names_for
from torilla.register.queries import network_name
from torilla.register.standing_in import today
from torilla.register.stewards import stewards
from torilla.register.words import AIMS, AUDIENCES, PURPOSES

MAY = {
    "may_change": "register.change",
    "may_end": "register.end_steward",
    "may_note": "register.note_seen",
    "may_confirm": "register.confirm",
    "may_close": "register.close",
    "may_note_removal": "register.note_removal",
    "may_note_logins": "register.note_credential",
}


@dataclass(frozen=True)
class Fact:
    """A line of the record; `open`: nobody has said yet."""

    label: str
    value: str
    open: bool


@dataclass(frozen=True)
class Sight:
    """One of the things to look at, and what was last seen."""

    key: str
    label: Any
    row: Seen | None


def account_page(
    account: Account, record: AccountRecord, *, reader: Person, now: datetime
) -> dict[str, Any]:
    """What is missing, who acts in it, what the register says, what was seen."""
    findings = findings_on(account, reader=reader, now=now)
    rules = kept_rules({finding["rule"] for finding in findings}, now)
    people = stewards(account, now, reader)
    may = {name: allows(reader, permission, account, now=now) for name, permission in MAY.items()}
    return {
        "account": account,
        "record": record,
        "state": AccountStates.NAMES[record.state],
        "network": network_name(account.network),
        "crumbs": crumbs(),
        "findings": findings,
        "kept_rules": rules,
        "kept": len(rules),
        "stewards": people,
        "today": today([account.pk], now).get(account.pk),
        "unseen": unseen_removals().filter(account=account, until__lte=now).count(),
        "shows_agreements": any(each.agreement for each in people),
        "facts": list(facts(account, record)),
        "sights": sights(account, now),
        **may,
        "may_see_opening": record.state == OPENING and _sees_opening(account, reader, now),
        "may_close": may["may_close"] and record.state != OPENING,
        "may_name": names_for(reader, account, now=now),
    }


def _sees_opening(account: Account, reader: Person, now: datetime) -> bool:
    """Whether the reader may see the application by which the account is being opened."""
    application = getattr(account, "application", None)
    return application is not None and allows(reader, "openings.see", application, now=now)


def history_page(account: Account, record: AccountRecord) -> dict[str, Any]:
    """Every event as the timeline takes it."""
    entries = [
        {"at": e.at, "title": e.sentence, "who": e.by.name if e.by else "Torilla"}
        for e in history_of(account)
    ]
    return {
        "account": account,
        "record": record,
        "entries": entries,
        "crumbs": crumbs_of(account, record),
    }


def crumbs() -> list[dict[str, str]]:
    return [{"label": _("Accounts"), "url": reverse("register:accounts")}]


def crumbs_of(account: Account, record: AccountRecord) -> list[dict[str, str]]:
    """The way to a page below the account's own."""
    own = {"label": record.name, "url": reverse("register:account", args=[account.pk])}
    return [*crumbs(), own]


def kept_rules(broken: set[str], now: datetime) -> list[dict[str, Any]]:
    """The rules on accounts that this one keeps, in the order of the policy."""
    policy = current_policy(now)
    return [
        {"sentence": sentence(rule_id), "clause": RULES[rule_id].clause}
        for rule_id in policy.rules
        if RULES[rule_id].facts is AccountFacts and rule_id not in broken
    ]


def facts(account: Account, record: AccountRecord) -> Iterator[Fact]:
    """The record, a line a field; what nobody has said is shown as open."""
    said = {
        _("Network"): network_name(account.network),
        _("Address"): record.address,
        _("Kind"): record.get_kind_display() if record.kind else "",
        _("Owner"): record.unit.name if record.unit else "",
        _("Role address"): record.role_address,
        _("Aims"): _listed(AIMS, record.aims),
        _("Audience"): _listed(AUDIENCES, record.audiences),
        _("As what"): _listed(PURPOSES, record.purposes),
        _("In own words"): record.purpose,
        _("Plan"): record.plan,
        _("In the register since"): _day(account.registered_at),
        _("Confirmed as true"): _day(record.confirmed_at) if record.confirmed_at else "",
    }
    for label, value in said.items():
        yield Fact(label, str(value) or _("not known yet"), not value)


def _listed(words: Any, keys: list[str]) -> str:
    return ", ".join(str(words.get(key, key)) for key in keys)


def _day(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local.day}.{local.month}.{local.year}"


def sights(account: Account, now: datetime) -> list[Sight]:
    """The keeper and the three links of C14, and what was last seen of each."""
    rows = {row.what: row for row in account.seen.at(now).select_related("seen_by")}
    return [Sight(what.value, what.label, rows.get(what.value)) for what in Seen.What]
