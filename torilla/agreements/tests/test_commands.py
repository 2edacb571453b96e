"""What the two sides do with an agreement, told one act at a time."""

from datetime import date, timedelta

import pytest

from torilla.agreements.commands.answer import answer
from torilla.agreements.commands.confirm import confirm
from torilla.agreements.commands.end import end
from torilla.agreements.commands.propose import propose
from torilla.agreements.commands.renew import renew
from torilla.agreements.commands.withdraw import withdraw
from torilla.agreements.models import Agreement
from torilla.agreements.queries import agreements_seen_by, valid_for
from torilla.core.command import NotAllowed, Refused
from torilla.core.models import AuditEntry
from torilla.duties.models import Duty
from torilla.people.models import Standing, Supervision

pytestmark = pytest.mark.django_db

NEXT_SPRING = date(2027, 3, 1)


def awaits(person):
    """What is asked of somebody by name, open now."""
    return list(Duty.objects.filter(holder_person=person, closed_at=None, kind="act"))


def told(person):
    return Duty.objects.filter(holder_person=person, kind="read").count()


def new_supervisor(person, supervisor, now):
    Supervision.objects.filter(person=person).update(until=now)
    Supervision.objects.create(person=person, supervisor=supervisor, since=now)


def test_aino_proposes_and_eeva_is_asked(proposal, eeva):
    (duty,) = awaits(eeva)
    assert (duty.subject_kind, duty.subject_id, duty.clause) == ("agreement", proposal.pk, "K2")


def test_what_eeva_proposes_awaits_aino(policy, eeva, aino, terms, monday):
    propose(actor=eeva, person=aino, kind="working_time", terms=terms(), now=monday)
    assert len(awaits(aino)) == 1 and awaits(eeva) == []


def test_eeva_agrees_and_aino_is_told(agreed, eeva, aino, monday):
    assert valid_for(aino, monday.date()) == agreed
    assert awaits(eeva) == [] and told(aino) == 1


def test_a_proposal_alone_gives_nothing(proposal, aino, monday):
    assert valid_for(aino, monday.date()) is None


def test_nobody_answers_their_own_proposal(proposal, aino, monday):
    with pytest.raises(Refused, match="toinen osapuoli vastaa") as refused:
        answer(actor=aino, agreement=proposal, agrees=True, now=monday)
    assert refused.value.clause == "K2"


def test_only_the_supervisor_of_today_answers(proposal, eeva, leena, aino, monday):
    new_supervisor(aino, leena, monday + timedelta(minutes=1))
    with pytest.raises(NotAllowed):
        later = monday + timedelta(minutes=2)
        answer(actor=eeva, agreement=proposal, agrees=True, now=later)


def test_the_head_of_another_unit_has_nothing_to_say(proposal, kaisa, monday):
    with pytest.raises(NotAllowed):
        answer(actor=kaisa, agreement=proposal, agrees=True, now=monday)


def test_declining_needs_a_reason(proposal, eeva, monday):
    with pytest.raises(Refused, match="Kerro, miksi") as refused:
        answer(actor=eeva, agreement=proposal, agrees=False, now=monday)
    assert refused.value.field == "words"


def test_what_was_declined_is_told_with_its_reason(proposal, eeva, aino, monday):
    answer(actor=eeva, agreement=proposal, agrees=False, words="Liikaa tunteja", now=monday)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.answer, told(aino)) == ("declined", "Liikaa tunteja", 1)


def test_a_second_answer_changes_nothing(agreed, eeva, monday):
    with pytest.raises(Refused, match="tila on jo"):
        answer(actor=eeva, agreement=agreed, agrees=False, words="En sittenkään", now=monday)


def test_without_a_supervisor_the_way_out_is_named(policy, veikko, terms, monday):
    with pytest.raises(Refused, match="Esihenkilöä ei ole kirjattu") as refused:
        propose(actor=veikko, person=veikko, kind="working_time", terms=terms(), now=monday)
    assert refused.value.clause == "K2" and "nimeämään" in str(refused.value.remedy)


def test_it_does_not_end_before_it_begins(policy, aino, terms, monday):
    backwards = terms(last_day=monday.date() - timedelta(days=1))
    with pytest.raises(Refused, match="ennen ensimmäistä") as refused:
        propose(actor=aino, person=aino, kind="working_time", terms=backwards, now=monday)
    assert refused.value.field == "last_day"


def test_it_is_settled_beforehand(policy, aino, terms, monday):
    late = terms(first_day=monday.date() - timedelta(days=1))
    with pytest.raises(Refused, match="etukäteen"):
        propose(actor=aino, person=aino, kind="working_time", terms=late, now=monday)


def test_a_second_one_for_the_same_days_is_refused(agreed, aino, terms, monday):
    with pytest.raises(Refused, match="Some-sopimus on jo olemassa") as refused:
        propose(actor=aino, person=aino, kind="working_time", terms=terms(), now=monday)
    assert "Jatka sitä" in str(refused.value.remedy)


def test_an_answer_that_comes_late_binds_from_that_day(proposal, eeva, aino, monday):
    week = timedelta(days=7)
    answer(actor=eeva, agreement=proposal, agrees=True, now=monday + week)
    assert valid_for(aino, monday.date()) is None
    assert valid_for(aino, monday.date() + week) == proposal


def test_an_answer_after_its_last_day_is_refused(proposal, eeva, monday):
    with pytest.raises(Refused, match="jo mennyt"):
        later = monday + timedelta(days=400)
        answer(actor=eeva, agreement=proposal, agrees=True, now=later)


def test_aino_takes_her_proposal_back(proposal, aino, eeva, monday):
    withdraw(actor=aino, agreement=proposal, now=monday)
    assert awaits(eeva) == [] and told(eeva) == 1


def test_eeva_cannot_take_ainos_proposal_back(proposal, eeva, monday):
    with pytest.raises(Refused, match="toinen osapuoli"):
        withdraw(actor=eeva, agreement=proposal, now=monday)


def test_either_side_ends_it_and_the_other_is_told(agreed, aino, eeva, monday):
    end(actor=aino, agreement=agreed, from_day=NEXT_SPRING, now=monday)
    assert valid_for(aino, NEXT_SPRING - timedelta(days=1)) == agreed
    assert valid_for(aino, NEXT_SPRING) is None and told(eeva) == 1


def test_it_is_not_ended_after_it_ends(agreed, eeva, monday):
    after = agreed.last_day + timedelta(days=1)
    with pytest.raises(Refused, match="muutenkin") as refused:
        end(actor=eeva, agreement=agreed, from_day=after, now=monday)
    assert refused.value.field == "from_day"


def test_it_is_not_ended_in_the_past(agreed, eeva, monday):
    with pytest.raises(Refused, match="aikaisintaan"):
        yesterday = monday.date() - timedelta(days=1)
        end(actor=eeva, agreement=agreed, from_day=yesterday, now=monday)


def test_a_renewal_begins_the_day_after(agreed, aino, eeva, terms, monday):
    renewal = renew(
        actor=aino, agreement=agreed, terms=terms(last_day=date(2028, 9, 6)), now=monday
    )
    answer(actor=eeva, agreement=renewal, agrees=True, now=monday)
    assert valid_for(aino, agreed.last_day) == agreed
    assert valid_for(aino, agreed.last_day + timedelta(days=1)) == renewal


def test_it_is_renewed_once(agreed, aino, eeva, terms, monday):
    longer = terms(last_day=date(2028, 9, 6))
    renew(actor=aino, agreement=agreed, terms=longer, now=monday)
    with pytest.raises(Refused, match="jo jatkettu"):
        renew(actor=eeva, agreement=agreed, terms=longer, now=monday)


def test_what_was_ended_is_not_renewed(agreed, aino, terms, monday):
    end(actor=aino, agreement=agreed, from_day=monday.date(), now=monday)
    with pytest.raises(Refused, match="päättämätöntä"):
        renew(actor=aino, agreement=agreed, terms=terms(), now=monday)


def test_after_its_end_a_new_one_may_begin_the_same_day(agreed, aino, terms, monday):
    end(actor=aino, agreement=agreed, from_day=monday.date(), now=monday)
    again = propose(actor=aino, person=aino, kind="working_time", terms=terms(), now=monday)
    assert again.state == "proposed"


def test_a_new_supervisor_makes_it_theirs(agreed, leena, eeva, aino, monday):
    later = monday + timedelta(days=1)
    new_supervisor(aino, leena, later)
    confirm(actor=leena, agreement=agreed, now=later)
    agreed.refresh_from_db()
    assert agreed.supervisor == leena
    entry = AuditEntry.objects.get(action="agreements.agreement.confirmed")
    assert eeva.audit_name in entry.details


def test_aino_cannot_confirm_for_her_supervisor(agreed, leena, aino, monday):
    later = monday + timedelta(days=1)
    new_supervisor(aino, leena, later)
    with pytest.raises(Refused, match="nykyinen esihenkilö"):
        confirm(actor=aino, agreement=agreed, now=later)


def test_a_councillor_confirms_work_matters_only(policy, aino, terms, monday):
    Standing.objects.create(person=aino, kind="elected_official", since=monday)
    with pytest.raises(Refused, match="luottamushenkilö") as refused:
        propose(actor=aino, person=aino, kind="working_time", terms=terms(), now=monday)
    assert (refused.value.clause, refused.value.field) == ("L1", "work_matters_only")


def test_a_councillor_confirms_it_when_agreeing_too(policy, aino, eeva, terms, monday):
    Standing.objects.create(person=aino, kind="elected_official", since=monday)
    offer = propose(actor=eeva, person=aino, kind="working_time", terms=terms(), now=monday)
    with pytest.raises(Refused, match="luottamushenkilö"):
        answer(actor=aino, agreement=offer, agrees=True, now=monday)
    answer(actor=aino, agreement=offer, agrees=True, work_matters_only=True, now=monday)
    assert Agreement.objects.get().work_matters_only


def test_a_private_profile_does_not_stand_on_the_municipalitys_address(
    policy, aino, profile, monday
):
    with pytest.raises(Refused, match="työosoitteella") as refused:
        propose(
            actor=aino,
            person=aino,
            kind="own_profile",
            terms=profile(profile="private"),
            now=monday,
        )
    assert (refused.value.clause, refused.value.field) == ("S2", "founded_on")


def test_both_sides_of_a_work_profile_are_written(policy, aino, profile, monday):
    one_side = profile(for_own_profile=" ")
    with pytest.raises(Refused, match="puoltaa") as refused:
        propose(actor=aino, person=aino, kind="own_profile", terms=one_side, now=monday)
    assert refused.value.clause == "K7"


def test_two_profiles_are_two_agreements(policy, aino, profile, monday):
    for address in ("linkedin.com/in/aino", "linkedin.com/in/aino-kirjasto"):
        terms = profile(address=address)
        propose(actor=aino, person=aino, kind="own_profile", terms=terms, now=monday)
    with pytest.raises(Refused, match="odottaa jo vastausta"):
        again = profile(address=" LinkedIn.com/in/Aino ")
        propose(actor=aino, person=aino, kind="own_profile", terms=again, now=monday)


def test_an_own_profile_is_seen_by_the_two_alone(policy, aino, eeva, ritva, kaisa, profile, monday):
    propose(actor=aino, person=aino, kind="own_profile", terms=profile(), now=monday)
    sees = [who.name for who in (aino, eeva, ritva, kaisa) if agreements_seen_by(who, monday)]
    assert sees == ["Aino", "Eeva"]


def test_the_manager_sees_that_working_time_is_agreed(agreed, ritva, kaisa, monday):
    assert agreements_seen_by(ritva, monday).get() == agreed
    assert not agreements_seen_by(kaisa, monday)


def test_one_proposal_at_a_time_awaits_its_answer(proposal, aino, terms, monday):
    later = terms(first_day=date(2028, 1, 1), last_day=date(2028, 12, 31))
    with pytest.raises(Refused, match="odottaa jo vastausta"):
        propose(actor=aino, person=aino, kind="working_time", terms=later, now=monday)
