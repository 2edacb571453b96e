"""What was exported comes in without a change, whatever the register holds and in every form."""

import csv
import io
import json
import zipfile

import pytest
from django.db import transaction
from django.utils import translation
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from torilla.connectors import registry
from torilla.core.actors import SYSTEM
from torilla.people.importing.cells import clean
from torilla.people.importing.columns import guess
from torilla.people.importing.handling import draft, prepare
from torilla.people.models import Person
from torilla.policy.parameters import AIMS, AUDIENCES, PURPOSES
from torilla.register.commands.import_rows import begin_import, import_rows
from torilla.register.commands.read_rows import read_rows
from torilla.register.exporting.formats import COLUMNS, FORMATS
from torilla.register.exporting.rows import plain_accounts
from torilla.register.importing.accounts import Accounts
from torilla.register.importing.fields import FIELDS
from torilla.register.models import Account, AccountRecord, Stewardship
from torilla.screening.formulas import guarded
from torilla.screening.tables import read_table

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# What PostgreSQL and a form keep: no zeros, no lone surrogates.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
hostile = st.sampled_from(
    ["=1+1", "@SUM(A1)", "+358401234567", "-2", "\t=x", "＝cmd", "'=x", '"; DROP', "<b>x</b>", "a;b",
     "_x0041_", "rivi\nrivi", "sep=;", "[1]", "{", "ÄÖ å"]
)  # fmt: skip
words = st.one_of(texts, hostile)
networks = st.sampled_from(["facebook", "instagram", "mastodon", "youtube", "x"])


def some(keys):
    return st.lists(st.sampled_from(keys), unique=True).map(
        lambda got: [k for k in keys if k in got]
    )


accounts = st.lists(
    st.fixed_dictionaries(
        {
            "network": networks,
            "name": words.filter(lambda text: clean(text)),
            "kind": st.sampled_from(["", "umbrella", "unit", "campaign", "project"]),
            "state": st.sampled_from(["active", "dormant", "closed"]),
            "purpose": words,
            "unit": st.booleans(),
            "aims": some(AIMS),
            "audiences": some(AUDIENCES),
            "purposes": some(PURPOSES),
            "role_address": st.sampled_from(["", "kirjasto@mallila.example"]),
            "lead": st.booleans(),
        }
    ),
    min_size=1,
    max_size=6,
)


def made(rows, unit, person, now):
    for number, row in enumerate(rows):
        handle = f"mallila{number}"
        name = f"{handle}@mastodon.example" if row["network"] == "mastodon" else handle
        address = registry.read_on(row["network"], name)
        account = Account.objects.create(
            network=address.network, handle=address.handle, registered_at=now
        )
        values = {k: v for k, v in row.items() if k not in ("network", "unit", "lead")}
        AccountRecord.objects.create(
            account=account, address=address.url, unit=unit if row["unit"] else None, since=now,
            **values,
        )  # fmt: skip
        if row["lead"] and row["state"] != "closed":
            Stewardship.objects.create(account=account, person=person, role="lead", since=now)


def exported(form, now):
    accounts = plain_accounts(AccountRecord.objects.at(now), at=now)
    return b"".join(FORMATS[form].write(accounts, "Mallila"))


def imported(data, now):
    kind = Accounts()
    drafted = draft(kind, read_table(data), file_name="tilit", now=now)
    kept = read_rows(actor=SYSTEM, draft=drafted, now=now)
    kept = begin_import(actor=SYSTEM, imported=kept, version=1, now=now)
    prepare(kind, kept, now)
    import_rows(actor=SYSTEM, imported=kept, kind=kind, now=now)


def compared(now, persons=True):
    found = []
    for each in plain_accounts(AccountRecord.objects.at(now), at=now):
        each["name"], each["purpose"] = clean(each["name"]), clean(each["purpose"] or "")
        del each["since"]
        found.append(each if persons else {k: v for k, v in each.items() if k != "stewards"})
    return sorted(found, key=lambda each: (each["network"], each["handle"]))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@given(rows=accounts)
@settings(
    max_examples=4, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
def test_an_export_comes_in_without_a_change_and_makes_the_same_register(
    form, language, rows, policy, library, aino, monday
):
    with transaction.atomic(), translation.override(language):
        made(rows, library, aino, monday)
        data = exported(form, monday)
        judged = draft(Accounts(), read_table(data), file_name="t", now=monday).judged
        assert [(each.verdict, each.changes) for each in judged] == [("same", [])] * len(rows)
        before = compared(monday, persons=form != "jsonld")
        for model in (Stewardship, AccountRecord, Account):
            model.objects.all().delete()
        imported(data, monday)
        assert compared(monday, persons=form != "jsonld") == before
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", ["=1+1", "@x", "＝cmd|' /C calc'!A0", "\t=1", "\u00a0=1"])
def test_no_cell_of_an_export_can_run(facebook, name, monday):
    AccountRecord.objects.update(name=name, purpose=name)
    read = csv.reader(io.StringIO(exported("csv", monday).decode("utf-8-sig")), delimiter=";")
    assert all(cell.startswith("'") or guarded(cell) == cell for row in read for cell in row)
    with zipfile.ZipFile(io.BytesIO(exported("xlsx", monday))) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "hyperlink" not in sheet


def test_json_ld_names_no_person(facebook, aino, monday):
    Stewardship.objects.create(account=facebook, person=aino, role="lead", since=monday)
    told = exported("jsonld", monday).decode()
    item = json.loads(told)["itemListElement"][0]["item"]
    assert item["mainEntity"]["sameAs"] == ["https://facebook.com/mallilankirjasto"]
    assert Person.objects.get(pk=aino.pk).name not in told


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_column_of_an_export_is_known_again(facebook, language, monday):
    with translation.override(language):
        table = read_table(exported("csv", monday))
    assert guess(table.rows, FIELDS).columns == COLUMNS
