"""Whatever is done to an application in whatever order: never two outcomes, never approved without all steps."""

import contextlib
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from torilla.core.command import Refused
from torilla.openings.commands.except_chain import except_chain
from torilla.openings.commands.propose import propose
from torilla.openings.commands.record_decision import record_decision
from torilla.openings.commands.withdraw import withdraw
from torilla.openings.jobs import lapse
from torilla.openings.lifecycle import ApplicationStates
from torilla.openings.models import Application
from torilla.openings.tests.groups import drafted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_against")]

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["propose", "approved", "returned", "declined", "deferred", "withdraw", "lapse", "except"]
        ),
        st.sampled_from([0, 1, 100, 200]),
        st.integers(0, 3),
    ),
    max_size=9,
)  # fmt: skip


def do(verb, which, application, people, now):
    aino, eeva, martti, ritva = people
    if verb == "propose":
        propose(actor=eeva, application=application, reasons={}, now=now)
    elif verb == "withdraw":
        withdraw(actor=aino, application=application, now=now)
    elif verb == "lapse":
        lapse(now)
    elif verb == "except":
        except_chain(
            actor=ritva, application=application, steps=[which], decided_by="Ritva",
            decided_on=now.date(), reason="Kiire", now=now,
        )  # fmt: skip
    else:
        rows = list(application.decisions.all())
        if rows:
            record_decision(
                actor=martti, decision=rows[which % len(rows)], outcome=verb, now=now, reason="Syy",
                meeting_on=now.date(), section=str(len(rows) + which), resources_confirmed=True,
            )  # fmt: skip


def holds(application, before):
    """What is true after every step."""
    rows = list(application.decisions.filter(round=application.round))
    outcomes = {row.step: row.outcome for row in rows}
    if application.state == "approved":
        assert set(outcomes.values()) <= {"approved", "lapsed"} and "approved" in outcomes.values()
        left = {step for step, outcome in outcomes.items() if outcome == "lapsed"}
        excepted = application.exceptions.filter(round=application.round)
        assert left <= {step for row in excepted for step in row.steps}
    if application.state in ("declined", "returned"):
        assert list(outcomes.values()).count(application.state) == 1
    if application.state == "deciding":
        assert not {"returned", "declined"} & set(outcomes.values())
        assert any(row.asked_at and row.outcome in ("", "deferred") for row in rows)
    now = {row.pk: row.outcome for row in application.decisions.all()}
    settled = {pk: outcome for pk, outcome in before.items() if outcome not in ("", "deferred")}
    assert settled.items() <= now.items(), "a decision was changed"
    return now


@pytest.mark.slow
@given(steps=STEPS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_an_application_has_one_outcome_and_all_its_steps(
    steps, policy, library, sector_group, management_group, aino, eeva, martti, ritva, monday
):
    with transaction.atomic():
        application, now, before = drafted(library, aino, monday), monday, {}
        for verb, days, which in steps:
            now += timedelta(days=days)
            was = application.state
            with contextlib.suppress(Refused):
                do(verb, which, application, (aino, eeva, martti, ritva), now)
            application = Application.objects.get(pk=application.pk)
            if was in ApplicationStates.ends():
                assert application.state == was
            before = holds(application, before)
        transaction.set_rollback(True)
