"""The ledger of withdrawals: what it holds, what breaks it, and that it brings a restored database up to date."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from torilla.duties.models import Duty
from torilla.media import ledger
from torilla.media.commands.reconcile import reconcile, replay
from torilla.media.commands.set_never import set_never
from torilla.media.commands.withdraw_consent import withdraw_consent
from torilla.media.links import LinkHolder
from torilla.media.models import Consent, Pictured
from torilla.media.tests.asking import answer, ask

SOMEBODY = UUID(int=1)


def line(monday, n=0, what=ledger.WITHDRAWN, reference=SOMEBODY):
    return ledger.Line(monday + timedelta(minutes=n), reference, what)


def test_each_line_follows_the_one_before(own_ledger, monday):
    for n in range(3):
        ledger.write(line(monday, n))
    told = [json.loads(text) for text in own_ledger.read_text().splitlines()]
    assert [each["n"] for each in told] == [1, 2, 3]
    assert told[2]["previous"] == told[1]["hash"]
    assert own_ledger.stat().st_mode & 0o777 == 0o600
    assert ledger.read(own_ledger).broken == []


def test_the_same_line_is_not_written_twice(own_ledger, monday):
    ledger.write(line(monday))
    assert ledger.merge([line(monday), line(monday, 1), line(monday, 1)]) == 1


@pytest.mark.parametrize("cut", [1, 20, 150])
def test_a_torn_last_line_is_told_and_written_over(own_ledger, monday, cut):
    ledger.write(line(monday))
    whole = own_ledger.read_bytes()
    ledger.write(line(monday, 1))
    own_ledger.write_bytes(own_ledger.read_bytes()[:-cut])
    found = ledger.read(own_ledger)
    assert found.torn and len(found.lines) == 1 and found.broken == []
    ledger.write(line(monday, 2))
    assert own_ledger.read_bytes().startswith(whole) and not ledger.read(own_ledger).torn


def test_what_was_changed_or_taken_out_is_told(own_ledger, monday):
    for n in range(3):
        ledger.write(line(monday, n))
    lines = own_ledger.read_bytes().splitlines(keepends=True)
    own_ledger.write_bytes(lines[0] + lines[1].replace(b"withdrawn", b"declined") + lines[2])
    assert ledger.read(own_ledger).broken == [2]
    own_ledger.write_bytes(lines[0] + lines[2])
    assert ledger.read(own_ledger).broken == [2]
    own_ledger.write_bytes(lines[0] + b"?\n" + lines[1])
    assert ledger.read(own_ledger).broken == [2] and len(ledger.read(own_ledger).lines) == 2


def test_that_somebody_may_be_shown_is_not_believed_of_a_changed_line(own_ledger, monday):
    for n in range(2):
        ledger.write(line(monday, n, ledger.NEVER))
    own_ledger.write_bytes(own_ledger.read_bytes()[::-1].replace(b"reven", b"dedne reven", 1)[::-1])
    found = ledger.read(own_ledger)
    assert found.broken == [2] and [each.what for each in found.lines] == [ledger.NEVER]


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_read(content):
    found = ledger._parsed(content)
    assert found.torn == (not content.endswith(b"\n") and bool(content))


def test_a_disk_that_is_gone_keeps_nobody_from_withdrawing(consented, own_ledger, monday):
    own_ledger.unlink(missing_ok=True)
    own_ledger.mkdir()
    withdraw(consented, monday)
    assert Consent.objects.get().state == "withdrawn"
    own_ledger.rmdir()
    assert reconcile(monday).added == 1 and reconcile(monday).added == 0


def withdraw(consent, now):
    return withdraw_consent(actor=LinkHolder(consent), consent=consent, now=now)


def as_before(consent):
    """The database as it was before the withdrawal, as a restore brings it back."""
    Consent.objects.filter(pk=consent.pk).update(state="given", withdrawn_at=None)
    Duty.objects.all().delete()
    consent.pictured.asset.uses.update(remove_by=None)


def test_a_restored_database_withdraws_again_with_its_duties(used, consented, monday):
    withdraw(consented, monday + timedelta(hours=3))
    as_before(consented)
    later = monday + timedelta(days=1)
    assert reconcile(later).again == 1 and reconcile(later).again == 0
    row = Consent.objects.get()
    assert row.state == "withdrawn" and row.withdrawn_at == monday + timedelta(hours=3)
    assert Duty.objects.filter(subject_kind="use", closed_at=None).count() == 1


def test_a_consent_restored_as_asked_is_withdrawn_too(asked, monday):
    ledger.write(line(monday, 5, reference=asked.consent.reference))
    assert reconcile(monday + timedelta(days=1)).again == 1
    assert Consent.objects.get().state == "withdrawn"


def test_what_the_database_never_knew_does_nothing(asked, monday):
    assert replay([line(monday)], monday) == 0


def test_never_comes_back_unless_it_was_ended(reader, monday):
    never = line(monday, 1, ledger.NEVER, reader.reference)
    ended = line(monday, 2, ledger.NEVER_ENDED, reader.reference)
    assert replay([ended, never], monday) == 0 and not Pictured.objects.get().never
    assert replay([never], monday) == 1 and Pictured.objects.get().never


def test_never_stays_where_the_ledger_could_not_be_told_of_it(reader, eeva, own_ledger, monday):
    for minute, what in ((1, True), (2, False)):
        set_never(actor=eeva, pictured=reader, never=what, now=monday + timedelta(minutes=minute))
    kept = own_ledger.read_bytes()
    own_ledger.unlink()
    own_ledger.mkdir()
    set_never(actor=eeva, pictured=reader, never=True, now=monday + timedelta(minutes=3))
    own_ledger.rmdir()
    own_ledger.write_bytes(kept)
    assert reconcile(monday + timedelta(hours=1)).added == 1
    assert Pictured.objects.get().never and ledger.read(own_ledger).lines[-1].what == ledger.NEVER
    assert reconcile(monday + timedelta(hours=2)).added == 0


@given(st.data())
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_in_any_order_and_however_often_the_outcome_is_the_same(reader, aino, monday, data):
    consents = [answer(ask(aino, reader, monday).consent, monday) for _n in range(3)]
    whats = [ledger.WITHDRAWN, ledger.OBJECTED, ledger.DECLINED]
    made = [
        line(monday, n, data.draw(st.sampled_from(whats)), each.reference)
        for n, each in enumerate(consents)
    ]
    never = [ledger.NEVER, ledger.NEVER_ENDED]
    made += [line(monday, n, what, reader.reference) for n, what in enumerate(never)]
    drawn = data.draw(st.lists(st.sampled_from(made), max_size=10)) + made
    lines = data.draw(st.permutations(drawn))
    replay(lines, monday)
    withdrawn = {each.reference for each in made if each.what in whats[:2]}
    states = dict(
        Consent.objects.filter(pk__in=[c.pk for c in consents]).values_list("reference", "state")
    )
    assert {key for key, state in states.items() if state == "withdrawn"} == withdrawn
    assert not Pictured.objects.get(pk=reader.pk).never
    assert replay(lines, monday) == 0
