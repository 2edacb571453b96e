"""Triggers that keep the audit log append-only, whoever writes to the database."""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "core_auditentry"
_REFUSAL = f"{TABLE} is append-only"

# INSERT OR REPLACE walks past UPDATE and DELETE triggers, hence the one before INSERT.
_SQLITE = {
    f"{TABLE}_no_update": f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END",
    f"{TABLE}_no_delete": f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END",
    f"{TABLE}_no_replace": f"CREATE TRIGGER {TABLE}_no_replace BEFORE INSERT ON {TABLE} "  # noqa: S608
    f"WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id OR hash = NEW.hash) "
    f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END",
}
_POSTGRES_NAME = f"{TABLE}_append_only"
_POSTGRES_BODY = f"BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END"
_POSTGRES_FUNCTION = (
    f"CREATE OR REPLACE FUNCTION {_POSTGRES_NAME}() RETURNS trigger LANGUAGE plpgsql "
    f"AS $${_POSTGRES_BODY}$$"
)
_POSTGRES_TRIGGER = (
    f"CREATE TRIGGER {_POSTGRES_NAME} BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {_POSTGRES_NAME}()"
)
# tgtype 58: before (2), delete (8), update (16), truncate (32); a statement's trigger (no 1).
_POSTGRES_LOOK = (
    "SELECT count(*) FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
    "WHERE t.tgrelid = to_regclass(%s) AND t.tgname = %s AND t.tgenabled IN ('O', 'A') "
    "AND t.tgtype = 58 AND p.prosrc = %s"
)


def after_migrate(using: str, **_: Any) -> None:
    """Put the triggers back after each `migrate` and `flush`."""
    install(connections[using])


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers anew; nothing happens while the table does not exist."""
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return
        remove(connection)
        if connection.vendor == "sqlite":
            for statement in _SQLITE.values():
                cursor.execute(statement)
        else:
            cursor.execute(_POSTGRES_FUNCTION)
            cursor.execute(_POSTGRES_TRIGGER)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers. For `install` and for the teardown of tests, nothing else."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in _SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            cursor.execute(f"DROP TRIGGER IF EXISTS {_POSTGRES_NAME} ON {TABLE}")


def in_force(connection: BaseDatabaseWrapper) -> bool:
    """Whether each trigger is there, switched on, and says what we wrote."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
                [TABLE],
            )
            return _SQLITE.items() <= dict(cursor.fetchall()).items()
        cursor.execute(_POSTGRES_LOOK, [TABLE, _POSTGRES_NAME, _POSTGRES_BODY])
        return bool(cursor.fetchone()[0] == 1)
