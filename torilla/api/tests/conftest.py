"""Programs that act for people of Mallila: `program(aino).get("/accounts")`."""

import itertools
import json

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from torilla.api.commands.make_token import make_token
from torilla.api.scopes import SCOPES

KEYS = itertools.count(1)


class Program:
    """A program with somebody's token."""

    def __init__(self, secret, language="en"):
        self.secret, self.client = secret, Client()
        self.headers = {"Authorization": f"Bearer {secret}", "Accept-Language": language}

    def get(self, path, **asked):
        return self.client.get(f"/api/v1{path}", asked, headers=self.headers)

    def send(self, method, path, body=None, key=None):
        return self.client.generic(
            method, f"/api/v1{path}", b"" if body is None else json.dumps(body),
            content_type="application/json",
            headers=self.headers | {"Idempotency-Key": key or f"key-{next(KEYS):06}"},
        )  # fmt: skip

    def post(self, path, body=None, key=None):
        return self.send("POST", path, body, key)

    def put(self, path, body=None, key=None):
        return self.send("PUT", path, body, key)

    def delete(self, path, key=None):
        return self.send("DELETE", path, None, key)


@pytest.fixture
def program(db):
    """Makes a program with a token of a person, of all scopes where none is named."""
    cache.clear()

    def make(person, *scopes, language="en", days=30):
        made = make_token(
            actor=person, person=person, name="Intra", scopes=scopes or SCOPES.keys(), days=days,
            now=timezone.now(),
        )  # fmt: skip
        return Program(made.secret, language)

    return make
