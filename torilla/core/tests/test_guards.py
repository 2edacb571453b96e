import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from torilla.core import audit, guards
from torilla.core.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(aino, thing, monday):
    return audit.record(thing, "market.fetched", actor=aino, at=monday)


def refused(statement, *parameters):
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, parameters)
    return True


def test_the_triggers_are_in_force_after_migrate():
    assert audit.guarded()


def test_an_entry_cannot_be_changed(entry):
    assert refused("UPDATE core_auditentry SET actor = 'people.person:2'")


def test_an_entry_cannot_be_deleted(entry):
    assert refused("DELETE FROM core_auditentry")


def test_querysets_are_refused_as_well(entry):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEntry.objects.update(action="market.eaten")


INSERT = (
    "INTO core_auditentry (id, at, actor, action, subject, details, previous, hash) "
    "VALUES (%s, '2026-09-07 06:00:00', 'a', 'b', 'c', '{}', '0', %s)"
)


def test_an_entry_cannot_be_replaced_by_its_id(entry):
    if connection.vendor == "sqlite":
        assert refused(f"INSERT OR REPLACE {INSERT}", entry.id, "f" * 64)
    else:
        assert refused(
            f"INSERT {INSERT} ON CONFLICT (id) DO UPDATE SET actor = 'a'", entry.id, "f" * 64
        )


def test_an_entry_cannot_be_replaced_by_its_hash(entry):
    if connection.vendor == "sqlite":
        assert refused(f"INSERT OR REPLACE {INSERT}", 7, entry.hash)
    else:
        assert refused(
            f"INSERT {INSERT} ON CONFLICT (hash) DO UPDATE SET actor = 'a'", 7, entry.hash
        )


def test_the_table_cannot_be_truncated(entry):
    if connection.vendor == "postgresql":
        assert refused("TRUNCATE core_auditentry CASCADE")
    else:
        assert refused("DELETE FROM core_auditentry WHERE 1 = 1")


def test_a_dropped_trigger_is_noticed():
    guards.remove(connection)

    assert not audit.guarded()


def test_a_trigger_that_was_made_harmless_is_noticed():
    guards.remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in ("no_update", "no_delete", "no_replace"):
                moment = {"no_update": "UPDATE", "no_delete": "DELETE", "no_replace": "INSERT"}
                cursor.execute(
                    f"CREATE TRIGGER core_auditentry_{name} BEFORE {moment[name]} "
                    "ON core_auditentry BEGIN SELECT 1; END"
                )
        else:
            guards.install(connection)
            cursor.execute(
                "CREATE OR REPLACE FUNCTION core_auditentry_append_only() RETURNS trigger "
                "LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$"
            )

    assert not audit.guarded()


def test_a_trigger_that_was_switched_off_is_noticed():
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE core_auditentry DISABLE TRIGGER ALL")
    else:
        guards.remove(connection)

    assert not audit.guarded()


@pytest.mark.django_db(transaction=True)
def test_migrate_puts_back_what_a_rebuilt_table_lost():
    action = AuditEntry._meta.get_field("action")
    longer = action.clone()
    longer.max_length = 150
    longer.set_attributes_from_name("action")
    with connection.schema_editor() as editor:
        editor.alter_field(AuditEntry, action, longer)
    lost = not audit.guarded()

    call_command("migrate", verbosity=0)

    assert audit.guarded()
    assert lost == (connection.vendor == "sqlite")  # why post_migrate has to do it
    with connection.schema_editor() as editor:
        editor.alter_field(AuditEntry, longer, action)


@pytest.mark.django_db(transaction=True)
def test_the_flush_of_a_transactional_test_goes_through(entry):
    assert audit.guarded()
