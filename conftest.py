"""The people of Mallila, an invented municipality. Every test speaks of them by name."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from torilla.core.tests.support import let_transactional_tests_flush  # noqa: F401

pytest_plugins = ["tests.no_skips"]

HELSINKI = ZoneInfo("Europe/Helsinki")
MONDAY = datetime(2026, 9, 7, 9, 0, tzinfo=HELSINKI)
BEFORE = datetime(2026, 1, 1, 0, 0, tzinfo=HELSINKI)


@pytest.fixture
def monday():
    """Monday 7 September 2026 at nine, the day when the tests happen."""
    return MONDAY


@pytest.fixture
def mallila(db):
    """The municipality itself, the root of its units."""
    from torilla.people.models import Unit

    return Unit.objects.create(name="Mallila", kind="municipality")


@pytest.fixture
def library(mallila):
    from torilla.people.models import Unit

    culture = Unit.objects.create(name="Sivistystoimi", kind="sector", parent=mallila)
    return Unit.objects.create(
        name="Kirjasto", kind="unit", parent=culture, role_address="kirjasto@mallila.example"
    )


@pytest.fixture
def person(db):
    """Makes a person: `person("Aino", unit=library, supervisor=eeva, positions=[…])`."""
    from torilla.people.models import Holding, Person, Standing, Supervision

    def make(name, *, unit=None, supervisor=None, positions=(), kind="employee", heads=None):
        somebody = Person(name=name, email=f"{name.lower()}@mallila.example")
        somebody.set_unusable_password()
        somebody.save()
        Standing.objects.create(person=somebody, kind=kind, unit=unit, since=BEFORE)
        if supervisor:
            Supervision.objects.create(person=somebody, supervisor=supervisor, since=BEFORE)
        for position in positions:
            Holding.objects.create(person=somebody, position=position, since=BEFORE)
        if heads:
            Holding.objects.create(
                person=somebody, position="head_of_unit", unit=heads, since=BEFORE
            )
        return somebody

    return make


@pytest.fixture
def ritva(person, mallila):
    """Ritva is the municipal manager."""
    return person("Ritva", unit=mallila, positions=["municipal_manager"], kind="office_holder")


@pytest.fixture
def martti(person, mallila):
    """Martti is the administrative director."""
    return person("Martti", unit=mallila, positions=["administrative_director"])


@pytest.fixture
def leena(person, mallila):
    """Leena leads communications."""
    return person("Leena", unit=mallila, positions=["communications_lead"])


@pytest.fixture
def jussi(person, mallila):
    """Jussi is the ICT specialist."""
    return person("Jussi", unit=mallila, positions=["ict_specialist"])


@pytest.fixture
def sanna(person, mallila):
    """Sanna set the system up."""
    return person("Sanna", unit=mallila, positions=["set_up_person"])


@pytest.fixture
def eeva(person, library):
    """Eeva heads the library and supervises its people."""
    return person("Eeva", unit=library, heads=library)


@pytest.fixture
def aino(person, library, eeva):
    """Aino posts for the library."""
    return person("Aino", unit=library, supervisor=eeva)


@pytest.fixture
def kaisa(person, library, eeva):
    """Kaisa replaces Aino."""
    return person("Kaisa", unit=library, supervisor=eeva)


@pytest.fixture
def veikko(person, mallila):
    """Veikko is a councillor (and a school caretaker)."""
    return person("Veikko", unit=mallila, kind="elected_official")


@pytest.fixture
def olli(person, mallila):
    """Olli works elsewhere and has no business here."""
    return person("Olli", unit=mallila)


@pytest.fixture
def agree(db):
    """Makes an agreement on working time: `agree(aino, eeva)`; its days hold for the real clock too."""
    from torilla.agreements.models import Agreement

    def make(person, supervisor, *, first=date(2026, 1, 1), last=date(2126, 1, 1), **more):
        return Agreement.objects.create(
            person=person, supervisor=supervisor, kind="working_time", state="agreed",
            first_day=first, last_day=last, proposed_by=supervisor, proposed_at=BEFORE,
            answered_by=person, answered_at=BEFORE, scope="Kirjaston tilit", **more,
        )  # fmt: skip

    return make


@pytest.fixture
def agreed(agree, aino, kaisa, eeva):
    """Aino and Kaisa have agreed on their working time with Eeva (K2)."""
    return agree(aino, eeva), agree(kaisa, eeva)


@pytest.fixture
def policy(db):
    """Mallila's policy in force."""
    from torilla.core.actors import SYSTEM
    from torilla.guideline.commands.load_policy import load_policy
    from torilla.policy import packaged

    return load_policy(actor=SYSTEM, name="mallila", text=packaged("mallila"), now=BEFORE)


@pytest.fixture
def facebook(policy, library, sanna):
    """The library's Facebook account, a day in the register, with nothing told of it yet."""
    from torilla.connectors import registry
    from torilla.register.commands.add_account import add_account

    return add_account(
        actor=sanna,
        unit=library,
        address=registry.read("facebook.com/mallilankirjasto"),
        name="Kirjasto · Facebook",
        kind="unit",
        now=datetime(2026, 9, 6, 9, 0, tzinfo=HELSINKI),
    )
