"""An ended right is complete when somebody has seen on the network itself that it is gone."""

from datetime import timedelta

import pytest

from torilla.core.actors import SYSTEM
from torilla.core.command import NotAllowed, Refused
from torilla.guideline.models import Finding
from torilla.register.commands.end_stewardship import end_stewardship
from torilla.register.commands.name_steward import name_steward
from torilla.register.commands.note_removal import note_removal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agreed")]
HOUR = timedelta(hours=1)


@pytest.fixture
def ended(facebook, aino, monday):
    """Aino administered the library's account until an hour ago."""
    named = name_steward(
        actor=SYSTEM, account=facebook, person=aino, role="administrator", now=monday - 2 * HOUR
    )
    return end_stewardship(actor=SYSTEM, stewardship=named, now=monday - HOUR)


def looked_for():
    return Finding.objects.filter(rule="register.removal-seen", closed_at=None).count()


def test_the_head_of_the_unit_is_asked_to_look_until_somebody_has_seen_it_gone(ended, eeva, monday):
    assert looked_for() == 1
    seen = note_removal(actor=eeva, stewardship=ended, now=monday)
    assert (seen.removal_seen_by, seen.removal_seen_at, looked_for()) == (eeva, monday, 0)


def test_it_is_not_seen_by_whoever_had_the_right(ended, facebook, aino, monday):
    name_steward(actor=SYSTEM, account=facebook, person=aino, role="updater", now=monday)
    with pytest.raises(Refused):
        note_removal(actor=aino, stewardship=ended, now=monday)


def test_a_right_that_goes_on_is_not_seen_gone(facebook, aino, eeva, monday):
    named = name_steward(actor=SYSTEM, account=facebook, person=aino, role="lead", now=monday)
    with pytest.raises(Refused):
        note_removal(actor=eeva, stewardship=named, now=monday)


def test_it_is_noted_once(ended, eeva, monday):
    note_removal(actor=eeva, stewardship=ended, now=monday)
    with pytest.raises(Refused):
        note_removal(actor=eeva, stewardship=ended, now=monday)


def test_somebody_without_business_notes_nothing(ended, olli, monday):
    with pytest.raises(NotAllowed):
        note_removal(actor=olli, stewardship=ended, now=monday)


def test_of_rights_that_ended_in_an_earlier_version_nobody_is_asked(ended, facebook, monday, kaisa):
    type(ended).objects.update(removal_asked=False)
    name_steward(actor=SYSTEM, account=facebook, person=kaisa, role="lead", now=monday)
    assert looked_for() == 0


def test_a_right_given_back_to_the_same_person_is_not_to_be_removed(ended, facebook, aino, monday):
    name_steward(actor=SYSTEM, account=facebook, person=aino, role="administrator", now=monday)
    assert looked_for() == 0


def test_the_page_lists_what_is_left_and_notes_it(ended, facebook, eeva, client):
    client.force_login(eeva)
    page = f"/accounts/{facebook.pk}/removals/"
    assert "Aino" in client.get(page).content.decode()
    assert client.post(page, {"right": ended.pk}).status_code == 302
    assert "Aino" not in client.get(page).content.decode()
