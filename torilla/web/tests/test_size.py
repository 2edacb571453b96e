"""Nobody fills the disk by sending."""

import pytest
from django.http import HttpRequest
from django.test import Client

from torilla.web.size import MOST


@pytest.mark.parametrize("length", [str(MOST + 1), "9" * 30, "-1", "many"])
def test_what_is_too_large_is_not_read(db, monkeypatch, length):
    def read(_request):
        raise AssertionError("the body was read")

    monkeypatch.setattr(HttpRequest, "_load_post_and_files", read)
    response = Client().post("/sign-in/", {"login": "aino"}, CONTENT_LENGTH=length)
    assert response.status_code == 413
    assert "liian suuri" in response.content.decode()


@pytest.mark.parametrize(
    "address", ["/people/?q=%00", "/accounts/?q=a%00b", "/applications/?page=%00"]
)
def test_a_character_that_no_text_holds_is_refused(policy, client, sanna, address):
    client.force_login(sanna)
    assert client.get(address).status_code == 400
