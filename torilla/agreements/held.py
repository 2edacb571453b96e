"""What the agreements hold of a person; see `people.hooks`."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from torilla.agreements.commands.end_for_leaver import end_for_leaver
from torilla.agreements.commands.forget_old import without_words
from torilla.agreements.models import Agreement
from torilla.agreements.queries import SEE, agreements_seen_by
from torilla.duties.models import Duty
from torilla.guideline.held import erased_name
from torilla.guideline.models import Finding
from torilla.people.hooks import Held, Section
from torilla.people.models import Person
from torilla.people.permissions import reach
from torilla.policy.messages import day

COVERS = frozenset(
    {
        "agreements.agreement.answered_by",
        "agreements.agreement.ended_by",
        "agreements.agreement.person",
        "agreements.agreement.proposed_by",
        "agreements.agreement.supervisor",
    }
)


def held_by(person: Person, now: datetime) -> Iterator[Held]:
    """Own agreements, which end before the person can go, and those made as a supervisor, which stay."""
    theirs = Agreement.objects.filter(Q(person=person) | Q(supervisor=person))
    for each in _standing(theirs.select_related("person"), timezone.localdate(now)):
        if each.person_id != person.pk:
            made = format_lazy(_("agreement with {name}"), name=each.person.name)
            yield Held(made, _page(each), ends_first=False)
            continue
        yield Held(
            _in_a_line(each),
            _page(each),
            key=each.audit_name,
            end=partial(end_for_leaver, agreement=each),
        )


def _in_a_line(agreement: Agreement) -> Any:
    until = day(agreement.last_day)
    return format_lazy(_("{kind}, until {day}"), kind=agreement.get_kind_display(), day=until)


def shown_of(person: Person, reader: Person, now: datetime) -> Section | None:
    """What is agreed with the person, for those who see it, and the ways to propose."""
    mine = reach(reader, now=now)
    leads = mine.supervises and person.supervisions.at(now).filter(supervisor=reader).exists()
    may_propose = leads or reader == person
    if not may_propose and not mine.everywhere(SEE):
        return None
    seen = agreements_seen_by(reader, now).filter(person=person)
    ways = [
        (_("Propose working time"), "agreements:propose_time"),
        (_("Propose an own profile"), "agreements:propose_profile"),
    ]
    return Section(
        name="agreements",
        title=_("Agreements"),
        clause="K2",
        lines=tuple(
            Held(_in_a_line(each), _page(each)) for each in _standing(seen, timezone.localdate(now))
        ),
        empty=_("Nothing is agreed."),
        acts=tuple((word, reverse(name, args=[person.pk])) for word, name in ways if may_propose),
    )


def _standing(rows: Any, today: date) -> Any:
    """Those that are proposed, in force or to come, also where they end on a later day before their last."""
    ends_later = Q(state="ended", ended_on__gt=Greatest(Value(today), F("first_day")))
    return rows.filter(Q(state__in=("proposed", "agreed")) | ends_later, last_day__gte=today)


def _page(agreement: Agreement) -> str:
    return reverse("agreements:agreement", args=[agreement.pk])


def exported(person: Person) -> dict[str, Any]:
    """Own agreements in full; of those made as a supervisor, with whom and when."""
    return {
        "agreements": [_plain(each) for each in person.agreements.order_by("pk")],
        "agreements_as_supervisor": [
            {"with": each.person.name, "kind": each.kind, **_days(each)}
            for each in person.agreements_made.select_related("person").order_by("pk")
        ],
    }


def _plain(agreement: Agreement) -> dict[str, Any]:
    words = (
        "kind", "state", "scope", "answer", "reason", "network", "address", "founded_on", "profile",
        "for_work_profile", "for_own_profile", "duty_times_confirmed", "substitutes_confirmed",
        "work_matters_only",
    )  # fmt: skip
    hours = str(agreement.hours) if agreement.hours is not None else None
    told = {word: getattr(agreement, word) for word in words}
    return told | {"hours": hours, "supervisor": agreement.supervisor.name} | _days(agreement)


def _days(agreement: Agreement) -> dict[str, str]:
    return {
        "first_day": agreement.first_day.isoformat(),
        "last_day": agreement.bound_until.isoformat(),
    }


def forget(person: Person, now: datetime) -> None:
    """Of an erased person's agreements the dates stay, the words and the name do not."""
    without_words(person.agreements.all())
    about = {"subject_kind": "agreement", "subject_id__in": person.agreements.values("pk")}
    Duty.objects.filter(**about).update(subject_name=erased_name(person))
    Finding.objects.filter(**about).update(subject_name=erased_name(person))
