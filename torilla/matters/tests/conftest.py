"""Veikko's question to Martti, made the way people make it."""

from datetime import timedelta

import pytest

from torilla.matters.commands.answer import Answer, answer
from torilla.matters.commands.ask import ask
from torilla.people.models import Body, Membership

CASE = "MalDno-2026-12"


@pytest.fixture
def group(mallila, monday):
    """Makes a group that decides: `group("Hallitus", chair=ritva, member=olli)`."""

    def make(name, **seats):
        body = Body.objects.create(name=name, kind="board", unit=mallila)
        since = monday - timedelta(days=100)
        for role, person in seats.items():
            Membership.objects.create(body=body, person=person, role=role, since=since)
        return body

    return make


@pytest.fixture
def asking(policy, veikko, martti, monday):
    """Makes a question: `asking(body=board)`."""

    def make(**changes):
        said = {
            "actor": veikko, "official": martti, "case_number": CASE, "now": monday,
            "about": "Torin kaavaluonnos", "wanted": "Tori jää autottomaksi.",
            "audience": "kaikille Facebookissa",
        }  # fmt: skip
        return ask(**(said | changes))

    return make


@pytest.fixture
def question(asking):
    """Veikko asks Martti, who prepares the matter."""
    return asking()


@pytest.fixture
def board(group, ritva, kaisa, olli):
    """The board, for which Ritva and Kaisa speak."""
    return group("Hallitus", chair=ritva, secretary=kaisa, member=olli)


@pytest.fixture
def yes(monday):
    """Makes an answer that grants: `yes(granted="…")`."""

    def make(**changes):
        said = {
            "grants": True, "granted": "Luonnos on valmisteilla.", "audience": "kaikille",
            "until": (monday + timedelta(days=14)).date(), "nothing_secret": True,
        }  # fmt: skip
        return Answer(**(said | changes))

    return make


@pytest.fixture
def no():
    return Answer(grants=False, reason="Neuvottelut ovat kesken.")


@pytest.fixture
def granted(question, martti, yes, monday):
    """Martti grants a part of it an hour later."""
    return answer(actor=martti, disclosure=question, said=yes(), now=monday + timedelta(hours=1))
