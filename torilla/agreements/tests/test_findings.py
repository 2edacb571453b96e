"""What the rules say of agreements as time passes and people change."""

from datetime import timedelta

import pytest

from torilla.agreements.commands.answer import answer
from torilla.agreements.commands.confirm import confirm
from torilla.agreements.commands.renew import renew
from torilla.agreements.sources import AGREEMENTS
from torilla.duties.commands.reevaluate import reevaluate
from torilla.duties.feed import drain, look_again
from torilla.duties.models import Duty
from torilla.guideline.models import Finding
from torilla.people.commands.set_duty_times import set_duty_times
from torilla.people.commands.set_supervisor import set_supervisor

pytestmark = pytest.mark.django_db


def broken(agreement):
    rows = Finding.objects.filter(closed_at=None, subject_kind="agreement", subject_id=agreement.pk)
    return {rule.partition(".")[2] for rule in rows.values_list("rule", flat=True)}


def week_of(monday):
    return [(0, monday.time().replace(hour=8), monday.time().replace(hour=16))]


def test_without_duty_hours_it_is_a_finding_of_the_supervisor(agreed, eeva):
    assert broken(agreed) == {"duty-times-known"}
    duty = Duty.objects.get(finding__rule="agreements.duty-times-known")
    assert duty.holder_person == eeva


def test_it_closes_when_the_duty_hours_are_set(agreed, aino, monday):
    set_duty_times(actor=aino, person=aino, week=week_of(monday), now=monday)
    drain([AGREEMENTS], monday)
    assert broken(agreed) == set()


def test_a_proposal_whose_first_day_has_come_is_late(proposal, monday):
    assert "time-agreed" in broken(proposal)  # it begins today, and nobody has agreed


def test_before_its_end_somebody_has_to_renew_it(agreed, monday):
    look_again([AGREEMENTS], monday + timedelta(days=300))
    assert "renewed-in-time" not in broken(agreed)
    look_again([AGREEMENTS], monday + timedelta(days=335))
    assert "renewed-in-time" in broken(agreed)


def test_a_renewal_that_is_agreed_puts_it_right(agreed, aino, eeva, terms, monday):
    near = monday + timedelta(days=350)
    reevaluate(AGREEMENTS, [agreed.pk], near)
    longer = terms(last_day=agreed.last_day + timedelta(days=365))
    renewal = renew(actor=aino, agreement=agreed, terms=longer, now=near)
    assert "renewed-in-time" in broken(agreed)
    answer(actor=eeva, agreement=renewal, agrees=True, now=near)
    assert "renewed-in-time" not in broken(agreed)


def test_when_it_is_over_nothing_is_missing_of_it_any_more(agreed, monday):
    look_again([AGREEMENTS], monday + timedelta(days=335))
    look_again([AGREEMENTS], monday + timedelta(days=366))
    assert broken(agreed) == set()


def test_a_new_supervisor_is_asked_to_confirm(agreed, aino, leena, sanna, monday):
    later = monday + timedelta(days=1)
    set_supervisor(actor=sanna, person=aino, supervisor=leena, now=later)
    drain([AGREEMENTS], later)
    duty = Duty.objects.get(finding__rule="agreements.supervisor-confirmed", closed_at=None)
    assert duty.holder_person == leena
    confirm(actor=leena, agreement=agreed, now=later)
    assert "supervisor-confirmed" not in broken(agreed)
