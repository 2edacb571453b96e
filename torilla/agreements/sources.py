"""Agreements as a source of findings: those proposed, and those in force or to come (K2, K6).

The commands of agreements look again in their own transaction; here stands what others do.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from torilla.agreements.facts import facts_of, ties, warned_days
from torilla.agreements.models import Agreement
from torilla.guideline.sources import Change, FactSource, Loaded
from torilla.policy import Policy
from torilla.policy.facts import AgreementFacts


def _agreements(ids: Collection[int] | None, now: datetime, policy: Policy) -> Iterator[Loaded]:
    today = timezone.localdate(now)
    followed = Agreement.objects.filter(renews=OuterRef("pk"), state="agreed")
    rows = Agreement.objects.filter(
        Q(state="proposed") | Q(state="agreed", last_day__gte=today), person__erased_at=None
    )
    rows = rows.select_related("person").annotate(followed=Exists(followed)).order_by("pk")
    found = list(rows if ids is None else rows.filter(pk__in=ids))
    tied = ties(None if ids is None else {each.person_id for each in found}, now)
    warned = max(warned_days(policy, now), default=0)
    for each in found:
        yield Loaded(
            subject_id=each.pk,
            facts=facts_of(each, tied, now, warned=warned, renewed=each.followed),
            name=each.person.name,
            unit_id=tied.units.get(each.person_id),
            person_ids=(each.person_id,),
            next_look_at=datetime.combine(
                each.last_day + timedelta(days=1), time(), timezone.get_default_timezone()
            ),
        )


def _theirs(changes: Sequence[Change]) -> set[int]:
    """The agreements of the persons whom the entries are about."""
    persons = {
        int(str(c.details.get("person", c.subject_id)).rpartition(":")[2])
        for c in changes
        if c.details.get("person", c.subject_id)
    }
    return set(Agreement.objects.filter(person__in=persons).values_list("pk", flat=True))


AGREEMENTS = FactSource(
    name="agreements.agreements",
    facts=AgreementFacts,
    subject_kind="agreement",
    load=_agreements,
    stale_by={
        "people.supervisor.": _theirs,
        "people.standing.": _theirs,
        "people.duty_times.": _theirs,
        "people.person.": _theirs,
    },
)
SOURCES = (AGREEMENTS,)
