"""Whatever is recorded verifies; whatever is changed afterwards is found. By both verifiers."""

import importlib.util
import json
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from torilla.core import audit, guards
from torilla.core.actors import SYSTEM
from torilla.core.models import AuditSecret

pytestmark = pytest.mark.django_db

TOOL = Path(__file__).resolve().parents[3] / "tools" / "verify_audit.py"
COLUMNS = ("id", "at", "actor", "action", "subject", "details", "previous", "hash")

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
line = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00\n"), min_size=1, max_size=20
)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=6,
)
moment = st.datetimes(
    datetime(2000, 1, 1),  # noqa: DTZ001
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
fact = st.tuples(line, moment, st.dictionaries(text, plain, max_size=3), st.none() | text)
facts = st.lists(fact, min_size=1, max_size=6)

examples = settings(
    derandomize=True,
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@contextmanager
def logged(recorded):
    """A log of these entries, without triggers, undone at the end."""
    with transaction.atomic():
        for action, at, details, name in recorded:
            personal = None if name is None else {"the name": name}
            entry = audit.Entry(SYSTEM, action, details, personal)
            audit.record_many([entry], actor=SYSTEM, at=at)
        guards.remove(connection)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def tool():
    """The separate verifier, as a module."""
    described = importlib.util.spec_from_file_location("verify_audit", TOOL)
    module = importlib.util.module_from_spec(described)
    described.loader.exec_module(module)
    return module


def by_tool(tool, lines, tmp_path, capsys):
    file = tmp_path / "export.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf8", newline="\n")
    code = tool.main([str(file)])
    said = capsys.readouterr().out
    return code, json.loads(said) if said else None


@examples
@given(facts)
def test_any_sequence_of_records_verifies(tool, tmp_path, capsys, recorded):
    with logged(recorded):
        assert audit.verify() == audit.Verification(len(recorded), True)
        code, found = by_tool(tool, audit.export(), tmp_path, capsys)
        assert (code, found["entries"]) == (0, len(recorded))


@examples
@given(facts, st.data())
def test_any_changed_column_is_found(recorded, data):
    place = data.draw(st.integers(1, len(recorded)))
    column = data.draw(st.sampled_from(COLUMNS[1:]))
    value = data.draw(moment if column == "at" else line)
    with logged(recorded), connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM core_auditentry WHERE id = %s", [place])
        before = cursor.fetchone()[0]
        stored = connection.ops.adapt_datetimefield_value(value) if column == "at" else value
        cursor.execute(f"UPDATE core_auditentry SET {column} = %s WHERE id = %s", [stored, place])
        cursor.execute(f"SELECT {column} FROM core_auditentry WHERE id = %s", [place])
        found = audit.verify()
        assert found.ok == (before == cursor.fetchone()[0])
        assert found.ok or found.first_broken in (place, place + 1)


@examples
@given(facts, st.data())
def test_any_cut_row_is_found(recorded, data):
    place = data.draw(st.integers(1, len(recorded)))
    with logged(recorded), connection.cursor() as cursor:
        AuditSecret.objects.filter(entry_id=place).delete()
        cursor.execute("DELETE FROM core_auditentry WHERE id = %s", [place])

        found = audit.verify()
        assert (found.ok, found.first_broken) == (False, place)


@examples
@given(facts, st.data())
def test_the_separate_verifier_finds_any_change_in_an_export(
    tool, tmp_path, capsys, recorded, data
):
    place = data.draw(st.integers(1, len(recorded)))
    column = data.draw(st.sampled_from(COLUMNS))
    with logged(recorded):
        lines = [json.loads(line) for line in audit.export()]
    value = data.draw(st.integers(-1, 9) if column == "id" else line)
    if lines[place - 1][column] == value:
        value = lines[place - 1][column] = "~"
    lines[place - 1][column] = value

    code, found = by_tool(tool, [json.dumps(each) for each in lines], tmp_path, capsys)
    assert code == 1 and found["first_broken"] in (place, place + 1)


@examples
@given(facts, st.data())
def test_the_separate_verifier_finds_any_cut_or_swapped_line(
    tool, tmp_path, capsys, recorded, data
):
    with logged(recorded):
        lines = list(audit.export())
    place = data.draw(st.integers(0, len(lines) - 1))
    if data.draw(st.booleans()) or place == 0:
        del lines[place]
    else:
        lines[place - 1], lines[place] = lines[place], lines[place - 1]

    assert by_tool(tool, lines, tmp_path, capsys)[0] == 1


@examples
@given(facts)
def test_erasing_everything_personal_leaves_the_chain_whole(recorded):
    with logged(recorded):
        ids = list(AuditSecret.objects.values_list("entry_id", flat=True))
        erased = audit.erase(ids, about=SYSTEM, actor=SYSTEM, at=recorded[0][1])

        assert erased == len(ids) == AuditSecret.objects.filter(value=None).count()
        assert audit.verify().ok
