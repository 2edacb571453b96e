"""The way to applications, meetings, pictures and agreements stands there for those who have anything in them."""

import pytest
from django.urls import reverse

from torilla.duties.commands.ask import ask
from torilla.matters.commands.ask import ask as ask_disclosure
from torilla.media.models import Asset
from torilla.openings.tests.groups import drafted, group
from torilla.people.permissions import reach
from torilla.web.matters import matters_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def has(monday):
    """What somebody has: `has(aino)`."""

    def find(person):
        found = matters_of(person, reach(person, now=monday))
        return {name for name, anything in found.items() if anything}

    return find


@pytest.fixture
def draft(policy, library, aino, monday):
    return drafted(library, aino, monday)


def test_somebody_without_any_of_them_sees_none(has, olli):
    assert has(olli) == set()


def test_a_head_and_supervisor_has_applications_agreements_and_pictures(has, eeva, aino):
    assert has(eeva) == {"applications", "agreements", "pictures"}


def test_whoever_acts_in_an_account_or_added_a_picture_has_pictures(
    has, facebook, olli, kaisa, library, monday
):
    facebook.stewardships.create(person=kaisa, role="updater", since=monday)
    Asset.objects.create(
        kind="picture", title="A", added_by=olli, added_at=monday, sha256="0" * 64, size=1
    )
    assert "pictures" in has(kaisa) and "pictures" in has(olli)


def test_a_writer_has_applications(has, draft, olli, monday):
    draft.writers.create(person=olli, added_by=olli, added_at=monday)
    assert has(olli) == {"applications"}


def test_whoever_agreed_has_agreements(has, agree, olli, martti):
    agree(olli, martti)
    assert has(olli) == {"agreements"}


def test_a_secretary_has_meetings_and_a_member_does_not(has, mallila, olli, kaisa):
    group("Johtoryhmä", "management_group", mallila, secretary=olli, member=kaisa)
    assert "meetings" in has(olli)
    assert has(kaisa) == {"applications"}


def test_a_councillor_may_ask_what_may_be_told(has, veikko):
    assert has(veikko) == {"disclosures"}


def test_whoever_asks_or_is_asked_has_permissions_to_tell(has, policy, olli, kaisa, monday):
    asked = {"about": "Luonnos", "wanted": "Kaikki", "audience": "kaikille"}
    ask_disclosure(actor=olli, official=kaisa, now=monday, **asked)
    assert "disclosures" in has(olli) and has(kaisa) == {"disclosures"}


def test_it_costs_one_query(has, ritva, django_assert_num_queries):
    has(ritva)
    with django_assert_num_queries(1):
        has(ritva)


def test_a_task_to_decide_leads_to_the_application(
    client, policy, draft, ritva, monday, monkeypatch, settings
):
    settings.ROOT_URLCONF = "torilla.config.urls"
    monkeypatch.setattr("django.utils.timezone.now", lambda: monday)
    ask(
        message="Decide on the opening of an account: {application}", values={"application": "X"},
        subject=draft, subject_name="X", clause="C2", days=7, actor=ritva, now=monday, person=ritva,
    )  # fmt: skip
    client.force_login(ritva)
    page = client.get("/").content.decode()
    url = reverse("openings:application", args=[draft.pk])
    assert f'href="{url}">Avaa hakemus' in page
