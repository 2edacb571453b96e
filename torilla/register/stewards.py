"""Who acts in an account, as its page and the interface show it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from torilla.agreements.queries import SEE
from torilla.core.alphabet import place
from torilla.core.templatetags.torilla import day
from torilla.guideline.policies import current_policy
from torilla.people.models import Person, Supervision
from torilla.people.permissions import reach
from torilla.register.agreed import Agreed, agreed_at
from torilla.register.models import Account, Report, Stewardship


@dataclass(frozen=True)
class Steward:
    """A person in the account, in words.

    `in_effect`: whether the naming takes effect (K2); `agreement`: how it stands with the agreement on
    working time, "" to whoever may not see it.
    """

    pk: int
    person: Person
    key: str
    role: Any
    since: datetime
    told_at: datetime | None
    in_effect: bool
    agreement: str = ""


def stewards(account: Account, now: datetime, reader: Person | None = None) -> list[Steward]:
    """Who acts in the account now, leads first, and when that was told (K4)."""
    order = {role: nth for nth, role in enumerate(Stewardship.Role.values)}
    told = Report.objects.filter(stewardship=OuterRef("pk"), what=Report.What.NAMED)
    told_at = Subquery(told.values("notice__delivered_at")[:1])
    rows = list(account.stewardships.at(now).select_related("person").annotate(told_at=told_at))
    agreed = agreed_at(now, current_policy(now), {row.person_id for row in rows})
    shown = _may_see(reader, rows, now)
    return [
        Steward(
            row.pk, row.person, row.role, row.get_role_display(), row.since, row.told_at,
            agreed.in_effect(row.person_id, row.from_before),
            in_words(agreed, row) if row.person_id in shown else "",
        )
        for row in sorted(rows, key=lambda row: (order[row.role], place(row.person.name)))
    ]  # fmt: skip


def _may_see(reader: Person | None, rows: list[Stewardship], now: datetime) -> set[int]:
    """Of these people those whose agreement the reader may see."""
    if reader is None:
        return set()
    people = {row.person_id for row in rows}
    if reach(reader, now=now).everywhere(SEE):
        return people
    theirs = Supervision.objects.at(now).filter(supervisor=reader, person__in=people)
    return (people & {reader.pk}) | set(theirs.values_list("person", flat=True))


def in_words(agreed: Agreed, row: Stewardship) -> str:
    """How it stands with the agreement: dates and nothing else of it."""
    person = row.person_id
    if not agreed.asked:
        return ""
    if person in agreed.until:
        return _("agreed until %(day)s") % {"day": day(agreed.until[person])}
    if person in agreed.free:
        return _("none is needed")
    if person in agreed.ended:
        return _("ended %(day)s") % {"day": day(agreed.ended[person])}
    return _("from before, not agreed yet") if row.from_before else _("not agreed")
