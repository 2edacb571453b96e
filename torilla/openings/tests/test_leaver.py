"""Somebody leaves on whom forty things of every kind hang; from one page nothing is left behind."""

from collections import Counter
from datetime import date

import pytest

from torilla.agreements.models import Agreement
from torilla.connectors import registry
from torilla.core.actors import SYSTEM
from torilla.core.command import NotAllowed, Refused
from torilla.duties.commands.ask import ask
from torilla.duties.models import Duty
from torilla.openings.models import Application, Decision, Writer
from torilla.people.commands.hand_over import hand_over
from torilla.people.hooks import held_by
from torilla.people.models import Body, Holding, Membership, Supervision, Unit
from torilla.register.commands.add_account import add_account
from torilla.register.commands.name_steward import name_steward
from torilla.register.models import Stewardship

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("agreed")]


@pytest.fixture
def eeva(eeva, monday):
    """Eeva heads the library and is a set-up person, so that all of it is hers to see to."""
    Holding.objects.create(position="set_up_person", person=eeva, since=monday)
    return eeva


@pytest.fixture
def forty(policy, person, library, mallila, aino, kaisa, eeva, monday):
    """Aino leaves: 10 rights, 5 units, 6 seats, 8 people, 2 agreements, 3 + 2 + 1 applications, 3 tasks."""
    for number in range(10):
        account = add_account(
            actor=SYSTEM, unit=library, address=registry.read(f"facebook.com/mallila{number:02}"),
            name=f"Tili {number}", kind="unit", now=monday,
        )  # fmt: skip
        role = Stewardship.Role.values[number % 4]
        name_steward(actor=SYSTEM, account=account, person=aino, role=role, now=monday)
    for number in range(5):
        unit = Unit.objects.create(name=f"Tiimi {number}", kind="unit", parent=library)
        Holding.objects.create(position="head_of_unit", unit=unit, person=aino, since=monday)
    for number in range(6):
        body = Body.objects.create(name=f"Ryhmä {number}", kind="other", unit=mallila)
        Membership.objects.create(body=body, person=aino, role="secretary", since=monday)
    people = [person(f"Nea{n}", unit=library, supervisor=aino) for n in range(8)]
    Agreement.objects.create(
        person=aino, supervisor=eeva, kind="own_profile", state="proposed", network="linkedin",
        first_day=date(2026, 9, 1), last_day=date(2126, 9, 1), proposed_by=aino, proposed_at=monday,
    )  # fmt: skip
    for number in range(3):
        apply(library, aino, monday, f"Oma {number}")
    for number in range(2):
        other = apply(library, people[0], monday, f"Muun {number}")
        Writer.objects.create(application=other, person=aino, added_by=aino, added_at=monday)
    awaited = apply(library, people[1], monday, "Päätettävä", state="deciding", round=1)
    Decision.objects.create(
        application=awaited, round=1, step=1, decider="supervisor", person=aino, asked_at=monday
    )
    for number in range(3):
        ask(
            message="Look after it", values={}, subject=library, subject_name=f"Asia {number}",
            clause="", days=7, actor=SYSTEM, now=monday, person=aino,
        )  # fmt: skip
    return [held for held in held_by(aino, monday) if held.key]


def apply(unit, made_by, now, title, **more):
    return Application.objects.create(
        title=title, unit=unit, network="facebook", made_by=made_by, made_at=now, **more
    )


def kinds(keys):
    return Counter(key.partition(":")[0] for key in keys)


def test_forty_things_of_every_kind_hang_on_aino(forty):
    assert kinds(held.key for held in forty) == {
        "register.stewardship": 10, "people.holding": 5, "people.membership": 6,
        "people.supervision": 8, "agreements.agreement": 2, "openings.application": 3,
        "openings.writer": 2, "openings.decision": 1, "duties.duty": 3,
    }  # fmt: skip


def test_all_that_can_be_handed_goes_to_kaisa_and_the_rest_says_why(
    forty, aino, kaisa, eeva, monday
):
    keys = [held.key for held in forty]
    handed = hand_over(actor=eeva, person=aino, keys=keys, to=kaisa, now=monday)
    assert kinds(handed.refused) == {"agreements.agreement": 2}
    assert len(handed.done) == 38
    given = kinds(held.key for held in held_by(kaisa, monday) if held.key)
    assert given - Counter({"duties.duty": 9, "agreements.agreement": 1}) == {
        "register.stewardship": 10, "people.holding": 5, "people.membership": 6,
        "people.supervision": 8, "openings.application": 3, "openings.writer": 2,
        "openings.decision": 1,
    }  # fmt: skip
    assert given["duties.duty"] >= 3


def test_what_is_left_ends_and_nothing_hangs_on_aino(forty, aino, kaisa, eeva, monday):
    keys = [held.key for held in forty]
    hand_over(actor=eeva, person=aino, keys=keys, to=kaisa, now=monday)
    left = [held.key for held in held_by(aino, monday) if held.key]
    handed = hand_over(actor=eeva, person=aino, keys=left, to=None, now=monday)
    assert not handed.refused
    assert [held.what for held in held_by(aino, monday) if held.key or held.ends_first] == []


def test_everything_can_also_end_but_a_decision_that_somebody_must_make(forty, aino, eeva, monday):
    keys = [held.key for held in forty]
    handed = hand_over(actor=eeva, person=aino, keys=keys, to=None, now=monday)
    assert kinds(handed.refused) == {"openings.decision": 1}
    assert not Supervision.objects.open().filter(supervisor=aino).exists()
    assert not Duty.objects.filter(holder_person=aino, closed_at=None).exists()


def test_what_the_receiver_may_not_have_stays_with_its_reason(forty, aino, olli, eeva, monday):
    rights = [held.key for held in forty if held.key.startswith("register.")]
    handed = hand_over(actor=eeva, person=aino, keys=rights, to=olli, now=monday)
    assert len(handed.refused) == 10 and "sopimusta" in handed.refused[rights[0]]
    assert Stewardship.objects.open().filter(person=aino).count() == 10


def test_what_the_actor_may_not_do_stays_with_its_reason(forty, aino, kaisa, ritva, monday):
    people = [held.key for held in forty if held.key.startswith("people.supervision")]
    handed = hand_over(actor=ritva, person=aino, keys=people, to=kaisa, now=monday)
    assert len(handed.refused) == 8


def test_nothing_chosen_and_a_receiver_who_leaves_are_refused(forty, aino, eeva, monday):
    with pytest.raises(Refused):
        hand_over(actor=eeva, person=aino, keys=[], to=None, now=monday)
    with pytest.raises(Refused):
        hand_over(actor=eeva, person=aino, keys=[forty[0].key], to=aino, now=monday)


def test_olli_hands_nothing_over(forty, aino, kaisa, olli, monday):
    with pytest.raises(NotAllowed):
        hand_over(actor=olli, person=aino, keys=[forty[0].key], to=kaisa, now=monday)


def test_a_supervisor_decides_no_more_than_on_own_people(forty, aino, kaisa, eeva, monday):
    (decision,) = [held.key for held in forty if held.key.startswith("openings.decision")]
    handed = hand_over(actor=eeva, person=aino, keys=[decision], to=kaisa, now=monday)
    assert decision in handed.refused


def test_the_page_hands_over_what_is_chosen_and_says_why_the_rest_stays(
    forty, aino, kaisa, eeva, client
):
    client.force_login(eeva)
    page = f"/people/{aino.pk}/leaving/"
    assert client.get(page).content.decode().count('name="thing"') == 40
    keys = [held.key for held in forty]
    answer = client.post(page, {"thing": keys, "person": kaisa.pk})
    assert answer.status_code == 422 and answer.content.decode().count('id="why-') == 2
    assert client.post(page, {"thing": keys, "end": "1"}).status_code == 302
    assert 'name="thing"' not in client.get(page).content.decode()


def test_ending_the_last_standing_asks_first(forty, aino, eeva, client):
    client.force_login(eeva)
    page, row = f"/people/{aino.pk}/standing/", aino.standings.get()
    asked = client.post(page, {"end": row.pk}).content.decode()
    assert f"/people/{aino.pk}/leaving/" in asked and "Ryhmä 3" in asked
    assert aino.standings.open().exists()
    client.post(page, {"end": row.pk, "anyway": "1"})
    assert not aino.standings.open().exists()
