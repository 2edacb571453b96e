"""Reading disclosure permissions, always as seen by somebody, at a moment."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from torilla.core.alphabet import Alphabetical
from torilla.guideline.people_sources import EMPLOYED
from torilla.matters.case_numbers import key_of
from torilla.matters.models import Disclosure
from torilla.people.models import Body, Holding, Membership, Person, Standing
from torilla.people.permissions import reach

SEE = "disclosures.see"
A_LIST = 20
"""How many officials a form offers at once; more are found by searching."""


def disclosures_seen_by(person: Person, now: datetime) -> QuerySet[Disclosure]:
    """Own questions, those one answers, and everybody's for whoever leads or communicates."""
    rows = Disclosure.objects.select_related("asked_by", "official", "body", "answered_by")
    if reach(person, now=now).everywhere(SEE):
        return rows
    return rows.filter(Q(asked_by=person) | answered_by(person, now))


def answered_by(person: Person, now: datetime) -> Q:
    """What is asked of the person, or of a body for which the person speaks now."""
    speaks = Membership.objects.at(now).filter(person=person, role__in=Membership.SPEAK)
    return Q(official=person) | Q(body__in=speaks.values("body"))


def disclosure_seen_by(person: Person, pk: int, now: datetime) -> Disclosure | None:
    """That question, or None when there is none or the reader may not see it."""
    return disclosures_seen_by(person, now).filter(pk=pk).first()


def awaiting_answer_of(person: Person, now: datetime) -> QuerySet[Disclosure]:
    """What awaits the person's answer, the most urgent first; an own question is for somebody else."""
    rows = disclosures_seen_by(person, now).filter(answered_by(person, now), state="asked")
    return rows.exclude(asked_by=person).order_by("due_at", "pk")


def in_force(person: Person, now: datetime) -> QuerySet[Disclosure]:
    """What may be told today, of what the person sees."""
    rows = disclosures_seen_by(person, now).filter(state="granted")
    return rows.filter(until__gte=timezone.localdate(now)).order_by("until", "pk")


@dataclass(frozen=True)
class OfCase:
    """What a reader knows of a case number: "granted" (`found`: what may be told today, the longest first),
    "waiting", "refused", "ended" (`found`: the newest of them) or "unknown": then one asks."""

    case_number: str
    known: str
    found: tuple[Disclosure, ...] = ()


def state_of_case(case_number: str, reader: Person, now: datetime) -> OfCase:
    """What may be told of that matter, as far as the reader sees; however the number is typed. One query.

    Torilla knows no list of pending matters: "unknown" says nothing of whether the matter is finished.
    """
    return states_of_cases([case_number], reader, now)[case_number]


def states_of_cases(
    case_numbers: Collection[str], reader: Person, now: datetime
) -> dict[str, OfCase]:
    """`state_of_case` of several, by the number as it was given; one query, none where there is no number."""
    keys = {number: key_of(number) for number in case_numbers}
    rows: dict[str, list[Disclosure]] = defaultdict(list)
    if wanted := {key for key in keys.values() if key}:
        seen = disclosures_seen_by(reader, now).filter(case_key__in=wanted)
        for row in seen.exclude(state="withdrawn"):
            rows[row.case_key].append(row)
    today = timezone.localdate(now)
    return {number: _known(number, rows[key], today) for number, key in keys.items()}


def _known(case_number: str, rows: list[Disclosure], today: date) -> OfCase:
    valid = [row for row in rows if row.in_force(today)]
    if valid:
        valid.sort(key=lambda row: (row.until, row.pk), reverse=True)
        return OfCase(case_number, "granted", tuple(valid))
    for state, word in (("asked", "waiting"), ("refused", "refused")):
        found = [row for row in rows if row.state == state]
        if found:
            return OfCase(case_number, word, (found[0],))
    return OfCase(case_number, "ended" if rows else "unknown", tuple(rows[:1]))


def officials(sought: str, chosen: int | None, asker: Person, now: datetime) -> list[Person]:
    """Whom a form offers to ask: those found by name or title; without a search who hold a position.

    `chosen` stays among them. Names and titles of officials are public, so everybody may ask anybody here.
    """
    standings = Standing.objects.at(now).filter(kind__in=EMPLOYED)
    people = Person.objects.filter(
        is_active=True, erased_at=None, pk__in=standings.values("person")
    )
    people = people.exclude(pk=asker.pk)
    if sought:
        titled = standings.filter(title__icontains=sought).values("person")
        named = people.filter(Q(name__icontains=sought) | Q(pk__in=titled))
    else:
        named = people.filter(pk__in=Holding.objects.at(now).values("person"))
    ordered = named.order_by(Alphabetical("name"), "pk").values_list("pk", flat=True)
    ids = [*ordered[:A_LIST], *([chosen] if chosen is not None else [])]
    shown = people.filter(pk__in=ids).order_by(Alphabetical("name"), "pk")
    return list(shown.prefetch_related(Prefetch("standings", standings, to_attr="standings_now")))


def bodies() -> QuerySet[Body]:
    """The groups that decide and have not ended."""
    return Body.objects.filter(ended_at=None)
