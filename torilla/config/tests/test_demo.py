"""The demonstration has something to look at on every page of openings, agreements and permissions."""

import pytest
from django.utils import timezone

from torilla.agreements.models import Agreement
from torilla.config import start
from torilla.matters.models import Disclosure
from torilla.media.models import Asset, Consent, Use
from torilla.openings.models import Application
from torilla.register.models import ChannelLine

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def filled(settings, monkeypatch, tmp_path):
    settings.DEMO, settings.POLICY_NAME = True, "mallila"
    settings.HOME = type(settings.HOME)(tmp_path)
    settings.MEDIA = tmp_path / "media"
    monkeypatch.setattr(start, "refuse_unfit_database", lambda: None)
    monkeypatch.setattr(start, "call_command", lambda *_, **__: None)
    start.initialise(now=timezone.now())


def test_something_stands_at_every_stage(filled):
    states = set(Application.objects.values_list("state", flat=True))
    assert states == {"drafted", "deciding", "returned", "declined", "provisioning"}
    assert {"proposed", "agreed"} == set(Agreement.objects.values_list("state", flat=True))
    assert Agreement.objects.filter(kind="own_profile").count() == 1
    assert ChannelLine.objects.open().count() == 4


def test_the_library_has_a_picture_that_may_be_used_and_one_that_lacks_its_right(filled):
    states = dict(Asset.objects.values_list("title", "state"))
    assert states.pop("Satutunnin julkisivu") == "incoming"
    assert set(states) == {"Uutuushylly", "Satutunti", "Rakentelukerho"}
    assert set(states.values()) == {"library"}
    assert Asset.objects.get(title="Uutuushylly").gave_away == ["location", "metadata"]


def test_one_guardian_has_given_a_consent_and_another_is_asked(filled):
    assert sorted(Consent.objects.values_list("state", flat=True)) == ["asked", "given"]
    assert Use.objects.get().remove_by is None


def test_one_permission_to_tell_is_in_force_and_one_question_waits(filled):
    assert sorted(Disclosure.objects.values_list("state", flat=True)) == ["asked", "granted"]


def test_the_second_group_is_awaited(filled):
    (row,) = Application.objects.get(state="deciding").decisions.filter(outcome="")
    assert row.body.name == "Kunnan johtoryhmä"
