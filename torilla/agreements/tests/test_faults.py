"""What a fresh eye found in agreements, each with the test that showed it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from torilla.agreements.commands.propose import propose
from torilla.core.command import Refused
from torilla.people.models import Supervision

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("last", [date.max, date(2037, 9, 8)])
def test_a_last_day_beyond_ten_years_is_refused(policy, aino, terms, monday, last):
    said = terms(last_day=last)
    with pytest.raises(Refused):
        propose(actor=aino, person=aino, kind="working_time", terms=said, now=monday)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hours", "NaN"), ("hours", "1e999"), ("hours", "-1"), ("hours", "1e-9"),
        ("last_day", "9999-12-31"), ("first_day", "0001-01-01"), ("last_day", "0000-00-00"),
    ],
)  # fmt: skip
def test_what_is_no_hour_or_day_is_refused(policy, client, aino, name, value):
    client.force_login(aino)
    today = timezone.localdate()
    said = {
        "scope": "Facebook", "hours": "1,5", "first_day": today.isoformat(),
        "last_day": (today + timedelta(days=364)).isoformat(), "duty_times_confirmed": "on",
        name: value,
    }  # fmt: skip
    response = client.post(f"/agreements/people/{aino.pk}/working-time/", said)
    assert response.status_code == 422


def test_the_list_asks_as_often_for_many_people(policy, client, eeva, aino, kaisa, jussi, monday):
    def asked():
        client.force_login(eeva)
        client.get("/agreements/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/agreements/")
        return len(queries)

    Supervision.objects.exclude(person=aino).delete()
    alone = asked()
    for person in (kaisa, jussi):
        Supervision.objects.get_or_create(
            person=person, supervisor=eeva, defaults={"since": monday}
        )
    assert asked() == alone
