"""Whatever the two sides do and in whatever order, nothing is agreed twice for one day."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from torilla.agreements.commands.answer import answer
from torilla.agreements.commands.end import end
from torilla.agreements.commands.propose import propose
from torilla.agreements.commands.renew import renew
from torilla.agreements.commands.withdraw import withdraw
from torilla.agreements.lifecycle import AgreementStates
from torilla.agreements.models import Agreement
from torilla.agreements.queries import valid_for
from torilla.agreements.terms import Terms
from torilla.core.command import Refused

pytestmark = pytest.mark.django_db

DAYS = st.integers(0, 20)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["propose", "agree", "decline", "withdraw", "end", "renew"]),
        st.sampled_from(["aino", "eeva"]),
        DAYS,
        DAYS,
    ),
    max_size=12,
)


def act(verb, actor, aino, begins, lasts, now):
    first = now.date() + timedelta(days=begins)
    last = first + timedelta(days=lasts - 5)
    terms = Terms(first_day=first, last_day=last, scope="Kirjasto", duty_times_confirmed=True)
    newest = Agreement.objects.order_by("-pk").first()
    given = {"actor": actor, "now": now}
    if verb == "propose":
        propose(person=aino, kind="working_time", terms=terms, **given)
    elif newest is None:
        return
    elif verb in ("agree", "decline"):
        answer(agreement=newest, agrees=verb == "agree", words="Syy", **given)
    elif verb == "withdraw":
        withdraw(agreement=newest, **given)
    elif verb == "end":
        end(agreement=newest, from_day=first, **given)
    else:
        renew(agreement=newest, terms=terms, **given)


def days_of(agreement) -> set[date]:
    """The days for which it stands: agreed, or waiting to be."""
    length = (agreement.bound_until - agreement.first_day).days + 1
    return {agreement.first_day + timedelta(days=number) for number in range(length)}


@pytest.mark.slow
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts=ACTS)
def test_no_day_is_agreed_twice(policy, aino, eeva, monday, acts):
    with transaction.atomic():
        live(acts, aino, {"aino": aino, "eeva": eeva}, monday)
        transaction.set_rollback(True)  # every example begins anew


def live(acts, aino, who, monday):
    for number, (verb, name, begins, lasts) in enumerate(acts):
        before = dict(Agreement.objects.values_list("pk", "state"))
        try:
            act(verb, who[name], aino, begins, lasts, monday + timedelta(days=2 * number))
        except Refused:
            continue
        for pk, state in Agreement.objects.filter(pk__in=before).values_list("pk", "state"):
            assert state == before[pk] or state in AgreementStates.MOVES[before[pk]]
    standing = Agreement.objects.exclude(state__in=("declined", "withdrawn"))
    for one, other in combinations(standing, 2):
        assert not days_of(one) & days_of(other)
    for day in set().union(*(days_of(each) for each in standing.filter(state="proposed"))):
        assert valid_for(aino, day) is None
