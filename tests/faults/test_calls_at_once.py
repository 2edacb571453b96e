"""Calls of a program that arrive at the same moment, on both databases: one effect for one key."""

import json
from functools import partial
from http.client import HTTPConnection

import pytest

from tests.faults.test_at_once import at_once

pytestmark = pytest.mark.faults


def key_of(site):
    """A key that Leena makes in her settings."""
    fields = {"name": "Intra", "scopes": ["people:read", "people:write"], "days": 1}
    page = site.post("/settings/keys/", fields, token="a key").body
    return page.partition('value="torilla_')[2].partition('"')[0]


def send(site, secret, name, key):
    """Status and body of a call that adds a unit."""
    connection = HTTPConnection("127.0.0.1", site.port, timeout=60)
    body = {"name": name, "kind": "unit", "parent": site.municipality}
    headers = {
        "Authorization": f"Bearer torilla_{secret}",
        "Idempotency-Key": key,
        "Content-Type": "application/json",
    }
    connection.request("POST", "/api/v1/units", json.dumps(body), headers)
    answer = connection.getresponse()
    said = answer.status, answer.read()
    connection.close()
    return said


def test_the_same_call_sent_twenty_times_at_once_is_done_once_and_answered_the_same(site):
    site.start()
    secret = key_of(site)
    for name in ("Museo", "Uimahalli"):
        answers = at_once(
            *[partial(send, site, secret, name, f"add {name}".replace(" ", "-"))] * 20
        )
        assert {status for status, _body in answers} == {201}
        assert len({body for _status, body in answers}) == 1
        assert site.count("people_unit", f"name = '{name}'") == 1
    site.whole()


def test_of_two_calls_with_one_key_at_once_one_is_done_and_the_other_refused(site):
    site.start()
    secret = key_of(site)
    names = ("Museo", "Uimahalli")
    calls = [partial(send, site, secret, name, "one-key-for-both") for name in names]
    assert sorted(status for status, _body in at_once(*calls)) == [201, 422]
    assert site.count("people_unit", "name IN ('Museo', 'Uimahalli')") == 1
    site.whole()
