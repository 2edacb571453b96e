"""The first person comes in by a link that works once and for an hour."""

from datetime import timedelta

import pytest

from torilla.core.command import Refused
from torilla.core.models import AuditEntry
from torilla.people.commands.make_set_up_link import make_set_up_link
from torilla.people.commands.set_up import set_up
from torilla.people.models import Person, SetUpLink
from torilla.people.queries import set_up_people

pytestmark = pytest.mark.usefixtures("english")

PASSWORD = "torilla on kaikkien tori"


def come_in(token, now, **given):
    who = {"name": "Sanna", "email": "sanna@mallila.example", "password": PASSWORD} | given
    return set_up(token=token, **who, now=now)


def test_sanna_becomes_the_set_up_person(mallila, monday):
    sanna = come_in(make_set_up_link(now=monday), monday)
    assert set_up_people(monday) == [sanna]
    assert sanna.check_password(PASSWORD)
    assert sanna.standings.get().unit == mallila


def test_the_link_works_once(mallila, monday):
    token = make_set_up_link(now=monday)
    come_in(token, monday)
    with pytest.raises(Refused, match="used already"):
        come_in(token, monday, email="olli@mallila.example")


def test_the_link_works_for_an_hour(mallila, monday):
    token = make_set_up_link(now=monday)
    with pytest.raises(Refused, match="expired"):
        come_in(token, monday + timedelta(hours=1))


def test_a_new_link_takes_the_place_of_the_old(mallila, monday):
    token = make_set_up_link(now=monday)
    make_set_up_link(now=monday)
    with pytest.raises(Refused, match="not known"):
        come_in(token, monday)


def test_only_the_hash_of_the_link_is_kept(db, monday):
    token = make_set_up_link(now=monday)
    assert token not in SetUpLink.objects.get().token_hash
    assert token not in "".join(AuditEntry.objects.values_list("details", flat=True))


def test_sanna_comes_back_by_a_new_link(sanna, monday):
    again = come_in(make_set_up_link(now=monday), monday, email="Sanna@mallila.example")
    assert again == sanna
    assert again.check_password(PASSWORD)


def test_the_link_does_not_take_over_ainos_address(aino, monday):
    with pytest.raises(Refused, match="Somebody else"):
        come_in(make_set_up_link(now=monday), monday, email="aino@mallila.example")
    assert not Person.objects.filter(name="Sanna").exists()


def test_sannas_name_stands_beside_the_log_not_in_it(mallila, monday):
    come_in(make_set_up_link(now=monday), monday)
    entry = AuditEntry.objects.get(action="people.set_up")
    assert "Sanna" not in entry.details
    assert entry.secrets.get(name="name").value == "Sanna"
