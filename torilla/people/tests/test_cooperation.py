"""What concerns one person stays off until it was handled in co-operation."""

from datetime import date

import pytest

from torilla.core.command import NotAllowed, Refused
from torilla.people.commands.record_cooperation import record_cooperation
from torilla.people.cooperation import per_person_features

pytestmark = pytest.mark.django_db


def record(actor, now, **changed):
    given = {"handled_on": date(2026, 9, 7), "section": "12", "purpose": "Reminders"} | changed
    return record_cooperation(actor=actor, now=now, **given)


def test_it_is_off_until_martti_records_that_it_was_handled(martti, monday):
    assert not per_person_features(monday)
    record(martti, monday)
    assert per_person_features(monday)


@pytest.mark.parametrize("changed", [{"handled_on": date(2026, 9, 8)}, {"purpose": " "}])
def test_what_has_not_been_handled_is_not_recorded(martti, monday, changed):
    with pytest.raises(Refused):
        record(martti, monday, **changed)
    assert not per_person_features(monday)


def test_sanna_does_not_record_it(sanna, monday):
    with pytest.raises(NotAllowed):
        record(sanna, monday)


def test_the_page_takes_it(martti, client):
    client.force_login(martti)
    given = {"handled_on": "2026-09-07", "section": "12", "purpose": "Reminders"}
    assert client.post("/people/cooperation/", given).status_code == 302
    assert "Reminders" in client.get("/people/cooperation/").content.decode()
