"""What the claims give and take; what people gave stays."""

import pytest
from django.contrib.messages import get_messages

from torilla.core.models import AuditEntry
from torilla.people.commands.fill_position import fill_position
from torilla.people.models import Holding, Person, Standing, Supervision, WorkAccount
from torilla.people.permissions import allows

pytestmark = pytest.mark.django_db

ROLES = {
    "Torilla.Comms": ("communications_lead",),
    "Torilla.Manager": ("municipal_manager",),
    "Torilla.SetUp": ("set_up_person",),
    "Torilla.Head.Library": ("head_of_unit", "kirjasto"),
    "Torilla.Head.Nowhere": ("head_of_unit", "Uimahalli"),
}


@pytest.fixture
def browser(browser, configured, aino):
    configured(roles=ROLES)
    return browser


@pytest.fixture
def told(peer):
    """The provider says this of Aino from now on: `told(roles=[…])`."""

    def say(**claims):
        aino = {"email": "aino@mallila.example", "email_verified": True, "name": "Aino"}
        peer.knows(aino=aino | claims)

    return say


def positions(person):
    return {h.position for h in Holding.objects.open().filter(person=person)}


def sentences(answer):
    return " ".join(str(one) for one in get_messages(answer.wsgi_request))


def test_a_role_gives_a_position(browser, told, aino):
    told(roles=["Torilla.Comms", "Something.Else"])
    browser.sign_in()
    assert positions(aino) == {"communications_lead"}
    filled = AuditEntry.objects.get(action="people.position.filled")
    assert filled.actor == "provider"


def test_a_role_gives_a_units_position(browser, told, aino, eeva, library):
    Holding.objects.filter(person=eeva).delete()
    told(roles=["Torilla.Head.Library"])
    browser.sign_in()
    assert Holding.objects.open().get(person=aino).unit == library


def test_roles_that_the_table_does_not_name_give_nothing(browser, told, aino, monday):
    told(roles=["Admin", "set_up_person", "Torilla.SetUp.Not"])
    browser.sign_in()
    assert positions(aino) == set()
    assert not allows(aino, "people.change", None, now=monday)


@pytest.mark.parametrize("roles", [None, "", {}, 7, [7, None, {"a": 1}], {"Torilla.Comms": 1}])
def test_a_claim_of_another_shape_gives_nothing(browser, wire, aino, roles):
    wire.forge(roles=roles)
    browser.sign_in()
    assert browser.inside == aino.pk
    assert (
        positions(aino) <= {"communications_lead"}
        if isinstance(roles, dict)
        else not positions(aino)
    )


def test_the_position_ends_when_the_role_goes(browser, told, aino):
    told(roles=["Torilla.Comms"])
    browser.sign_in()
    told()
    browser.sign_in()
    assert positions(aino) == set()
    assert AuditEntry.objects.get(action="people.position.vacated").actor == "provider"


def test_what_people_gave_stays_when_no_claim_speaks_of_it(browser, told, aino, sanna, monday):
    fill_position(actor=sanna, position="ict_specialist", unit=None, person=aino, now=monday)
    fill_position(actor=sanna, position="communications_lead", unit=None, person=aino, now=monday)
    told(roles=["Torilla.Comms"])
    browser.sign_in()
    told()
    browser.sign_in()
    assert positions(aino) == {"ict_specialist", "communications_lead"}


def test_a_position_of_one_is_not_taken_from_whoever_holds_it(browser, told, aino, ritva):
    told(roles=["Torilla.Manager"])
    answer = browser.sign_in()
    assert positions(aino) == set() and positions(ritva) == {"municipal_manager"}
    assert "Ritva" in sentences(answer)


def test_the_last_set_up_person_stays_one(browser, told, aino):
    told(roles=["Torilla.SetUp"])
    browser.sign_in()
    told()
    answer = browser.sign_in()
    assert positions(aino) == {"set_up_person"}
    assert "Aino" in sentences(answer)


def test_a_unit_of_the_table_that_torilla_lacks_is_said(browser, told, aino):
    told(roles=["Torilla.Head.Nowhere"])
    answer = browser.sign_in()
    assert positions(aino) == set() and "Uimahalli" in sentences(answer)


def test_a_wrong_table_ends_nothing(browser, configured, told, aino, eeva, library):
    Holding.objects.filter(person=eeva).delete()
    told(roles=["Torilla.Head.Library"])
    browser.sign_in()
    library.name = "Kirjastopalvelut"
    library.save()
    browser.sign_in()
    assert positions(aino) == {"head_of_unit"}


def test_a_role_within_another_claim(browser, configured, wire, aino):
    configured(roles=ROLES, claims={"roles": "resource_access.torilla.roles"})
    wire.forge(resource_access={"torilla": {"roles": ["Torilla.Comms"]}})
    browser.sign_in()
    assert positions(aino) == {"communications_lead"}


@pytest.fixture
def departments(configured):
    return configured(
        claims={"unit": "department"}, units={"LIB-01": "Kirjasto", "TOWN": "Mallila"}
    )


def units(person):
    return {s.unit.name for s in Standing.objects.open().filter(person=person, by_provider=True)}


def test_a_department_gives_a_standing_in_a_unit_and_takes_it(browser, departments, told, aino):
    told(department="TOWN")
    browser.sign_in()
    assert units(aino) == {"Mallila"}
    told(department="LIB-01")
    browser.sign_in()
    assert units(aino) == set()  # she has that standing already, from people
    assert {s.unit.name for s in Standing.objects.open().filter(person=aino)} == {"Kirjasto"}


def test_no_department_takes_nothing_that_people_gave(browser, departments, aino):
    browser.sign_in()
    assert {s.unit.name for s in Standing.objects.open().filter(person=aino)} == {"Kirjasto"}


@pytest.fixture
def newcomer(browser, configured, peer, library):
    """Comes by the work account alone, from the department L."""
    configured(
        add_people=True, claims={"unit": "department"}, units={"L": "Kirjasto", "T": "Mallila"}
    )
    known = {"email": "uusi@mallila.example", "email_verified": True, "name": "Uusi Tulija"}

    def comes(**claims):
        peer.knows(aino=known | claims)
        browser.sign_in()
        return Person.objects.get(email="uusi@mallila.example")

    comes(department="L")
    return comes


@pytest.mark.parametrize(("claims", "left"), [({"department": "T"}, {"Mallila"}), ({}, set())])
def test_a_changed_department_leaves_the_person_in(browser, newcomer, claims, left):
    somebody = newcomer(**claims)
    assert browser.inside == somebody.pk
    assert units(somebody) == left


def supervisor(person):
    row = Supervision.objects.open().filter(person=person).first()
    return row.supervisor if row else None


def test_a_supervisor_whom_people_named_stays(browser, configured, told, aino, eeva, ritva):
    configured(claims={"supervisor": "manager"})
    told(manager="ritva@mallila.example")
    browser.sign_in()
    assert supervisor(aino) == eeva


def test_a_supervisor_by_address_or_id_until_the_claim_goes(
    browser, configured, told, aino, ritva, leena, monday
):
    Supervision.objects.filter(person=aino).delete()
    set_up = configured(claims={"supervisor": "manager"})
    told(manager="Ritva@mallila.example")
    browser.sign_in()
    assert supervisor(aino) == ritva
    WorkAccount.objects.create(person=leena, issuer=set_up.issuer, subject="leena-id", since=monday)
    told(manager="leena-id")
    browser.sign_in()
    assert supervisor(aino) == leena
    told()
    browser.sign_in()
    assert supervisor(aino) is None


def test_nobody_supervises_themselves_by_a_claim(browser, configured, told, aino):
    Supervision.objects.filter(person=aino).delete()
    configured(claims={"supervisor": "manager"})
    told(manager="aino@mallila.example")
    browser.sign_in()
    assert supervisor(aino) is None and browser.inside == aino.pk


def test_who_is_not_here_comes_in_only_where_the_operator_wants(browser, configured, peer, library):
    configured(roles=ROLES, add_people=True, claims={"unit": "department"}, units={"L": "Kirjasto"})
    peer.knows(
        aino={
            "email": "uusi@mallila.example", "email_verified": True, "name": "Uusi Tulija",
            "department": "L",
        }
    )  # fmt: skip
    browser.sign_in()
    newcomer = Person.objects.get(pk=browser.inside)
    assert (newcomer.name, newcomer.email) == ("Uusi Tulija", "uusi@mallila.example")
    assert units(newcomer) == {"Kirjasto"} and positions(newcomer) == set()


def test_a_stranger_of_whom_the_table_knows_nothing_does_not(browser, configured, peer):
    configured(roles=ROLES, add_people=True)
    peer.knows(aino={"email": "uusi@mallila.example", "email_verified": True, "name": "Uusi"})
    assert browser.sign_in().status_code == 403
