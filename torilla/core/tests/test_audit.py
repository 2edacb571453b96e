import json
import sqlite3
from contextlib import closing

import pytest
from django.db import connection, transaction

from torilla.core import audit
from torilla.core.models import AuditEntry, AuditHead, AuditSecret

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_did_what_to_what_and_when(aino, thing, monday):
    audit.record(thing, "market.fetched", actor=aino, at=monday, price=3)

    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.action) == ("people.person:1", "market.fetched")
    assert (entry.subject, entry.at) == ("market.thing:1", monday)
    assert entry.details == '{"price":3}'


def test_each_entry_holds_the_hash_of_the_one_before(aino, thing, monday):
    first = audit.record(thing, "market.fetched", actor=aino, at=monday)
    second = audit.record(thing, "market.eaten", actor=aino, at=monday)

    assert first.previous == "0" * 64 and second.previous == first.hash
    assert audit.head() == (2, second.hash)


def test_many_entries_keep_their_order(aino, thing, monday):
    entries = audit.record_many(
        [audit.Entry(thing, "market.fetched", {"number": n}) for n in range(5)],
        actor=aino,
        at=monday,
    )

    assert [e.id for e in entries] == [1, 2, 3, 4, 5]
    assert [json.loads(e.details)["number"] for e in AuditEntry.objects.all()] == [0, 1, 2, 3, 4]
    assert audit.verify().ok


def test_nothing_to_record_writes_nothing(aino, monday):
    assert audit.record_many([], actor=aino, at=monday) == []
    assert audit.verify().entries == 0


def test_what_is_rolled_back_leaves_no_gap(aino, thing, monday):
    audit.record(thing, "market.fetched", actor=aino, at=monday)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        audit.record(thing, "market.dropped", actor=aino, at=monday)
        _ = 1 / 0
    after = audit.record(thing, "market.eaten", actor=aino, at=monday)

    assert after.id == 2 and audit.verify().ok


def test_an_entry_read_back_is_the_entry_returned(aino, thing, monday):
    given = audit.record(thing, "market.fetched", actor=aino, at=monday)

    read = AuditEntry.objects.get(id=given.id)
    assert (read.hash, read.details) == (given.hash, given.details)


def test_the_chain_holds_a_personal_value_only_as_a_salted_hash(aino, thing, monday):
    entry = audit.record(thing, "market.named", actor=aino, at=monday, personal={"name": "Aino"})

    assert "Aino" not in entry.details
    assert list(json.loads(entry.details)["name"]) == ["sha256"]
    assert AuditSecret.objects.get().value == "Aino" and audit.verify().ok


def test_the_same_name_hashes_differently_each_time(aino, thing, monday):
    for _ in range(2):
        audit.record(thing, "market.named", actor=aino, at=monday, personal={"name": "Aino"})

    assert len(set(AuditEntry.objects.values_list("details", flat=True))) == 2


def test_an_erased_name_is_gone_and_the_chain_whole(aino, thing, monday):
    audit.record(thing, "market.named", actor=aino, at=monday, personal={"name": "Aino"})

    assert audit.erase(audit.holding("Aino"), about=thing, actor=aino, at=monday) == 1

    secret = AuditSecret.objects.get()
    assert (secret.value, secret.salt, secret.erased_at) == (None, None, monday)
    assert audit.verify().ok and AuditEntry.objects.last().action == "core.erased"


def test_erasing_twice_is_recorded_once(aino, thing, monday):
    entry = audit.record(thing, "market.named", actor=aino, at=monday, personal={"name": "Aino"})

    audit.erase([entry.id], about=thing, actor=aino, at=monday)

    assert audit.erase([entry.id], about=thing, actor=aino, at=monday) == 0
    assert AuditEntry.objects.filter(action="core.erased").count() == 1


def test_a_name_that_is_a_detail_too_is_refused(aino, thing, monday):
    with pytest.raises(TypeError, match="both a detail and a personal value"):
        audit.record(
            thing, "market.named", actor=aino, at=monday, personal={"name": "Aino"}, name="x"
        )


@pytest.mark.parametrize("action", ["", "two\nlines", "nul\x00", "long" * 100])
def test_an_action_that_is_no_line_is_refused(aino, thing, monday, action):
    with pytest.raises(ValueError, match="action of an audit entry"):
        audit.record(thing, action, actor=aino, at=monday)


@pytest.mark.parametrize("value", [{1, 2}, float("nan"), object()])
def test_details_that_are_no_json_are_refused(aino, thing, monday, value):
    with pytest.raises((TypeError, ValueError)):
        audit.record(thing, "market.fetched", actor=aino, at=monday, value=value)


def test_a_time_without_a_zone_is_refused(aino, thing, monday):
    with pytest.raises(ValueError, match="time zone"):
        audit.record(thing, "market.fetched", actor=aino, at=monday.replace(tzinfo=None))


def test_line_breaks_in_details_stay_inside_their_line(aino, thing, monday):
    audit.record(thing, "market.fetched", actor=aino, at=monday, note="one\ntwo\x00\u2028ä")

    assert "\n" not in AuditEntry.objects.get().details
    assert audit.verify().ok


def test_a_missing_head_is_not_begun_anew(aino, thing, monday):
    audit.record(thing, "market.fetched", actor=aino, at=monday)
    AuditHead.objects.all().delete()

    with pytest.raises(audit.HeadMissing):
        audit.record(thing, "market.fetched", actor=aino, at=monday)


def test_the_model_refuses_to_save_and_delete(aino, thing, monday):
    entry = audit.record(thing, "market.fetched", actor=aino, at=monday)

    with pytest.raises(TypeError, match="append-only"):
        entry.save()
    with pytest.raises(TypeError, match="append-only"):
        entry.delete()


def test_one_entry_costs_three_statements(aino, thing, monday, django_assert_max_num_queries):
    audit.record(thing, "market.fetched", actor=aino, at=monday)

    with transaction.atomic(), django_assert_max_num_queries(3):
        audit.record(thing, "market.fetched", actor=aino, at=monday)


@pytest.mark.django_db(transaction=True)
def test_an_erased_name_is_in_no_file_of_the_database(scratch, tmp_path):
    if connection.vendor != "sqlite":
        return  # PostgreSQL keeps no file of ours
    with closing(sqlite3.connect(tmp_path / "scratch.sqlite3")) as other:
        other.execute("SELECT count(*) FROM core_auditentry").fetchall()
        scratch.run("name_and_erase", "Sala-Aino")

        files = [file.read_bytes() for file in tmp_path.glob("scratch.sqlite3*")]
    assert files and not any(b"Sala-Aino" in content for content in files)
