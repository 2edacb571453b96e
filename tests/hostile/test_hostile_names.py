"""What somebody types is shown again everywhere as what it is, and runs, breaks and hides nothing anywhere."""

import json
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import models, transaction
from django.utils import timezone
from icalendar import Calendar

from tests.hostile import places
from tests.hostile.places import Seen, plain
from tests.hostile.world import TYPED, build
from torilla.openings.sheet.characters import line
from torilla.people.importing.cells import clean
from torilla.register.commands.switch_public import switch_public
from torilla.register.exporting.formats import FORMATS
from torilla.register.exporting.rows import plain_accounts
from torilla.register.models import AccountRecord
from torilla.register.public import snapshot
from torilla.screening.formulas import guarded
from torilla.screening.tables import read_table

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HARMLESS = "Tavallinen nimi"
HOSTILE = {
    "html": "<marquee onstart=alert(1)>x</marquee><script>alert(1)</script>",
    "attribute": '" autofocus onfocus="alert(1)" x=\'',
    "right to left": "Kirjasto \u202egnp.exe\u202c\u2066",
    "newline": "Nimi\r\nBcc: kaikki@example.org\r\n\r\nEND:VEVENT\r\nBEGIN:VEVENT",
    "very long": "Äijälä" * 40,
    "emoji": "👩\u200d🚒🇫🇮 e\u0301",
    "zero-width": "Kir\u200bjas\u200dto\ufeff",
    "template": "{{ 7|add:7 }}{% csrf_token %}{number}{0.__class__}%(x)s%s",
    "formula": '=HYPERLINK("https://paha.example","x")',
    "full-width formula": "＝cmd|' /C calc'!A0",
    "header": "x\r\nSet-Cookie: a=b\r\n\tX: y",
    "sql": "'; DROP TABLE people_person; --",
    "markdown": "[paina](https://paha.example) **x** <@a>",
    "json": '"}]}</script><!--\\u0000',
}
NEVER_TYPED = frozenset(
    {
        "network", "handle", "address", "role_address", "page", "web_page", "email", "password",
        "language", "clause", "basis", "subject_kind", "subject_address", "message",
        "lease_owner", "last_error", "token_hash", "key", "fingerprint", "content_type", "sha256",
        "date", "rule", "source", "force", "enforcement", "holder", "kind", "to", "issuer",
        "subject", "refresh_token", "salt", "hash", "previous", "actor", "action", "token",
        "backup", "body", "state", "line", "item", "decider", "case_key",
        "format", "phash", "pictured_people", "ground", "capacity", "how", "link", "record",
    }
)  # fmt: skip
"""Fields that hold addresses, keys, choices and the program's own words."""


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.MEDIA = tmp_path / "media"


@pytest.fixture
def everybody(policy, sanna, ritva, martti, leena, jussi, eeva, aino):
    return {
        "sanna": sanna, "ritva": ritva, "martti": martti, "leena": leena, "jussi": jussi,
        "eeva": eeva, "aino": aino,
    }  # fmt: skip


@pytest.fixture(params=HOSTILE.values(), ids=HOSTILE)
def world(request, everybody, library):
    return build(request.param, everybody, library)


@pytest.fixture
def shown(everybody, library):
    """Which places show a harmless name: the same have to show a hostile one."""

    def find(of):
        with transaction.atomic():
            harmless = build(HARMLESS, everybody, library)
            found = {name for name, page in of(harmless) if HARMLESS in page}
            transaction.set_rollback(True)
        return found

    return find


def words(pages):
    for name, page in pages:
        seen = Seen(page.decode())
        assert not seen.runs, (name, seen.runs)
        yield name, plain(" ".join(seen.words))


def text_of(world):
    """What a place that shows the whole name has to show; a long one may be cut."""
    return plain(world.typed())[:60]


def test_every_field_that_somebody_types_into_is_among_those_tried(everybody, library):
    build(HARMLESS, everybody, library)
    holding, other = set(), set()
    for model in apps.get_models():
        for each in model._meta.local_fields:
            if not model.__module__.startswith("torilla.") or each.choices:
                continue
            if isinstance(each, models.CharField | models.TextField):
                held = model.objects.values_list(each.name, flat=True)
                holds = any(HARMLESS[:20] in str(text) for text in held)
                (holding if holds else other).add(f"{model._meta.label}.{each.name}")
    assert holding == TYPED
    assert {each for each in other if each.rpartition(".")[2] not in NEVER_TYPED} <= {
        "guideline.PolicyFile.name", "guideline.PolicyFile.text", "guideline.Binding.text",
        "media.Derivative.name", "guideline.Tally.name", "core.Job.name", "core.FeedCursor.name",
        "core.AuditSecret.name",
    }  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_every_page_shows_it_and_runs_nothing(text, shown, everybody, library):
    wanted = shown(lambda harmless: words(places.pages(harmless)))
    world = build(text, everybody, library)
    found = {name for name, page in words(places.pages(world)) if text_of(world) in page}
    assert len(wanted) > 25
    assert wanted <= found


def test_the_papers_of_an_application_show_it_as_it_is(world):
    for name, told in places.papers(world):
        title = "".join(line(world.typed()).split())
        assert told.count(title) >= 5, name
        assert not any(hidden in told for hidden in "\u202e\u2066\u200b\ufeff"), name


def test_the_public_pages_show_it_and_run_nothing(world, tmp_path, settings):
    settings.HOME = type(settings.HOME)(tmp_path)
    now = timezone.now()
    switch_public(actor=world.persons["leena"], on=True, now=now)
    snapshot.write(now)
    for path, data in places.public_pages():
        if path.endswith((".jsonld", "well-known")):
            assert any(
                plain(each) == plain(world.typed()) for each in places.strings(json.loads(data))
            )
        elif path.endswith(".atom"):
            told = "".join(ElementTree.fromstring(data).itertext())  # noqa: S314
            assert text_of(world).replace(" ", "") in "".join(told.split())
        elif path.endswith(".csv"):
            found = places.cells(data, ";")
            assert all(guarded(cell) == cell or cell.startswith("'") for cell in found)
        else:
            ((_path, page),) = words([(path, data)])
            assert text_of(world) in page, path


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_holds_it_whole_and_as_text(world, form):
    now = timezone.now()
    accounts = plain_accounts(AccountRecord.objects.at(now), at=now)
    data = b"".join(FORMATS[form].write(accounts, world.typed()))
    if form == "csv":
        found = places.cells(data, ";")
        assert all(guarded(cell) == cell or cell.startswith("'") for cell in found)
    table = read_table(data)
    read = {clean(cell) for _number, row in table.rows for cell in row}
    assert clean(world.typed()) in read and clean(world.text) in read


def test_mail_has_it_in_its_text_alone(world, settings):
    settings.MAIL_CONFIGURED = True
    found = places.mails()
    assert any(text_of(world) in plain(mail.get_payload(decode=True).decode()) for mail in found)
    for mail in found:
        assert {"Bcc", "X", "Set-Cookie"}.isdisjoint(mail.keys())
        assert not any("\n" in str(value) for value in mail.values())


def test_a_card_has_it_as_a_run_of_plain_text(world):
    (attachment,) = places.card()["attachments"]
    kinds = {line["type"] for line in attachment["content"]["body"]}
    assert kinds == {"RichTextBlock"}
    told = [plain(each) for each in places.strings(attachment)]
    assert any(text_of(world) in each for each in told)


def test_a_calendar_keeps_its_shape(world):
    calendar = Calendar.from_ical(places.calendar(world))
    assert {each.name for each in calendar.walk()} <= {"VCALENDAR", "VEVENT", "VALARM"}
    assert "BCC" not in {name for each in calendar.walk() for name in each}


def test_the_interface_tells_it_as_it_is(world):
    cache.clear()  # what was asked by now is counted there
    found = {
        path
        for path, answer in places.interface(world)
        if any(world.typed().strip() in each for each in places.strings(answer))
    }
    assert len(found) > 15
