"""What a fresh eye found in agreements, each with the test that showed it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from torilla.agreements.commands.answer import answer
from torilla.agreements.commands.propose import propose
from torilla.core.command import Refused
from torilla.people.models import Supervision

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("last", [date.max, date(9999, 12, 1)])
def test_an_end_beyond_the_calendar_is_refused(policy, aino, eeva, terms, monday, last):
    with pytest.raises(Refused):
        propose(
            actor=aino, person=aino, kind="working_time", terms=terms(last_day=last), now=monday
        )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hours", "NaN"),
        ("hours", "1e999"),
        ("hours", "-1"),
        ("hours", "0"),
        ("hours", "1e-9"),
        ("last_day", "9999-12-31"),
        ("first_day", "0001-01-01"),
        ("last_day", "0000-00-00"),
    ],
)
def test_what_is_no_value_is_refused(policy, client, aino, name, value):
    client.force_login(aino)
    today = timezone.localdate()
    said = {
        "scope": "a",
        "hours": "1,5",
        "first_day": today.isoformat(),
        "last_day": (today + timedelta(days=364)).isoformat(),
        "duty_times_confirmed": "on",
        name: value,
    }
    assert client.post(f"/people/{aino.pk}/working-time/", said).status_code == 422


def test_the_list_asks_as_often_for_many_people(policy, client, eeva, aino, kaisa, jussi, monday):
    def asked():
        client.force_login(eeva)
        client.get("/agreements/")
        with CaptureQueriesContext(
            connection,
        ) as got:
            client.get("/agreements/")
        return [q["sql"] for q in got.captured_queries]

    Supervision.objects.exclude(person=aino).delete()
    one = asked()
    for person in (kaisa, jussi):
        Supervision.objects.get_or_create(
            person=person, supervisor=eeva, defaults={"since": monday}
        )
    more = asked()
    assert len(more) == len(one)
