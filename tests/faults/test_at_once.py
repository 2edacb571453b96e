"""Forms that arrive at the same moment: one effect for one form, one winner for one record."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest

pytestmark = pytest.mark.faults

ROUNDS = 5


def at_once(*calls):
    """The answers to calls that begin together."""
    together = Barrier(len(calls))

    def begin(call):
        together.wait(30)
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(begin, calls))


def test_the_same_form_sent_twenty_times_at_once_is_done_once(site):
    site.start()
    for token in ("first form", "second form"):
        answers = at_once(*[partial(site.add_unit, f"Unit of {token}", token)] * 20)
        assert {answer.status for answer in answers} == {302}
        assert site.count("people_unit", f"name = 'Unit of {token}'") == 1
    site.whole()


def test_of_two_people_who_change_one_record_at_once_the_second_sees_what_the_first_saved(site):
    site.start()
    for number in range(ROUNDS):
        version = site.one(
            "SELECT id FROM register_accountrecord WHERE until IS NULL"
            f" AND account_id = {site.pictures}"
        )
        texts = {who: f"{who} was here {number}" for who in ("Eeva", "Leena")}
        changes = [partial(change, site, who, version, text) for who, text in texts.items()]
        answers = at_once(*changes)

        assert Counter(answer.status for answer in answers) == {302: 1, 409: 1}
        second = next(answer for answer in answers if answer.status == 409)
        assert all(text in second.body for text in texts.values())
    site.whole()


def change(site, who, version, purpose):
    path = f"/accounts/{site.pictures}/record/"
    fields = {
        "version": version,
        "name": "Kirjasto · Instagram",
        "address": "instagram.com/mallilaesimerkkikirjasto",
        "network": "",
        "kind": "unit",
        "unit": site.one("SELECT id FROM people_unit WHERE name = 'Kirjasto'"),
        "role_address": "kirjasto@mallila.example",
        "purpose": purpose,
    }
    return site.post(path, fields, who=who, token=f"{who} {version}")


def test_of_two_who_take_an_account_into_use_at_once_one_does(site):
    site.change("DELETE FROM people_absence")  # or nobody would be there to look after it
    site.start()
    application, account = site.ask(
        "SELECT id, account_id FROM openings_application WHERE state = 'provisioning'"
    )[0]
    for what in ("site_unit_page", "site_list_page", "account_to_site"):
        seen = {"what": what, "present": "yes", "page": ""}
        site.post(f"/accounts/{account}/seen/", seen, token=f"saw {what}")
    path = f"/applications/{application}/set-up"
    site.post(f"{path}/note/?item=conditions", {"reason": "Toukokuussa."}, token="fulfilled")
    answers = at_once(
        *[partial(site.post, f"{path}/open/", {}, who=who, token=who) for who in ("Eeva", "Leena")]
    )

    assert Counter(answer.status for answer in answers) == {302: 1, 422: 1}
    assert site.count("openings_application", f"id = {application} AND state = 'opened'") == 1
    assert site.count("register_report", f"account_id = {account} AND what = 'account'") == 1
    site.whole()
