"""How one signs in to an account: noted with its history, never the secret (S4)."""

from datetime import timedelta

import pytest

from torilla.core.command import Changed, NotAllowed, Refused
from torilla.core.models import AuditEntry
from torilla.people import hooks
from torilla.register.commands.note_credential import note_credential
from torilla.register.secrets import looks_secret

pytestmark = pytest.mark.django_db


def note(account, by, now, **other):
    given = {
        "version": None, "kind": "password", "kept_in": "Kirjaston salasanaholvi",
        "opened_by": "Tilin hallinnoijat", "two_step": True, "changed_on": now.date(),
    } | other  # fmt: skip
    return note_credential(actor=by, account=account, now=now, **given)


def test_a_new_note_closes_the_former_which_stays(facebook, eeva, monday):
    first = note(facebook, eeva, monday)
    later = monday + timedelta(days=90)
    note(facebook, eeva, later, version=first.pk, kind="passkey", changed_on=later.date())
    assert list(facebook.credentials.order_by("since").values_list("kind", "until")) == [
        ("password", later), ("passkey", None),
    ]  # fmt: skip


def test_who_was_slower_sees_what_the_other_noted(facebook, eeva, jussi, monday):
    note(facebook, jussi, monday)
    with pytest.raises(Changed):
        note(facebook, eeva, monday + timedelta(minutes=1))


@pytest.mark.parametrize(
    "text",
    ["Kirjasto2026!", "KesaYo2026", "holvissa, salasana: kissa", "Holvi, tunnus xY7#kk29"],
)
def test_a_password_is_refused(text, facebook, eeva, monday):
    with pytest.raises(Refused, match="näyttää salasanalta") as refused:
        note(facebook, eeva, monday, kept_in=text)
    assert (refused.value.field, refused.value.clause) == ("kept_in", "S4")


@pytest.mark.parametrize(
    "text",
    [
        "Kirjaston salasanaholvi", "KeePass, tietokanta kirjasto2026.kdbx",
        "Tilin hallinnoijat ja ICT-tuki (2 hlöä)", "https://holvi.mallila.example/Kirjasto1",
        "Kunnantalon kassakaappi, huone B214",
    ],
)  # fmt: skip
def test_a_place_is_no_password(text):
    assert not looks_secret(text)


def test_a_day_to_come_is_refused(facebook, eeva, monday):
    with pytest.raises(Refused, match="vasta edessä"):
        note(facebook, eeva, monday, changed_on=monday.date() + timedelta(days=1))


def test_olli_may_not_note_it(facebook, olli, monday):
    with pytest.raises(NotAllowed):
        note(facebook, olli, monday)


def test_the_log_holds_no_place(facebook, eeva, monday):
    note(facebook, eeva, monday)
    entry = AuditEntry.objects.get(action="register.credential.noted")
    assert "salasanaholvi" not in entry.details


def test_whoever_is_erased_opens_nothing_by_name(facebook, eeva, aino, monday):
    made = note(facebook, eeva, monday, opened_by="Aino ja ICT-tuki")
    hooks.forget(aino, monday)
    made.refresh_from_db()
    assert "Aino" not in made.opened_by and "ICT-tuki" in made.opened_by


def test_the_page_teaches_then_shows_and_comes_back(facebook, eeva, client):
    client.force_login(eeva)
    url = f"/accounts/{facebook.pk}/logins/?back=/tasks/"
    assert "Kukaan ei ole vielä kirjannut" in client.get(url).text
    sent = {
        "kind": "password", "kept_in": "<b>Holvi</b>", "opened_by": "ICT-tuki",
        "two_step": "True", "changed_on": "2026-09-01",
    }  # fmt: skip
    assert client.post(url, sent).headers["Location"] == "/tasks/"
    page = client.get(url).text
    assert "&lt;b&gt;Holvi" in page and "<b>Holvi" not in page


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "javascript:1", "x"])
def test_the_way_back_stays_inside(back, facebook, eeva, client):
    client.force_login(eeva)
    page = client.get(f"/accounts/{facebook.pk}/logins/", {"back": back}).text
    assert f'href="/accounts/{facebook.pk}/">Peruuta' in page


def test_the_manager_does_not_read_where_secrets_are_kept(facebook, ritva, client):
    client.force_login(ritva)
    assert client.get(f"/accounts/{facebook.pk}/logins/").status_code == 403
