"""The page of one account."""

from datetime import timedelta

from torilla.duties.feed import drain
from torilla.guideline.commands.grant_waiver import grant_waiver
from torilla.guideline.models import Finding, Waiver
from torilla.register.sources import ACCOUNTS


def test_it_opens_when_something_is_waived(facebook, ritva, client, monday):
    finding = Finding.objects.get(rule="register.role-address", subject_id=facebook.pk)
    until = (monday + timedelta(days=30)).date()
    grant_waiver(actor=ritva, finding=finding, reason="Kokeilu", until=until, now=monday)
    Waiver.objects.update(until=monday + timedelta(days=36_500))  # the page asks the real clock
    drain([ACCOUNTS], monday)
    client.force_login(ritva)
    assert client.get(f"/accounts/{facebook.pk}/").status_code == 200
