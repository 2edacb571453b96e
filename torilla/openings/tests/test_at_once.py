"""Two who decide at once: exactly one decision counts, and the other is told of it."""

import threading

import pytest
from django.db import connection, connections

from torilla.core.command import Refused
from torilla.openings.commands.decide import decide
from torilla.openings.models import Application, Decision
from torilla.openings.tests.groups import drafted, next_of, proposed, with_chain

pytestmark = [
    pytest.mark.faults,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("nothing_against"),
]


def test_of_two_decisions_at_once_one_counts(library, aino, leena, person, mallila, monday):
    if connection.vendor == "sqlite":
        return  # its threads share one connection in memory; its writers wait for each other anyway
    with_chain('["communications_lead"]', "applicant")
    liisa = person("Liisa", unit=mallila, positions=["communications_lead"])
    asked = proposed(drafted(library, aino, monday), aino, monday)
    row, barrier, said = next_of(asked), threading.Barrier(2), []

    def run(who, outcome):
        try:
            mine = Decision.objects.get(pk=row.pk)
            barrier.wait(timeout=20)
            decide(actor=who, decision=mine, outcome=outcome, reason="Syy", now=monday)
            said.append(outcome)
        except Refused as refused:
            said.append(str(refused))
        finally:
            connections.close_all()

    both = [
        threading.Thread(target=run, args=each)
        for each in ((leena, "approved"), (liisa, "declined"))
    ]
    for each in both:
        each.start()
    for each in both:
        each.join(timeout=60)
    kept = Decision.objects.get(pk=row.pk).outcome
    assert kept in said and sum("on jo päätetty" in each for each in said) == 1, said
    assert Application.objects.get(pk=asked.pk).state == kept
