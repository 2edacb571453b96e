"""What the frame shows: the municipality, the ways to go, what must be said on every page."""

import pytest
from django.test import RequestFactory

from torilla.core.actors import SYSTEM
from torilla.guideline.commands.load_policy import load_policy
from torilla.policy import packaged
from torilla.web.context import Shell


@pytest.fixture
def shell(monday):
    def of(person, policy="rautalampi", path="/"):
        load_policy(actor=SYSTEM, name=policy, text=packaged(policy), now=monday)
        request = RequestFactory().get(path)
        request.user = person
        return Shell(request)

    return of


def test_the_municipality_is_the_policys(shell, aino):
    assert shell(aino).municipality == "Rautalampi"


def test_the_invented_municipality_says_so_on_every_page(shell, aino):
    (strip,) = shell(aino, "mallila").strips
    assert "Mallila" in str(strip["text"])
    assert strip["kind"] == "demo"


def test_a_real_municipality_has_no_such_strip(shell, aino):
    assert shell(aino).strips == []


def test_a_clause_is_known_by_its_place(shell, aino):
    clauses = shell(aino).clauses
    assert clauses.get("C9")["place"].startswith("Mitä kanavia käytetään")
    assert clauses.get("Z9") is None


def test_aino_sees_no_way_to_the_log_and_her_own_place_is_marked(shell, aino):
    links = shell(aino, path="/").navigation
    assert "log" not in {link.icon for link in links}
    assert [link.here for link in links if link.icon == "tasks"] == ["page"]


def test_before_a_policy_is_loaded_the_frame_stands_all_the_same(aino):
    request = RequestFactory().get("/")
    request.user = aino
    assert (Shell(request).municipality, Shell(request).strips) == ("", [])
