"""The permission walk: every address of the resolver, every position, both ownerships, one table.

What is expected is told here in the plainest way from `people.permissions.TABLE` and `web.access`;
what happens comes from the pages themselves.
"""

import io
import re
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from torilla.agreements.models import Agreement
from torilla.connectors import registry
from torilla.core.actors import SYSTEM
from torilla.duties.models import Duty
from torilla.guideline.commands.grant_waiver import grant_waiver
from torilla.guideline.models import Finding, Waiver
from torilla.matters.models import Disclosure
from torilla.media import store
from torilla.media.models import Asset, Paper
from torilla.openings.models import Application, Attachment, AttachmentBytes, Writer
from torilla.people.models import Body, Holding, Import, Membership, Supervision, Unit
from torilla.people.permissions import ANYBODY, DECIDER, HEAD, SELF, SUPERVISOR, TABLE
from torilla.register.commands.add_account import add_account
from torilla.register.commands.name_steward import name_steward
from torilla.register.commands.settle_line import settle_line
from torilla.web.access import ACCESS, OPEN, OWN

pytestmark = pytest.mark.django_db


def names(patterns=None, prefix="") -> list[str]:
    """Every URL name of the product, with its namespaces."""
    found = []
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLResolver):
            inner = f"{prefix}{each.namespace}:" if each.namespace else prefix
            found += names(each.url_patterns, inner)
        elif isinstance(each, URLPattern):
            found.append(f"{prefix}{each.name}" if each.name else str(each.pattern))
    return found


NAMES = sorted(set(names()))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_that_the_table_does_not_list_does_not_exist(name):
    assert (name in ACCESS) + (name in OPEN) + (name in OWN) == 1, f"{name} stands in no table"


def test_the_table_lists_no_page_that_is_not_there():
    assert not (set(ACCESS) | OPEN | OWN) - set(NAMES)


def test_every_permission_of_the_pages_is_in_the_table():
    asked = {p for access in ACCESS.values() for p in (access.see, access.do) if p}
    assert asked <= TABLE.keys()


# The walk. Eeva heads the library and Saara supervises Aino, who leads the library's account; Pekka
# heads the youth work, where Olli is; the others hold the municipality's positions.

POSITIONS = {
    "sanna": {"set_up_person"}, "ritva": {"municipal_manager"},
    "martti": {"administrative_director"}, "leena": {"communications_lead"},
    "jussi": {"ict_specialist"}, "eeva": set(), "pekka": set(), "saara": set(), "aino": set(),
    "olli": set(), "veikko": set(),
}  # fmt: skip
TIES = {
    "library": {"eeva": {HEAD}, "saara": {SUPERVISOR}, "aino": {SELF}},
    "youth": {"pekka": {HEAD}, "olli": {SELF}},
}
"""Who is what to the subjects of each place."""
SOMETHING = {"eeva": {HEAD}, "pekka": {HEAD}, "saara": {SUPERVISOR, DECIDER}}
SEES = {
    "account": "register.see", "stewardship": "register.see", "person": "people.see",
    "unit": "people.see_organisation", "body": "people.see_organisation",
    "finding": "guideline.see_findings", "waiver": "guideline.see_findings", "duty": "duties.see",
    "clause": "guideline.see", "line": "guideline.see", "import": "register.import",
    "people_import": "people.import", "units_import": "people.import",
    "application": "openings.see", "section": "openings.see", "attachment": "openings.see",
    "writer": "openings.see", "meeting": "openings.meet", "agreement": "agreements.see",
    "disclosure": "disclosures.see",
    "asset": "media.see", "shown": "media.see", "asset_words": "media.see",
    "pictured": "media.see", "consent": "media.see", "use": "media.see",
}  # fmt: skip
"""By which permission one sees a subject at all; without it the answer is 404, never 403."""


IMPORTS = {"import": "accounts", "people_import": "people", "units_import": "units"}


def tied(kind: str, place: str) -> dict[str, set[str]]:
    """Who is what to a subject of this kind in this place."""
    ties = TIES[place]
    if kind in {"body", "finding", "waiver", "clause", "line", *IMPORTS}:
        return {}
    if kind == "meeting":
        return {"saara": {DECIDER}}  # she is the secretary of the group in both places
    if kind == "disclosure":  # asked of the group for which she speaks
        asker = "aino" if place == "library" else "olli"
        return {asker: {SELF}, "saara": {DECIDER}}
    if kind == "unit":
        return {who: each & {HEAD} for who, each in ties.items()}
    if kind == "duty":  # held by the head of the unit: it is that person's own
        return {who: {SELF} for who, each in ties.items() if HEAD in each}
    if kind in {"account", "stewardship"} and place == "youth":
        return {"pekka": {HEAD}}  # nobody is named to the youth work's account
    return ties


def may(who: str, permission: str, kind: str, place: str) -> bool:
    columns = POSITIONS[who] | {ANYBODY}
    if kind == "list":
        columns = columns | SOMETHING.get(who, set()) | {SELF}
    else:
        columns = columns | tied(kind, place).get(who, set())
    return bool(TABLE[permission] & columns)


@pytest.fixture
def place(request):
    return request.param


@pytest.fixture
def everybody(person, mallila, library, sanna, ritva, martti, leena, jussi, eeva, aino, veikko):
    youth = Unit.objects.create(name="Nuoriso", kind="unit", parent=mallila)
    pekka = person("Pekka", unit=youth, heads=youth)
    saara, olli = person("Saara", unit=mallila), person("Olli", unit=youth)
    Supervision.objects.filter(person=aino).update(supervisor=saara)
    return {
        "sanna": sanna, "ritva": ritva, "martti": martti, "leena": leena, "jussi": jussi,
        "eeva": eeva, "pekka": pekka, "saara": saara, "aino": aino, "olli": olli,
        "veikko": veikko, "youth": youth,
    }  # fmt: skip


@pytest.fixture
def subjects(place, policy, everybody, agree, library, mallila, monday, settings, tmp_path):
    """One subject of each kind, in the library or in the youth work."""
    settings.MEDIA = tmp_path / "media"
    unit = {"library": library, "youth": everybody["youth"]}[place]
    before = monday - timedelta(days=3)
    account = add_account(
        actor=SYSTEM, unit=unit, address=registry.read(f"facebook.com/mallila{place}"),
        name=place, kind="unit", now=before,
    )  # fmt: skip
    agree(everybody["aino"], everybody["saara"])
    named = name_steward(
        actor=SYSTEM, account=account, person=everybody["aino"], role="lead", now=before
    )
    if place == "youth":
        named.until = monday - timedelta(days=2)
        named.save()
    findings = Finding.objects.filter(subject_kind="account", subject_id=account.pk)
    finding = findings.get(rule="register.substitute-named")
    excused = findings.get(rule="register.role-address")
    waiver = grant_waiver(
        actor=everybody["ritva"], finding=excused, reason="Kokeilu", now=monday,
        until=(monday + timedelta(days=30)).date(),
    )  # fmt: skip
    # The pages ask the real clock, so that the waiver must not have run out by then.
    Waiver.objects.update(until=monday + timedelta(days=36_500))
    duty = Duty.objects.get(finding=finding)
    body = Body.objects.create(name="Johtoryhmä", kind="board", unit=mallila)
    Membership.objects.create(body=body, person=everybody["saara"], role="secretary", since=before)
    line = settle_line(
        actor=SYSTEM, network="x", line="not_used", body=body, decided_on=before.date(),
        section="1", now=before,
    )  # fmt: skip
    return {
        "account": account, "stewardship": named, "unit": unit, "finding": finding,
        "waiver": waiver, "duty": duty, "clause": "C9",
        "person": everybody["aino" if place == "library" else "olli"],
        **{
            key: Import.objects.create(kind=kind, file_name="lista.csv", read_at=monday)
            for key, kind in IMPORTS.items()
        },
        "body": body, "line": line, "meeting": (body.pk, "2026-09-07"),
        "agreement": proposed_by(everybody["aino" if place == "library" else "olli"], everybody, monday),
        "disclosure": asked_of(body, everybody["aino" if place == "library" else "olli"], monday),
        **applied_for(unit, everybody["aino" if place == "library" else "olli"], monday),
        **pictured_by(unit, everybody["aino" if place == "library" else "olli"], monday),
    }  # fmt: skip


def proposed_by(person, everybody, now):
    """An agreement that somebody of the place has proposed; Olli's supervisor has left meanwhile."""
    return Agreement.objects.create(
        person=person, supervisor=everybody["saara"], kind="working_time", state="proposed",
        first_day=now.date(), last_day=now.date() + timedelta(days=36_500), proposed_by=person,
        proposed_at=now, scope="Tili",
    )  # fmt: skip


def asked_of(body, person, now):
    """What somebody of the place would tell of an unfinished matter."""
    return Disclosure.objects.create(
        state="asked", about="Kaavaluonnos", wanted="Kaikki", audience="kaikille", asked_by=person,
        asked_at=now, body=body, due_at=now,
    )  # fmt: skip


def pictured_by(unit, person, now):
    """A video that somebody of the place added, with what is shown of it."""
    kept = store.keep(store.SHOWN, io.BytesIO(b"shown"))
    store.keep(store.ORIGINALS, io.BytesIO(b"shown"))
    asset = Asset.objects.create(
        kind="video", state="incoming", title="Lukuhetki", unit=unit, added_by=person, added_at=now,
        sha256=kept.sha256, size=5, format="MP4",
    )  # fmt: skip
    asset.derivatives.create(name="video", format="MP4", size=5, sha256=kept.sha256)
    asset.subtitles.create(language="fi", vtt="WEBVTT")
    pictured = asset.pictured.create(
        label="lukija", child=False, recorded_by=person, recorded_at=now
    )
    consent = pictured.consents.create(
        state="asked", basis="consent", capacity="self", how="paper", purpose="Kesälehti",
        until=now.date() + timedelta(days=36_500), language="fi", asked_by=person, asked_at=now,
    )  # fmt: skip
    Paper.objects.create(consent=consent, name="lupa.pdf", kind="pdf", content=b"%PDF-")
    use = asset.uses.create(place="Kesälehti", used_by=person, used_at=now)
    return {
        "asset": asset, "shown": (asset.pk, "video"), "asset_words": (asset.pk, "fi"),
        "pictured": pictured, "consent": consent, "use": use,
    }  # fmt: skip


def applied_for(unit, applicant, now):
    """An application that somebody of the place began, and what hangs on it."""
    application = Application.objects.create(
        title="Uusi tili", unit=unit, network="instagram", state="drafted", made_by=applicant,
        made_at=now,
    )  # fmt: skip
    attachment = Attachment.objects.create(
        application=application,
        name="kysely.pdf",
        kind="pdf",
        size=1,
        sha256="0" * 64,
        added_at=now,
    )
    AttachmentBytes.objects.create(attachment=attachment, content=b"%PDF-")
    writer = Writer.objects.create(
        application=application, person=applicant, added_by=applicant, added_at=now
    )
    return {
        "application": application, "section": (application.pk, 4), "attachment": attachment,
        "writer": writer,
    }  # fmt: skip


def arguments(subject) -> list:
    """What stands in the address of a subject."""
    return list(subject) if isinstance(subject, tuple) else [getattr(subject, "pk", subject)]


def address(name: str, subjects) -> str:
    kind = ACCESS[name].of
    if kind == "list":
        return reverse(name)
    return reverse(name, args=arguments(subjects[kind]))


def answers(client, method: str, url: str) -> int:
    """The status, with everything that the request wrote undone."""
    with transaction.atomic():
        response = getattr(client, method)(url)
        if response.streaming:
            response.getvalue()  # a file is open until it was read
        transaction.set_rollback(True)
    return response.status_code


def wrong(who: str, name: str, place: str, got: int, wanted: str | None) -> str | None:
    """What is wrong with an answer; None when it is as the table says."""
    access = ACCESS[name]
    if wanted is None:
        return None if got in {403, 404, 405} else f"{name}: takes writing ({got})"
    if may(who, wanted, access.of, place):
        return None if got not in {403, 404, 500} else f"{name}: {got}, though {wanted} is given"
    visible = access.of == "list" or may(who, SEES[access.of], access.of, place)
    fit = {403, 404} if visible else {404}
    return None if got in fit else f"{name}: {got}, not one of {fit}, without {wanted}"


@pytest.mark.slow
@pytest.mark.parametrize("place", TIES, indirect=True)
@pytest.mark.parametrize("who", POSITIONS)
def test_every_page_answers_as_the_table_says(who, place, everybody, subjects, client):
    client.force_login(everybody[who])
    client.raise_request_exception = False
    found = []
    for name, access in ACCESS.items():
        url = address(name, subjects)
        found.append(wrong(who, name, place, answers(client, "get", url), access.see))
        found.append(wrong(who, f"{name}", place, answers(client, "post", url), access.do))
    assert not [each for each in found if each]


@pytest.mark.parametrize("place", ["library"], indirect=True)
def test_whoever_has_not_signed_in_sees_the_sign_in_page(place, subjects, client):
    for name in ACCESS:
        response = client.get(address(name, subjects))
        assert response.status_code == 302, name
        assert response.url.startswith(reverse("account_login")), name


def told(response) -> str:
    """The words of a page, without the address asked for and the tokens of its forms."""
    return re.sub(r'/[a-z/]+/\d+/|value="[^"]*"', "", response.content.decode())


def asked(client, name, given):
    """What the page says of a subject, and the queries it took: what differs in them differs in time."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(reverse(name, args=given))
    return response.status_code, told(response), len(queries)


@pytest.mark.parametrize("place", ["library"], indirect=True)
def test_what_one_may_not_see_answers_as_what_is_not_there(place, subjects, everybody, client):
    client.force_login(everybody["veikko"])
    client.get("/")
    hidden = {n: arguments(subjects[a.of]) for n, a in ACCESS.items() if hides(a)}
    assert {"register:account", "duties:task", "people:person", "people:unit"} <= hidden.keys()
    for name, given in hidden.items():
        there = asked(client, name, given)
        assert there[0] == 404 and there == asked(client, name, [999_999, *given[1:]]), name


def hides(access) -> bool:
    """Whether the page is of one subject that a councillor may not see."""
    return access.of not in {"list", "clause"} and not may(
        "veikko", SEES[access.of], access.of, "library"
    )


def test_a_position_that_has_ended_gives_nothing(sanna, monday):
    assert sanna.may("audit.see", None, now=monday)
    Holding.objects.filter(person=sanna).update(until=monday - timedelta(days=1))
    assert not sanna.may("audit.see", None, now=monday + timedelta(seconds=1))
