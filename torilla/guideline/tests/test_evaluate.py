from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from torilla.core.models import AuditEntry
from torilla.guideline.commands.evaluate import evaluate
from torilla.guideline.models import Finding, Look
from torilla.guideline.people_sources import PERSONS, POSITIONS_FILLED

DAY = timedelta(days=1)


def test_a_person_without_a_supervisor_is_a_finding(policy, aino, eeva, monday):
    evaluate(PERSONS, None, monday)
    finding = Finding.objects.get(rule="people.supervisor-known")
    assert (finding.subject_id, finding.subject_name) == (eeva.pk, "Eeva")
    assert finding.person == eeva and finding.basis == "added" and finding.clause == ""


def test_looking_twice_changes_nothing(policy, people, monday):
    people.supervised = {1: False}
    evaluate(people.source, None, monday)
    before = AuditEntry.objects.count()
    again = evaluate(people.source, None, monday + DAY)
    assert (again.opened, again.closed, again.changed) == ([], [], [])
    assert AuditEntry.objects.count() == before


def test_a_finding_closes_when_put_right_and_opens_anew(policy, people, monday):
    people.supervised = {1: False}
    first = evaluate(people.source, None, monday).opened[0]
    people.supervised = {1: True}
    assert evaluate(people.source, [1], monday + DAY).closed == [first]
    people.supervised = {1: False}
    assert evaluate(people.source, [1], monday + 2 * DAY).opened != [first]
    assert Finding.objects.get(pk=first.pk).closed_at == monday + DAY


def test_a_subject_that_is_gone_has_no_findings(policy, people, monday):
    people.supervised = {1: False, 2: False}
    evaluate(people.source, None, monday)
    del people.supervised[1]
    evaluate(people.source, None, monday + DAY)
    assert list(Finding.objects.filter(closed_at=None).values_list("subject_id")) == [(2,)]


def test_only_those_asked_for_are_looked_at(policy, people, monday):
    people.supervised = {1: False, 2: False}
    evaluate(people.source, [2], monday)
    assert Finding.objects.get().subject_id == 2
    people.supervised = {1: False, 2: True}
    assert not evaluate(people.source, [1], monday).closed


def test_the_name_shown_follows_the_subject(policy, people, aino, monday):
    evaluate(PERSONS, None, monday)
    finding = Finding.objects.get(subject_name="Eeva")
    finding.person.name = "Eeva Uusi"
    finding.person.save()
    changed = evaluate(PERSONS, None, monday + DAY).changed
    assert [f.subject_name for f in changed] == ["Eeva Uusi"]
    finding.refresh_from_db()
    assert (finding.subject_name, finding.opened_at) == ("Eeva Uusi", monday)


def test_opening_and_closing_are_recorded_as_the_system_does_it(policy, people, monday):
    people.supervised = {7: False}
    evaluate(people.source, None, monday)
    entry = AuditEntry.objects.latest("id")
    assert (entry.action, entry.actor) == ("guideline.finding.opened", "system")
    assert '"rule":"people.supervisor-known"' in entry.details
    people.supervised = {}
    evaluate(people.source, None, monday)
    assert AuditEntry.objects.latest("id").action == "guideline.finding.closed"


def test_a_finding_is_open_once(policy, people, monday):
    people.supervised = {1: False}
    finding = evaluate(people.source, None, monday).opened[0]
    finding.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        finding.save(force_insert=True)


def test_the_next_look_is_kept_and_moved(policy, people, monday):
    people.supervised, people.again = {1: True}, {1: monday + DAY}
    evaluate(people.source, None, monday)
    assert Look.objects.get(source="test.people").next_look_at == monday + DAY
    people.again = {1: monday + 2 * DAY}
    evaluate(people.source, [1], monday)
    assert Look.objects.get(source="test.people").next_look_at == monday + 2 * DAY
    people.again = {}
    evaluate(people.source, [1], monday)
    assert not Look.objects.filter(source="test.people").exists()


def test_a_vacant_position_is_a_finding_until_ritva_holds_it(policy, ritva, monday):
    evaluate(POSITIONS_FILLED, None, monday)
    vacant = Finding.objects.filter(source="people.positions")
    assert "kunnanjohtaja" not in vacant.values_list("subject_name", flat=True)
    assert vacant.count() == 4
    assert {f.holder for f in vacant} == {"set_up_person"}
