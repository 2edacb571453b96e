"""The pages on which a list of accounts becomes a register, and the register comes out."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.urls import reverse

from torilla.people.models import Import
from torilla.register.commands.import_rows import import_rows
from torilla.register.importing.accounts import Accounts
from torilla.register.jobs import write_imports
from torilla.register.models import Account
from torilla.screening.tables import read_table

pytestmark = pytest.mark.django_db

LIST = (
    "Kanava;Osoite;Yksikkö\n"
    "Fasebook;mallila;Kirjasto\n"
    "Instagram;https://instagram.com/mallila;Kirjato\n"
    ";https://tuntematon.example/x;\n"
)


def sent(client, content, name="tilit.csv"):
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    return client.post(reverse("register:import"), {"file": file}, follow=True)


def pressed(client, **fields):
    imported = Import.objects.latest("pk")
    page = reverse("register:imported", args=[imported.pk])
    return client.post(page, {"version": imported.version, **fields}, follow=True)


@pytest.fixture
def leenas(client, policy, leena, library):
    client.force_login(leena)
    return client


def test_leena_sees_what_would_happen_to_each_row_and_why(leenas):
    page = sent(leenas, LIST).content.decode()
    assert "Kanavaa ”Fasebook” ei tunneta. Tarkoititko: Facebook?" in page
    assert "tuntematon.example" in page
    assert Account.objects.count() == 0


def test_leena_answers_once_and_the_row_is_new(leenas):
    sent(leenas, LIST)
    pressed(leenas, do="correct", **{"answer-0": "facebook"})
    assert Import.objects.get().counts == {"new": 2, "unreadable": 1}


def test_leena_lets_the_rows_be_written_and_the_worker_writes_them(leenas, monday):
    sent(leenas, LIST)
    page = pressed(leenas, do="begin")
    assert "0/1" in page.content.decode() and page.headers["Refresh"] == "2"
    imported = Import.objects.get()
    kind = Accounts()
    from torilla.people.importing.handling import prepare

    prepare(kind, imported, monday)
    import_rows(actor=imported.started_by, imported=imported, kind=kind, now=monday)
    assert Account.objects.get().network == "instagram"


def test_leena_leaves_a_row_out(leenas):
    sent(leenas, LIST)
    pressed(leenas, do="correct", skip="3")
    assert Import.objects.get().counts["skipped"] == 1


def test_leena_chooses_the_columns_by_hand(leenas):
    sent(leenas, "a;b\nx;https://instagram.com/mallila\n")
    pressed(leenas, do="correct", **{"column-0": "", "column-1": "address"})
    assert Import.objects.get().counts == {"new": 1, "unclear": 1}


def test_leena_forgets_the_file(leenas):
    sent(leenas, LIST)
    page = pressed(leenas, do="leave")
    assert "Tästä tiedostosta ei kirjoitettu mitään." in page.content.decode()


def test_two_answers_at_once_are_told(leenas):
    sent(leenas, LIST)
    pressed(leenas, do="correct", skip="3")
    page = pressed(leenas, do="correct", version="1", take="3")
    assert page.status_code == 409


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"PK\x03\x04rikki", b"\xd0\xcf\x11\xe0", b""])
def test_leena_is_told_why_a_file_cannot_be_read(leenas, content):
    page = sent(leenas, content, "tilit.xlsx")
    assert page.status_code == 422
    assert Import.objects.count() == 0


def test_a_file_of_200_megabytes_is_refused_without_being_read(leenas):
    class Body(io.RawIOBase):
        def read(self, size=-1):
            raise AssertionError("the body was read")

    response = leenas.generic(
        "POST",
        reverse("register:import"),
        **{
            "wsgi.input": Body(),
            "CONTENT_LENGTH": 200_000_000,
            "CONTENT_TYPE": "multipart/form-data; boundary=raja",
        },
    )
    assert response.status_code == 413
    assert "liian suuri" in response.content.decode()


def test_a_file_of_21_megabytes_is_refused_on_its_form_without_being_kept(leenas, monkeypatch):
    def keep(*_given):
        raise AssertionError("the file was kept")

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", keep)
    page = sent(leenas, b"a;b\n" * 5_250_000)
    assert page.status_code == 422
    assert "suurempi kuin 20" in page.content.decode()


def test_eeva_takes_with_her_only_what_she_may_see(client, eeva, facebook, sanna, monday):
    from torilla.connectors import registry
    from torilla.register.commands.add_account import add_account

    address = registry.read("instagram.com/muiden")
    add_account(actor=sanna, unit=None, address=address, name="Muiden", now=monday)
    client.force_login(eeva)
    answer = client.get(reverse("register:export") + "?format=json")
    accounts = json.loads(b"".join(answer.streaming_content))["accounts"]
    assert [account["handle"] for account in accounts] == ["mallilankirjasto"]


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "jsonld"])
def test_what_leena_takes_out_comes_in_without_a_change(leenas, facebook, form, monday):
    answer = leenas.get(reverse("register:export") + f"?format={form}")
    sent(leenas, b"".join(answer.streaming_content), f"tilit.{form}")
    assert Import.objects.get().counts == {"same": 1}


def test_the_worker_goes_on_after_it_was_killed(leenas, monday):
    sent(leenas, LIST)
    pressed(leenas, do="begin")
    Import.objects.update(due_at=monday)
    read_table(b"a;b\n1;2\n")
    write_imports(monday)
    assert Import.objects.get().state in ("done", "writing")
