"""TORILLA_TEAMS_WEBHOOKS, and that it is a secret."""

import copy
import pickle

import pytest
from django.core.exceptions import ImproperlyConfigured

from torilla.config.webhooks import webhooks

URL = "https://x.environment.api.powerplatform.com:443/workflows/1/invoke?api-version=1&sig=S3CRET"


def test_one_address_is_for_everybody():
    assert webhooks(URL)["*"].reveal() == URL


def test_none_is_none():
    assert webhooks("") == webhooks("  ") == {}


def test_units_by_name_however_it_is_written():
    given = webhooks(f'{{"*": "{URL}", "Kirjasto  Palvelut": "{URL}&x=1"}}')
    assert set(given) == {"*", "kirjasto palvelut"}
    assert given["kirjasto palvelut"].reveal().endswith("&x=1")


@pytest.mark.parametrize(
    "text",
    [
        "S3CRET", "ftp://S3CRET/", '{"*": "S3CRET"}', '{"*": 5, "S3CRET": ""}', '{"S3CRET',
        "https://user:S3CRET@host/", "https://host/ S3CRET", '{"*": ["S3CRET"]}',
    ],
)  # fmt: skip
def test_what_is_wrong_stops_the_start_and_is_not_repeated(text):
    with pytest.raises(ImproperlyConfigured) as wrong:
        webhooks(text)
    told = str(wrong.value).replace("TORILLA_TEAMS_WEBHOOKS, S3CRET", "")
    assert "TORILLA_TEAMS_WEBHOOKS" in str(wrong.value) and "S3CRET" not in told


def test_it_is_shown_nowhere():
    secret = webhooks(URL)["*"]
    for shown in (repr(secret), str(secret), f"{secret}", repr({"a": secret}), f"{secret!r:>5}"):
        assert "S3CRET" not in shown
    for write in (pickle.dumps, copy.deepcopy):
        with pytest.raises(TypeError):
            write(secret)
