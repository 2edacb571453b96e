from datetime import timedelta

from torilla.core.actors import SYSTEM
from torilla.duties.commands.ask import ask, settle
from torilla.duties.commands.forget_old import forget_old
from torilla.duties.commands.mark_read import mark_read
from torilla.duties.commands.queue_mails import queue_mails
from torilla.duties.commands.reevaluate import reevaluate
from torilla.duties.commands.tell import tell
from torilla.duties.models import Duty, Mail, Notice, Reminder
from torilla.guideline.models import Finding
from torilla.guideline.people_sources import PERSONS
from torilla.people import hooks

YEAR = timedelta(days=366)


def test_a_year_after_it_ended_a_duty_knows_nobody(policy, library, ritva, monday, mail):
    tell(
        message="x", values={}, subject=library, subject_name="x", clause="K4",
        actor=SYSTEM, now=monday,
    )  # fmt: skip
    queue_mails(monday)
    mark_read(actor=ritva, duty=Duty.objects.get(), now=monday)
    assert forget_old(monday + YEAR / 2) == 0
    forget_old(monday + YEAR)
    assert Duty.objects.get().closed_by is None and Notice.objects.get().delivered_to is None
    assert not Mail.objects.exists() and not Reminder.objects.exists()


def test_a_year_after_it_ended_a_task_to_act_says_nobodys_name(policy, library, aino, eeva, monday):
    duty = ask(
        message="Agree with {person}", values={"person": aino.audit_name, "days": 7},
        subject=library, subject_name="x", clause="K2", days=7, actor=SYSTEM, now=monday, person=eeva,
    )  # fmt: skip
    settle(subject=library, actor=eeva, now=monday)
    forget_old(monday + YEAR)
    duty.refresh_from_db()
    assert duty.holder_person is None and duty.closed_by is None
    assert duty.values == {"person": "–", "days": 7}


def test_a_year_after_it_was_read_a_notice_says_nobodys_name(policy, library, ritva, aino, monday):
    tell(
        message="{person} leads", values={"person": aino.audit_name}, subject=library,
        subject_name="x", clause="K4", actor=SYSTEM, now=monday,
    )  # fmt: skip
    mark_read(actor=ritva, duty=Duty.objects.get(), now=monday)
    forget_old(monday + YEAR)
    assert Notice.objects.get().values == {"person": "–"}
    assert forget_old(monday + YEAR) == 0


def test_what_is_open_keeps_its_holder(duty, eeva, monday):
    duty.holder_person = eeva
    duty.save()
    forget_old(monday + YEAR)
    duty.refresh_from_db()
    assert duty.holder_person == eeva


def test_a_task_by_name_hangs_on_the_person_but_does_not_hold_them(duty, eeva, monday):
    duty.holder_person = eeva
    duty.save()
    found = [held for held in hooks.held_by(eeva, monday) if "/tasks/" in held.address]
    assert len(found) == 1 and not found[0].ends_first


def test_an_erased_person_leaves_no_name_in_findings_and_tasks(policy, eeva, aino, monday):
    reevaluate(PERSONS, None, monday)
    assert Finding.objects.filter(subject_name="Eeva").exists()
    hooks.forget(eeva, monday)
    assert not Finding.objects.filter(subject_name="Eeva").exists()
    assert not Duty.objects.filter(subject_name="Eeva").exists()


def test_an_erased_persons_address_is_not_left_in_what_the_mail_server_said(aino, monday):
    said = "550 5.1.1 <aino@mallila.example>: no such user"
    Mail.objects.create(person=aino, state="failed", queued_at=monday, last_error=said)
    hooks.forget(aino, monday)
    assert Mail.objects.get().last_error == ""


def test_the_export_tells_of_tasks_and_mails(policy, library, ritva, monday, mail):
    tell(
        message="x", values={}, subject=library, subject_name="x", clause="K4",
        actor=SYSTEM, now=monday,
    )  # fmt: skip
    queue_mails(monday)
    told = hooks.exported(ritva)
    assert len(told["reminders"]) == len(told["mails"]) == 1
