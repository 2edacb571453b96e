"""A small municipality in which somebody has typed the same text into every field that people fill in."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from torilla.agreements.models import Agreement
from torilla.api.commands.make_token import make_token
from torilla.connectors import registry
from torilla.core.actors import SYSTEM
from torilla.duties.models import Duty
from torilla.guideline.commands.grant_waiver import grant_waiver
from torilla.guideline.commands.record_handling import record_handling
from torilla.guideline.models import Document, Finding
from torilla.people.commands.add_body import add_body
from torilla.people.commands.add_member import add_member
from torilla.people.commands.add_person import add_person
from torilla.people.commands.add_unit import add_unit
from torilla.people.commands.change_person import change_person
from torilla.people.commands.change_unit import change_unit
from torilla.people.commands.record_cooperation import record_cooperation
from torilla.people.importing.handling import draft
from torilla.people.models import Unit
from torilla.register.commands.add_account import add_account
from torilla.register.commands.change_account import change_account
from torilla.register.commands.change_state import change_state
from torilla.register.commands.name_steward import name_steward
from torilla.register.commands.note_seen import note_seen
from torilla.register.commands.read_rows import read_rows
from torilla.register.commands.settle_line import settle_line
from torilla.register.importing.accounts import Accounts
from torilla.register.models import Account
from torilla.register.queries import record_of
from torilla.screening.tables import Table

LONGEST = 200
TYPED = frozenset(
    {
        "api.Token.name", "register.AccountRecord.name", "register.AccountRecord.purpose",
        "guideline.Document.name", "guideline.Document.text", "guideline.Finding.subject_name",
        "guideline.Handling.body", "guideline.Handling.case_number", "guideline.Handling.section",
        "guideline.Waiver.reason", "duties.Duty.subject_name", "people.Import.file_name",
        "people.ImportedRows.content", "people.Unit.name", "people.Person.name",
        "people.Standing.title", "people.Body.name", "core.AuditEntry.details",
        "core.AuditSecret.value",
        "openings.Application.title", "openings.Application.umbrella", "openings.Attachment.name",
        "openings.Decision.condition", "openings.Decision.reason", "openings.Decision.section",
        "openings.ChainException.decided_by", "openings.ChainException.reason",
        "openings.Check.reason", "agreements.Agreement.reason",
        "agreements.Agreement.for_work_profile", "agreements.Agreement.for_own_profile",
        "agreements.Agreement.address", "register.AccountRecord.plan",
        "register.Credential.kept_in", "register.Credential.opened_by",
        "matters.Disclosure.case_number", "matters.Disclosure.about", "matters.Disclosure.wanted",
        "matters.Disclosure.audience", "matters.Disclosure.granted", "matters.Disclosure.section",
        "matters.Disclosure.granted_audience", "matters.Disclosure.reason",
        "media.Asset.title", "media.Words.alternative", "media.Words.caption", "media.Subtitles.vtt",
        "media.Licence.author", "media.Licence.proof", "media.Licence.credit",
        "media.Upload.file_name", "media.Pictured.label", "media.Pictured.name",
        "media.Pictured.ground_note", "media.Consent.purpose", "media.Consent.giver",
        "media.Consent.child_view", "media.Paper.name", "media.Use.place",
        "agreements.Agreement.scope", "agreements.Agreement.answer",
        "register.ChannelLine.section", "register.ChannelLine.note",
        "people.CooperationRecord.section", "people.CooperationRecord.purpose",
    }
)  # fmt: skip
"""Every field that holds what somebody typed, in their own words."""


@dataclass
class World:
    """The subjects that addresses name, and who may see everything."""

    text: str
    persons: dict[str, Any] = field(default_factory=dict)
    subjects: dict[str, Any] = field(default_factory=dict)

    def typed(self, most: int = LONGEST) -> str:
        return self.text[:most]


def build(text: str, everybody: dict[str, Any], unit: Unit) -> World:
    """Everything through the commands that the pages call, as if it had been typed there."""
    from tests.hostile.applied import apply  # they fill the world that is defined here
    from tests.hostile.pictured import picture

    world, now = World(text, dict(everybody)), timezone.now() - timedelta(days=3)
    leena = everybody["leena"]
    _name(world, unit, now)
    lower = add_unit(actor=SYSTEM, name=world.typed(), kind="unit", parent=unit, now=now)
    new = add_person(
        actor=SYSTEM, name=world.typed(), email="uusi@mallila.example", kind="employee", unit=lower,
        title=world.typed(), now=now,
    )  # fmt: skip
    body = add_body(actor=SYSTEM, name=world.typed(), kind="board", unit=unit, now=now)
    add_member(actor=SYSTEM, body=body, person=new, role="member", now=now)
    world.subjects |= {"unit": lower, "person": new, "body": body, "clause": "C9"}
    _account(world, lower, now)
    _guideline(world, now)
    _lists(world, now)
    apply(world, lower, now)
    picture(world, lower, now)
    record_cooperation(
        actor=SYSTEM, handled_on=timezone.localdate(now), section=world.typed(40),
        purpose=world.typed(), now=now,
    )  # fmt: skip
    make_token(
        actor=leena, person=leena, name=world.typed(100).strip() or "x", scopes=["register:read"],
        days=30, now=timezone.now(),
    )  # fmt: skip
    return world


def _name(world: World, unit: Unit, now: Any) -> None:
    """Those who are there already are renamed, so that the log has a before and an after."""
    for person in world.persons.values():
        person.refresh_from_db()
        change_person(
            actor=SYSTEM, person=person, version=person.version, name=world.typed(),
            email=person.email, is_active=True, now=now,
        )  # fmt: skip
    unit.refresh_from_db()
    change_unit(
        actor=SYSTEM, unit=unit, version=unit.version, name=world.typed(), kind=unit.kind,
        parent=unit.parent, role_address="", web_page="", now=now,
    )  # fmt: skip


def _account(world: World, unit: Unit, now: Any) -> None:
    account: Account = add_account(
        actor=SYSTEM, unit=unit, address=registry.read("facebook.com/mallilavihamielinen"),
        name=world.typed(), kind="unit", now=now,
    )  # fmt: skip
    changes = {"purpose": world.text, "role_address": "rooli@mallila.example"}
    version = record_of(account).pk
    change_account(actor=SYSTEM, account=account, version=version, changes=changes, now=now)
    person = world.subjects["person"]
    Agreement.objects.create(
        person=person, supervisor=world.persons["leena"], kind="working_time", state="agreed",
        first_day=now.date() - timedelta(days=1), last_day=now.date() + timedelta(days=300),
        proposed_by=person, proposed_at=now, scope=world.text, answer=world.text,
    )  # fmt: skip
    named = name_steward(actor=SYSTEM, account=account, person=person, role="lead", now=now)
    world.subjects["line"] = settle_line(
        actor=SYSTEM, network="facebook", line="recommended", body=world.subjects["body"],
        decided_on=now.date(), section=world.typed(20), note=world.text, now=now,
    )  # fmt: skip
    note_seen(
        actor=world.persons["leena"], account=account, what="keeper_stated", present=True,
        page="https://mallila.example/", now=now,
    )  # fmt: skip
    closed = add_account(
        actor=SYSTEM, unit=unit, address=registry.read("x.com/mallilavanha"), name=world.typed(),
        now=now,
    )  # fmt: skip
    change_state(
        actor=SYSTEM, account=closed, version=record_of(closed).pk, state="closed", now=now
    )
    world.subjects |= {"account": account, "stewardship": named}


def _guideline(world: World, now: Any) -> None:
    account = world.subjects["account"]
    findings = Finding.objects.filter(subject_kind="account", subject_id=account.pk, closed_at=None)
    kept, excused = findings.order_by("pk")[:2]
    until = (timezone.now() + timedelta(days=30)).date()
    ritva = world.persons["ritva"]
    waiver = grant_waiver(actor=ritva, finding=excused, reason=world.text, until=until, now=now)
    record_handling(
        actor=SYSTEM, body=world.typed(), day="2026-03-01", section=world.typed(20),
        outcome="approved", case_number=world.typed(50), now=now,
    )  # fmt: skip
    Document.objects.create(
        name=world.typed(), text=world.text, sha256="0" * 64, loaded_at=now,
    )  # fmt: skip
    duty = Duty.objects.filter(finding=kept).first()
    world.subjects |= {"finding": kept, "waiver": waiver, "duty": duty}


def _lists(world: World, now: Any) -> None:
    """A list that somebody brought, its heading and cells and its name the same text."""
    rows = (
        ("Kanava", "Osoite", "Nimi", "Yksikkö", "Päävastuullinen", world.text),
        (world.text, "mallilatuntematon", world.text, world.text, world.text, world.text),
        ("Facebook", "facebook.com/mallilauusi", world.text, world.text, world.text, world.text),
        ("Facebook", world.text, world.text, world.text, world.text, world.text),
    )
    table = Table(tuple(enumerate(rows, 1)))
    made = draft(Accounts(), table, file_name=world.typed(), now=now)
    kept = read_rows(actor=world.persons["leena"], draft=made, now=now)
    world.subjects |= {"import": kept, "people_import": kept, "units_import": kept}
