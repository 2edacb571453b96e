"""Other municipalities' chains are other policy files: the same code takes an application through each."""

import pytest

from torilla.core.command import Refused
from torilla.openings.chain import chain
from torilla.openings.commands.decide import decide
from torilla.openings.commands.record_decision import record_decision
from torilla.openings.models import Application
from torilla.openings.tests.groups import (
    chain_text,
    drafted,
    group,
    next_of,
    proposed,
    with_chain,
)
from torilla.policy import PolicyError, load

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_against")]


def state(application):
    return Application.objects.get(pk=application.pk).state


def approve(by, application, now):
    decide(actor=by, decision=next_of(application), outcome="approved", now=now)


def test_a_single_supervisor(library, aino, eeva, monday):
    with_chain('["supervisor"]', "applicant")
    asked = proposed(drafted(library, aino, monday), aino, monday)
    approve(eeva, asked, monday)
    assert state(asked) == "approved"


def test_communications_and_ict_both(library, aino, leena, jussi, monday):
    with_chain('[{ all = ["communications_lead", "ict_specialist"] }]', "applicant")
    asked = proposed(drafted(library, aino, monday), aino, monday)
    first, second = asked.decisions.all()
    decide(actor=jussi, decision=second, outcome="approved", now=monday)
    assert state(asked) == "deciding"
    decide(actor=leena, decision=first, outcome="approved", now=monday)
    assert state(asked) == "approved"


def test_communications_or_ict(library, aino, leena, jussi, monday):
    with_chain('[{ any = ["communications_lead", "ict_specialist"] }]', "applicant")
    asked = proposed(drafted(library, aino, monday), aino, monday)
    first, second = asked.decisions.all()
    decide(actor=jussi, decision=second, outcome="approved", now=monday)
    assert state(asked) == "approved"
    with pytest.raises(Refused):
        decide(actor=leena, decision=first, outcome="declined", reason="Ei", now=monday)


def test_the_board_and_then_the_council(library, mallila, aino, eeva, ritva, veikko, monday):
    with_chain('["municipal_board", "municipal_council"]', "supervisor")
    group("Kunnanhallitus", "board", mallila, secretary=ritva)
    group("Valtuusto", "council", mallila, chair=veikko)
    asked = proposed(drafted(library, aino, monday), eeva, monday)
    for who, section in ((ritva, "12"), (veikko, "5")):
        record_decision(
            actor=who, decision=next_of(asked), outcome="approved", section=section,
            meeting_on=monday.date(), now=monday,
        )  # fmt: skip
    assert state(asked) == "approved"


def test_an_e_form_to_communications_alone(library, aino, leena, monday):
    with_chain('["communications_lead"]', "applicant", sections=["need", "resources"])
    asked = proposed(drafted(library, aino, monday), aino, monday)
    approve(leena, asked, monday)
    assert state(asked) == "approved"


def test_one_who_decides_alone_does_not_decide_on_their_own(library, leena, monday):
    with_chain('["communications_lead"]', "applicant")
    with pytest.raises(Refused, match="omasta hakemuksestaan"):
        proposed(drafted(library, leena, monday), leena, monday)


def test_somebody_without_a_supervisor_is_told_so(library, olli, monday):
    with_chain('["supervisor"]', "applicant")
    with pytest.raises(Refused, match="ei ole merkitty esihenkilöä: Olli"):
        proposed(drafted(library, olli, monday), olli, monday)


def test_a_vacant_position_is_told(library, aino, monday):
    with_chain('["communications_lead"]', "applicant")
    with pytest.raises(Refused, match="viestintävastaava") as refused:
        proposed(drafted(library, aino, monday), aino, monday)
    assert refused.value.clause == "C2"


@pytest.mark.parametrize(
    "deciders", ['["municipal_bord"]', '[{ all = ["municipal_bord", "supervisor"] }]']
)
def test_an_unknown_body_is_refused_with_what_was_meant(deciders):
    with pytest.raises(PolicyError) as refused:
        load(chain_text(deciders, "applicant"), source="mallila")
    assert "“municipal_bord” is no decider; did you mean “municipal_board”?" in str(refused.value)


def test_the_chain_in_force_is_read(policy, monday):
    assert [step.deciders[0] for step in chain(monday)][0] == "sector_management_group"
