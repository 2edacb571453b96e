"""An application to open an account, and all that hangs on it, with the same text in every field."""

from datetime import timedelta
from typing import Any

from tests.hostile.world import World
from torilla.agreements.models import Agreement
from torilla.matters.models import Disclosure
from torilla.openings.models import (
    Application,
    Attachment,
    AttachmentBytes,
    ChainException,
    Check,
    Decision,
    Section,
    Writer,
)
from torilla.openings.question import Kind
from torilla.openings.questions import SECTIONS
from torilla.people.models import Unit
from torilla.register.models import AccountRecord, Credential

WRITTEN = frozenset({Kind.TEXT, Kind.LONG, Kind.NUMBER, Kind.ADDRESS, Kind.URL})


def apply(world: World, unit: Unit, now: Any) -> None:
    """A returned application: it is written again, and what was decided stands beside it."""
    person, leena = world.subjects["person"], world.persons["leena"]
    application = Application.objects.create(
        title=world.typed(), unit=unit, network="instagram", umbrella=world.text, state="returned",
        made_by=person, made_at=now, proposed_by=leena, proposed_at=now, round=1,
        reasons={"openings.need-stated": world.text},
    )  # fmt: skip
    for section in SECTIONS:
        answers = {each.key: _answer(each.kind, world.text) for each in section.questions}
        Section.objects.create(
            application=application, number=section.number, changed_by=person, changed_at=now,
            answers={key: value for key, value in answers.items() if value},
        )  # fmt: skip
    writer = Writer.objects.create(
        application=application, person=leena, added_by=person, added_at=now
    )
    attachment = Attachment.objects.create(
        application=application, name=world.typed(), kind="pdf", size=5, sha256="0" * 64,
        added_by=person, added_at=now,
    )  # fmt: skip
    AttachmentBytes.objects.create(attachment=attachment, content=b"%PDF-")
    _decide(world, application, now)
    _around(world, now)
    world.subjects |= {
        "application": application, "section": (application.pk, 1), "writer": writer,
        "attachment": attachment, "meeting": (world.subjects["body"].pk, now.date().isoformat()),
    }  # fmt: skip


def _answer(kind: Kind, text: str) -> Any:
    if kind in WRITTEN:
        return text
    return [{"goal": text, "measure": text, "kind": "other"}] if kind is Kind.LINES else None


def _decide(world: World, application: Application, now: Any) -> None:
    Decision.objects.create(
        application=application, round=1, step=1, decider="municipal_board",
        body=world.subjects["body"], asked_at=now, outcome="returned", decided_at=now,
        decided_by=world.persons["leena"], meeting_on=now.date(), section=world.typed(20),
        condition=world.text, reason=world.text,
    )  # fmt: skip
    ChainException.objects.create(
        application=application, round=1, steps=[1], decided_by=world.typed(), reason=world.text,
        decided_on=now.date(), recorded_at=now,
    )  # fmt: skip
    Check.objects.create(application=application, item="links", reason=world.text, done_at=now)


def _around(world: World, now: Any) -> None:
    """What stands beside it: an own profile, the account's plan, how one signs in."""
    person, leena = world.subjects["person"], world.persons["leena"]
    today = now.date()
    world.subjects["agreement"] = Agreement.objects.create(
        person=person, supervisor=leena, kind="own_profile", state="agreed", proposed_by=person,
        first_day=today, last_day=today + timedelta(days=300), proposed_at=now, scope=world.text,
        answer=world.text, reason=world.text, network="facebook", address=world.text,
        profile="work", founded_on="own", for_work_profile=world.text, for_own_profile=world.text,
    )  # fmt: skip
    world.subjects["disclosure"] = Disclosure.objects.create(
        state="granted", case_number=world.typed(60), about=world.typed(), wanted=world.text,
        audience=world.typed(), asked_by=person, asked_at=now, official=leena, due_at=now,
        answered_by=leena, answered_at=now, meeting_on=today, section=world.typed(20),
        granted=world.text, granted_audience=world.typed(), until=today + timedelta(days=300),
        reason=world.text,
    )  # fmt: skip
    account = world.subjects["account"]
    AccountRecord.objects.filter(account=account).update(plan=world.text)
    Credential.objects.create(
        account=account, kind="password", kept_in=world.typed(), opened_by=world.typed(),
        two_step=True, changed_on=today, noted_by=leena, since=now,
    )  # fmt: skip
