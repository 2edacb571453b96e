"""What is done to a person: each command is asked once for what it does and once for what it refuses."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from torilla.core.command import Changed, NotAllowed, Refused
from torilla.core.models import AuditEntry, AuditSecret
from torilla.people.commands.add_person import add_person
from torilla.people.commands.change_person import change_person
from torilla.people.commands.change_settings import change_settings
from torilla.people.commands.end_standing import end_standing
from torilla.people.commands.erase_person import erase_person
from torilla.people.commands.export_person import export_person
from torilla.people.commands.give_standing import give_standing
from torilla.people.commands.invite import invite
from torilla.people.commands.join import join
from torilla.people.commands.note_absence import note_absence
from torilla.people.commands.remove_absence import remove_absence
from torilla.people.commands.set_duty_times import set_duty_times
from torilla.people.commands.set_supervisor import set_supervisor
from torilla.people.commands.vacate_position import vacate_position
from torilla.people.models import Absence, Invitation, Person
from torilla.people.queries import supervisor_of

pytestmark = pytest.mark.usefixtures("english")

PASSWORD = "kirjasto on auki maanantaina"


def add(actor, now, **given):
    who = {"name": "Pirkko", "email": "Pirkko@mallila.example", "kind": "employee", "unit": None}
    return add_person(actor=actor, now=now, **who | given)


def change(actor, person, now, **given):
    who = {
        "name": person.name,
        "email": person.email,
        "is_active": True,
        "version": person.version,
    }
    return change_person(actor=actor, person=person, now=now, **who | given)


def test_sanna_adds_pirkko_to_the_library(sanna, library, monday):
    pirkko = add(sanna, monday, unit=library, title="kirjastonhoitaja")
    assert pirkko.email == "pirkko@mallila.example"
    assert pirkko.standings.get().unit == library
    assert not pirkko.has_usable_password()


def test_aino_may_not_add_anybody(aino, monday):
    with pytest.raises(NotAllowed):
        add(aino, monday)


def test_an_address_belongs_to_one_person(sanna, aino, monday):
    with pytest.raises(Refused, match="Somebody else") as refused:
        add(sanna, monday, email="AINO@mallila.example")
    assert refused.value.field == "email"


def test_martti_corrects_ainos_name(martti, aino, monday):
    change(martti, aino, monday, name="Aino Aalto")
    aino.refresh_from_db()
    assert (aino.name, aino.version) == ("Aino Aalto", 2)
    entry = AuditEntry.objects.get(action="people.person.changed")
    assert "Aalto" not in entry.details
    assert {s.name for s in entry.secrets.all()} == {"name", "name_before"}


def test_the_second_of_two_writers_sees_what_the_first_saved(martti, sanna, aino, monday):
    change(martti, aino, monday, name="Aino Aalto")
    with pytest.raises(Changed) as changed:
        change(sanna, aino, monday, name="Aino Ahola")
    assert changed.value.current.name == "Aino Aalto"
    assert changed.value.by == "Martti"


def test_the_last_set_up_person_keeps_the_sign_in(martti, sanna, monday):
    with pytest.raises(Refused, match="only set-up person"):
        change(martti, sanna, monday, is_active=False)


def test_nobody_shuts_themselves_out(martti, monday):
    with pytest.raises(Refused, match="your own sign-in"):
        change(martti, martti, monday, is_active=False)


def test_veikko_is_a_councillor_and_a_caretaker(sanna, veikko, mallila, monday):
    give_standing(actor=sanna, person=veikko, kind="employee", unit=mallila, now=monday)
    kinds = veikko.standings.at(monday).values_list("kind", flat=True)
    assert set(kinds) == {"elected_official", "employee"}


def test_the_same_standing_is_not_given_twice(sanna, aino, library, monday):
    with pytest.raises(Refused, match="this standing already"):
        give_standing(actor=sanna, person=aino, kind="employee", unit=library, now=monday)


def test_ainos_standing_ends_and_stays_in_history(sanna, aino, monday):
    standing = aino.standings.get()
    end_standing(actor=sanna, standing=standing, now=monday)
    assert not aino.standings.at(monday).exists()
    assert aino.standings.at(monday - timedelta(days=1)).exists()
    with pytest.raises(Refused, match="ended already"):
        end_standing(actor=sanna, standing=standing, now=monday)


def test_leena_follows_eeva_as_ainos_supervisor(sanna, aino, eeva, leena, monday):
    set_supervisor(actor=sanna, person=aino, supervisor=leena, now=monday)
    assert supervisor_of(aino, monday) == leena
    assert supervisor_of(aino, monday - timedelta(days=1)) == eeva


def test_aino_is_left_without_a_supervisor(sanna, aino, monday):
    set_supervisor(actor=sanna, person=aino, supervisor=None, now=monday)
    assert supervisor_of(aino, monday) is None


def test_nobody_supervises_themselves(sanna, aino, monday):
    with pytest.raises(Refused, match="their own supervisor"):
        set_supervisor(actor=sanna, person=aino, supervisor=aino, now=monday)


def test_aino_cannot_supervise_her_own_supervisor(sanna, aino, eeva, monday):
    with pytest.raises(Refused, match="each other"):
        set_supervisor(actor=sanna, person=eeva, supervisor=aino, now=monday)


def test_aino_sets_her_duty_times(aino, monday):
    set_duty_times(
        actor=aino, person=aino, week=[(0, time(8), time(12)), (0, time(13), time())], now=monday
    )
    assert aino.duty_times.count() == 2


def test_duty_times_do_not_overlap(aino, monday):
    week = [(0, time(8), time(12)), (0, time(11), time(16))]
    with pytest.raises(Refused, match="overlap"):
        set_duty_times(actor=aino, person=aino, week=week, now=monday)


def test_a_duty_time_does_not_end_before_it_starts(aino, monday):
    with pytest.raises(Refused, match="before it starts"):
        set_duty_times(actor=aino, person=aino, week=[(0, time(16), time(8))], now=monday)


def test_kaisa_may_not_set_ainos_duty_times(aino, kaisa, monday):
    with pytest.raises(NotAllowed):
        set_duty_times(actor=kaisa, person=aino, week=[], now=monday)


def note(actor, person, now, first, last):
    return note_absence(
        actor=actor, person=person, first_day=date(*first), last_day=date(*last), now=now
    )


def test_eeva_notes_ainos_absence_by_dates_alone(eeva, aino, monday):
    note(eeva, aino, monday, (2026, 9, 7), (2026, 9, 11))
    assert {f.name for f in Absence._meta.get_fields()} == {"id", "person", "first_day", "last_day"}
    assert "2026-09-11" not in AuditEntry.objects.get(action="people.absence.noted").details


def test_an_absence_does_not_end_before_it_begins(aino, monday):
    with pytest.raises(Refused, match="before the first") as refused:
        note(aino, aino, monday, (2026, 9, 11), (2026, 9, 10))
    assert refused.value.field == "last_day"


def test_an_absence_that_is_over_is_not_noted(aino, monday):
    with pytest.raises(Refused, match="is over"):
        note(aino, aino, monday, (2026, 9, 1), (2026, 9, 6))


def test_a_slip_in_the_year_is_seen(aino, monday):
    with pytest.raises(Refused, match="years ahead"):
        note(aino, aino, monday, (2026, 9, 7), (2062, 9, 11))


def test_aino_came_back_earlier(aino, monday):
    absence = note(aino, aino, monday, (2026, 9, 7), (2026, 9, 11))
    assert remove_absence(actor=aino, absence=absence, now=monday) == aino
    assert not aino.absences.exists()


def test_martti_cannot_come_in_as_ritva_by_inviting_her(martti, ritva, monday):
    ritva.set_password(PASSWORD)
    ritva.save()
    with pytest.raises(Refused, match="a way to sign in already"):
        invite(actor=martti, person=ritva, now=monday)


def test_aino_is_invited_and_sets_a_password(sanna, aino, monday):
    invited = invite(actor=sanna, person=aino, now=monday)
    join(actor=aino, person=aino, link=invited.token, password=PASSWORD, now=monday)
    aino.refresh_from_db()
    assert aino.check_password(PASSWORD)


def test_an_invitation_works_once(sanna, aino, monday):
    invited = invite(actor=sanna, person=aino, now=monday)
    join(actor=aino, person=aino, link=invited.token, password=PASSWORD, now=monday)
    with pytest.raises(Refused, match="used already"):
        join(actor=aino, person=aino, link=invited.token, password=PASSWORD, now=monday)


def test_an_invitation_works_for_seven_days(sanna, aino, monday):
    invited = invite(actor=sanna, person=aino, now=monday)
    late = monday + timedelta(days=7)
    with pytest.raises(Refused, match="expired"):
        join(actor=aino, person=aino, link=invited.token, password=PASSWORD, now=late)


def test_ainos_link_lets_nobody_else_in(sanna, aino, olli, monday):
    invited = invite(actor=sanna, person=aino, now=monday)
    with pytest.raises(Refused, match="not known"):
        join(actor=olli, person=olli, link=invited.token, password=PASSWORD, now=monday)


def test_the_newest_invitation_counts(sanna, aino, monday):
    invite(actor=sanna, person=aino, now=monday)
    invite(actor=sanna, person=aino, now=monday)
    assert Invitation.objects.filter(person=aino).count() == 1


def test_a_link_in_a_strangers_mailbox_dies_with_the_wrong_address(sanna, aino, monday):
    invited = invite(actor=sanna, person=aino, now=monday)
    change(sanna, aino, monday, email="aino.lehto@mallila.example")
    with pytest.raises(Refused, match="not known"):
        join(actor=aino, person=aino, link=invited.token, password=PASSWORD, now=monday)


def test_a_link_does_not_outlive_the_right_to_sign_in(sanna, aino, monday):
    invite(actor=sanna, person=aino, now=monday)
    change(sanna, aino, monday, is_active=False)
    assert not Invitation.objects.exists()


def test_a_link_stays_good_when_only_the_name_is_put_right(sanna, aino, monday):
    invite(actor=sanna, person=aino, now=monday)
    change(sanna, aino, monday, name="Aino Lehto")
    assert Invitation.objects.filter(person=aino).exists()


def test_nobody_is_invited_without_an_address(sanna, monday):
    pirkko = add(sanna, monday, email="")
    with pytest.raises(Refused, match="no e-mail address"):
        invite(actor=sanna, person=pirkko, now=monday)


def test_aino_chooses_swedish_and_dark(aino, monday):
    change_settings(actor=aino, person=aino, language="sv", scheme="dark", now=monday)
    aino.refresh_from_db()
    assert (aino.language, aino.scheme) == ("sv", "dark")


def test_eeva_does_not_choose_ainos_language(aino, eeva, monday):
    with pytest.raises(NotAllowed):
        change_settings(actor=eeva, person=aino, language="sv", scheme="dark", now=monday)


def test_a_language_that_is_not_there_is_refused(aino, monday):
    with pytest.raises(Refused):
        change_settings(actor=aino, person=aino, language="xx", scheme="dark", now=monday)


def test_olli_is_erased_here_and_from_the_log(sanna, martti, olli, monday):
    change(martti, olli, monday, name="Olli Orpana")
    olli.refresh_from_db()
    erase_person(actor=sanna, person=olli, now=monday)
    olli.refresh_from_db()
    assert olli.name == f"Poistettu henkilö {olli.pk}"
    assert (olli.email, olli.is_active, olli.erased_at) == (None, False, monday)
    assert not AuditSecret.objects.filter(value__icontains="olli").exists()


if connection.vendor == "sqlite":  # only SQLite leaves freed bytes in its file

    def test_freed_bytes_are_overwritten_from_the_first_change_on(sanna, olli, monday):
        with CaptureQueriesContext(connection) as asked:
            erase_person(actor=sanna, person=olli, now=monday)
        said = [query["sql"].split()[0] for query in asked]
        assert said.index("PRAGMA") < min(said.index("UPDATE"), said.index("DELETE"))


def test_jussi_is_not_erased_while_he_holds_a_position(sanna, jussi, monday):
    with pytest.raises(Refused, match="Jussi still holds: ICT specialist"):
        erase_person(actor=sanna, person=jussi, now=monday)
    vacate_position(actor=sanna, holding=jussi.holdings.get(), now=monday)
    erase_person(actor=sanna, person=jussi, now=monday)
    assert Person.objects.get(pk=jussi.pk).erased_at == monday


def test_eeva_is_not_erased_while_she_supervises(sanna, eeva, aino, monday):
    vacate_position(actor=sanna, holding=eeva.holdings.get(), now=monday)
    with pytest.raises(Refused, match="supervisor of Aino"):
        erase_person(actor=sanna, person=eeva, now=monday)


def test_nobody_erases_themselves(martti, monday):
    with pytest.raises(Refused, match="yourself"):
        erase_person(actor=martti, person=martti, now=monday)


def test_aino_takes_her_own_data(aino, eeva, monday):
    note(aino, aino, monday, (2026, 9, 7), (2026, 9, 11))
    told = export_person(actor=aino, person=aino, now=monday)
    assert told["person"]["email"] == "aino@mallila.example"
    assert told["supervisors"][0]["supervisor"] == "Eeva"
    assert told["absences"] == [{"first_day": "2026-09-07", "last_day": "2026-09-11"}]
    assert told["log"][0]["action"] == "people.absence.noted"


def test_kaisa_does_not_take_ainos_data(aino, kaisa, monday):
    with pytest.raises(NotAllowed):
        export_person(actor=kaisa, person=aino, now=monday)
