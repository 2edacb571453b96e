import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from torilla.core import audit, guards
from torilla.core.models import AuditEntry, AuditHead, AuditSecret

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(aino, thing, monday):
    """Five entries, the third with Aino's name beside it, and no triggers to protect them."""
    for number in range(5):
        personal = {"name": "Aino"} if number == 2 else None
        audit.record(
            thing, "market.fetched", actor=aino, at=monday, personal=personal, number=number
        )
    guards.remove(connection)
    return AuditEntry.objects


def execute(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def rewrite(log, start):
    """What somebody with every right to the database can do: forge an entry and all after it."""
    from torilla.core.chain import digest, stamp

    previous = log.get(id=start).previous
    for entry in log.filter(id__gte=start):
        actor = "people.person:2" if entry.id == start else entry.actor
        fields = (entry.action, entry.subject, entry.details, previous)
        forged = digest((str(entry.id), stamp(entry.at), actor, *fields))
        log.filter(id=entry.id).update(actor=actor, previous=previous, hash=forged)
        previous = forged
    AuditHead.objects.update(hash=previous)


@pytest.fixture
def anchor(log, tmp_path, monday):
    file = tmp_path / "anchors.jsonl"
    audit.append_anchor(file, audit.anchor_line(monday))
    return file


def test_a_whole_log_is_whole(log):
    found = audit.verify()

    assert json.loads(found.as_json()) == {
        "entries": 5,
        "ok": True,
        "first_broken": None,
        "why": "",
    }


def test_an_empty_log_is_whole():
    assert audit.verify().ok


def test_a_changed_time_is_found(log, monday):
    log.filter(id=2).update(at=monday.replace(microsecond=1))

    assert (audit.verify().first_broken, audit.verify().why) == (2, "a column was changed")


def test_a_time_written_another_way_is_found(log):
    if connection.vendor == "sqlite":  # PostgreSQL stores a moment, not a text
        execute("UPDATE core_auditentry SET at = '2026-09-07T06:00:00' WHERE id = 2")
        assert audit.verify().first_broken == 2
        execute("UPDATE core_auditentry SET at = '2026-09-07 06:00:00.000000' WHERE id = 2")
        assert audit.verify().first_broken == 2
        execute("UPDATE core_auditentry SET at = X'00' WHERE id = 2")
        assert audit.verify().first_broken == 2


def test_a_gap_is_found(log):
    execute("DELETE FROM core_auditsecret")
    execute("DELETE FROM core_auditentry WHERE id = 3")

    assert (audit.verify().first_broken, audit.verify().why) == (3, "the entry is missing")


def test_a_cut_tail_is_found(log):
    execute("DELETE FROM core_auditentry WHERE id > 3")

    found = audit.verify()
    assert (found.first_broken, "tail was cut" in found.why) == (4, True)


def test_a_tail_cut_together_with_its_head_is_found_by_the_anchor(log, anchor):
    execute("DELETE FROM core_auditentry WHERE id > 3")
    AuditHead.objects.update(last_id=3, hash=log.get(id=3).hash)

    assert audit.verify().ok
    found = audit.verify(anchor)
    assert (found.first_broken, found.why) == (4, "the anchor names entry 5: the tail was cut")


def test_a_full_rewrite_is_found_by_the_anchor(log, anchor):
    rewrite(log, 2)

    assert audit.verify().ok
    found = audit.verify(anchor)
    assert (found.first_broken, "rewritten" in found.why) == (5, True)


def test_a_log_that_went_on_after_the_anchor_is_whole(log, anchor, aino, thing, monday):
    audit.record(thing, "market.eaten", actor=aino, at=monday)

    assert audit.verify(anchor).ok


def test_an_emptied_log_is_found_by_the_anchor(log, anchor):
    execute("DELETE FROM core_auditsecret")
    execute("DELETE FROM core_auditentry")
    AuditHead.objects.all().delete()

    assert audit.verify().ok
    assert audit.verify(anchor).first_broken == 1


def test_a_missing_head_is_found(log):
    AuditHead.objects.all().delete()

    assert audit.verify().why == "the head row is missing"


def test_a_head_with_another_hash_is_found(log):
    AuditHead.objects.update(hash="f" * 64)

    assert audit.verify().first_broken == 5


def test_an_entry_beyond_the_head_is_found(log):
    last = log.get(id=5)
    AuditHead.objects.update(last_id=4, hash=last.previous)

    assert audit.verify().why == "an entry stands beyond the head"


def test_a_changed_personal_value_is_found(log):
    AuditSecret.objects.update(value="Olli")

    found = audit.verify()
    assert (found.first_broken, found.why) == (3, "its personal value name was changed")


@pytest.mark.parametrize("line", ["nonsense", "[]", '{"id": 1}', '{"id": "x", "hash": "y"}'])
def test_a_broken_anchor_file_is_said_with_its_line(log, tmp_path, line):
    file = tmp_path / "anchors.jsonl"
    file.write_text(f"\n{line}\n", encoding="utf8")

    with pytest.raises(audit.BadAnchor, match="line 2"):
        audit.verify(file)


def test_anchors_that_contradict_each_other_are_said(log, anchor):
    with anchor.open("a", encoding="utf8") as file:
        file.write(json.dumps({"id": 5, "hash": "0" * 64, "at": ""}) + "\n")

    with pytest.raises(audit.BadAnchor, match="another hash"):
        audit.verify(anchor)


def test_verifying_takes_no_transaction_on_sqlite(log):
    with CaptureQueriesContext(connection) as queries:
        audit.verify()

    began = [q for q in queries.captured_queries if "BEGIN" in q["sql"] or "SAVEPOINT" in q["sql"]]
    assert (began == []) == (connection.vendor == "sqlite")


def test_the_export_keeps_personal_values_out(log):
    lines = list(audit.export())

    assert len(lines) == 6 and not any("Aino" in line for line in lines)
    assert json.loads(lines[-1])["head"]["id"] == 5
