"""Whatever is done and in whatever order, a question goes only where its life allows."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from torilla.core.command import NotAllowed, Refused
from torilla.duties.models import Duty
from torilla.matters.commands.answer import Answer, answer
from torilla.matters.commands.ask import ask
from torilla.matters.commands.end import end
from torilla.matters.commands.end_over import end_over
from torilla.matters.commands.withdraw import withdraw
from torilla.matters.lifecycle import DisclosureStates
from torilla.matters.models import Disclosure
from torilla.matters.queries import state_of_case

pytestmark = pytest.mark.django_db

VERBS = ["ask", "grant", "refuse", "withdraw", "end", "clock"]
ACTS = st.lists(
    st.tuples(
        st.sampled_from(VERBS), st.sampled_from(["veikko", "martti", "olli"]), st.integers(-2, 9)
    ),
    max_size=12,
)


def act(verb, actor, who, days, now):
    newest = Disclosure.objects.first()
    until = now.date() + timedelta(days=days)
    if verb == "ask":
        others = [each for each in who.values() if each != actor]
        ask(
            actor=actor, official=others[0], case_number="M-1", about="Asia", wanted="Teksti",
            audience="kaikille", now=now,
        )  # fmt: skip
    elif verb == "clock":
        end_over(now)
    elif newest is None:
        return
    elif verb == "grant":
        said = Answer(True, "Teksti", "kaikille", until, nothing_secret=True)
        answer(actor=actor, disclosure=newest, said=said, now=now)
    elif verb == "refuse":
        said = Answer(grants=False, reason="Syy")
        answer(actor=actor, disclosure=newest, said=said, now=now)
    elif verb == "withdraw":
        withdraw(actor=actor, disclosure=newest, now=now)
    else:
        end(actor=actor, disclosure=newest, reason="Syy", now=now)


@pytest.mark.slow
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts=ACTS)
def test_a_question_lives_as_it_may(policy, veikko, martti, olli, monday, acts):
    with transaction.atomic():
        live(acts, {"veikko": veikko, "martti": martti, "olli": olli}, monday)
        transaction.set_rollback(True)  # every example begins anew


def live(acts, who, monday):
    for number, (verb, name, days) in enumerate(acts):
        now = monday + timedelta(days=2 * number)
        before = dict(Disclosure.objects.values_list("pk", "state"))
        try:
            with transaction.atomic():
                act(verb, who[name], who, days, now)
        except (Refused, NotAllowed):
            pass
        holds(before, who, now)


def holds(before, who, now):
    for row in Disclosure.objects.all():
        was = before.get(row.pk, "asked")
        assert row.state == was or row.state in DisclosureStates.MOVES[was]
        assert row.answered_by_id != row.asked_by_id
        assert (row.ended_at is None) == (row.state in ("asked", "granted"))
        open_duties = Duty.objects.filter(
            kind="act", closed_at=None, subject_kind="disclosure", subject_id=row.pk
        )
        assert open_duties.count() == (row.state == "asked")
    for person in who.values():
        known = state_of_case("M-1", person, now)
        if known.known == "granted":
            assert all(row.until >= now.date() for row in known.found)
