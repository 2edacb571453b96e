"""The register: accounts, who acts in them, what was seen of them."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Router

from torilla.api import seeing
from torilla.api.acting import Deed
from torilla.api.problems import Fault, Stopped, cleaned
from torilla.api.routing import reads, writes
from torilla.api.schemas import register as shapes
from torilla.api.schemas.common import InPath, Part, moment, named, paged, worded
from torilla.people.models import Person, Unit
from torilla.people.permissions import allows
from torilla.register.commands.add_account import add_account
from torilla.register.commands.answer_inquiry import answer_inquiry
from torilla.register.commands.change_account import change_account
from torilla.register.commands.change_state import change_state
from torilla.register.commands.confirm import confirm
from torilla.register.commands.end_stewardship import end_stewardship
from torilla.register.commands.name_steward import name_steward
from torilla.register.commands.note_seen import note_seen
from torilla.register.commands.switch_public import switch_public
from torilla.register.exporting.formats import FORMATS, in_language
from torilla.register.exporting.rows import plain_accounts
from torilla.register.findings import findings_on
from torilla.register.forms import (
    AddForm,
    AnswerForm,
    NameForm,
    RecordForm,
    SeenForm,
    StateForm,
)
from torilla.register.history import history_of
from torilla.register.lifecycle import AccountStates
from torilla.register.models import AccountRecord, PublicSwitch
from torilla.register.pages import sights
from torilla.register.queries import (
    Filters,
    Row,
    candidates,
    end_of,
    narrowed,
    records_seen_by,
    rows,
    stewardships_seen_by,
)
from torilla.register.stewards import stewards

router = Router(tags=["register"])
SEE = "register.see"
DOES = (
    "register.change", "register.name_steward", "register.note_seen", "register.confirm",
    "register.close",
)  # fmt: skip


@reads(router, "/accounts", SEE, shapes.Accounts)
def list_accounts(request: HttpRequest, asked: shapes.AccountsPart) -> dict[str, Any]:
    """The accounts that one may see. Now, or as the register was on the evening of a day."""
    now = request.now
    filters = Filters(
        asked.q.strip(), asked.network or "", asked.unit, asked.state or "", asked.broken
    )
    at = now
    if asked.on is not None and (day := _day(asked.on)) < timezone.localdate(now):
        at = end_of(day)
    found = narrowed(records_seen_by(request.user, now=now, at=at), filters)
    return paged(request, found, asked, lambda part: [_row(each) for each in rows(part, at=at)])


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        fault = Fault(at="query.on", sentence=_("There is no such day."))
        raise Stopped("malformed", fault.sentence, errors=[fault]) from error


def _row(row: Row) -> dict[str, Any]:
    record = row.record
    return {
        **_head(record),
        "leads": row.named["lead"],
        "substitutes": row.named["substitute"],
        "findings": row.findings,
    }


def _head(record: AccountRecord) -> dict[str, Any]:
    return {
        "id": record.account_id,
        "version": record.pk,
        "network": record.account.network,
        "handle": record.account.handle,
        "name": record.name,
        "address": record.address,
        "kind": record.kind or None,
        "unit": named(record.unit),
        "state": record.state,
        "since": record.since.isoformat(),
    }


@writes(router.post, "/accounts", "register.add", of="unit", status=201)
def add_an_account(request: HttpRequest, given: shapes.AddAccount) -> Deed:
    """Put an account that exists into the register (C4)."""
    unit = seeing.unit(request, given.unit) if given.unit is not None else None
    seeing.must(request, "register.add", unit)
    form = cleaned(AddForm(given.model_dump()))
    return Deed(
        lambda **who: add_account(
            address=form["read"], name=form["name"], kind=form["kind"], unit=form["unit"], **who
        )
    )


@reads(
    router,
    "/accounts/export",
    "register.export",
    None,
    openapi_extra={
        "responses": {
            200: {"content": {f.content_type.partition(";")[0]: {} for f in FORMATS.values()}}
        }
    },
)
def export_accounts(request: HttpRequest, asked: shapes.ExportForm) -> StreamingHttpResponse:
    """Every account that one may see, as a file. What was exported imports back without a change."""
    seeing.must_somewhere(request, "register.export")
    now = request.now
    accounts = plain_accounts(records_seen_by(request.user, now=now, at=now), at=now)
    root = Unit.objects.filter(kind=Unit.Kind.MUNICIPALITY).first()
    written = FORMATS[asked.format].write(accounts, root.name if root else "")
    return StreamingHttpResponse(
        in_language(written, get_language() or "fi"),
        content_type=FORMATS[asked.format].content_type,
    )


@reads(router, "/accounts/{int:id}", SEE, shapes.AccountShown, of="account")
def get_account(request: HttpRequest, id: InPath) -> dict[str, Any]:
    """One account: its record, who acts in it, what was seen, what is missing."""
    now, record = request.now, seeing.record(request, id)
    account = record.account
    return {
        **_head(record),
        "role_address": record.role_address or None,
        "aims": record.aims,
        "audiences": record.audiences,
        "purposes": record.purposes,
        "purpose": record.purpose or None,
        "plan": record.plan or None,
        "registered_at": account.registered_at.isoformat(),
        "confirmed_at": moment(record.confirmed_at),
        "stewards": [_steward(each) for each in stewards(account, now)],
        "seen": [_sight(each) for each in sights(account, now)],
        "findings": [_finding(f) for f in findings_on(account, reader=request.user, now=now)],
        "may": [each for each in DOES if allows(request.user, each, account, now=now)],
    }


def _steward(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "person": named(row.person),
        "role": worded(row.key, row.role),
        "since": row.since.isoformat(),
        "told_at": moment(row.told_at),
        "in_effect": row.in_effect,
    }


def _sight(sight: Any) -> dict[str, Any]:
    row = sight.row
    return {
        "what": worded(sight.key, sight.label),
        "present": row.present if row else None,
        "page": (row.page or None) if row else None,
        "by": row.seen_by.name if row else None,
        "at": row.since.isoformat() if row else None,
    }


def _finding(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": found["id"],
        "rule": found["rule"],
        "reason": found["reason"],
        "clause": found["clause"] or None,
        "holder": found["holder"] or None,
        "due": moment(found["due"]),
        "late": found["late"],
        "waived_until": moment(found["waived_until"]),
    }


@reads(router, "/accounts/{int:id}/history", SEE, shapes.History, of="account")
def get_history(request: HttpRequest, id: InPath, asked: Part) -> dict[str, Any]:
    """Everything that has happened to the account, newest first."""
    events = history_of(seeing.account(request, id))
    return paged(request, events, asked, _events)


def _events(part: Collection[Any]) -> list[dict[str, Any]]:
    return [
        {"at": e.at.isoformat(), "by": e.by.name if e.by else None, "what": e.sentence}
        for e in part
    ]


@writes(router.put, "/accounts/{int:id}/record", "register.change", of="account")
def change_record(request: HttpRequest, id: InPath, given: shapes.ChangeRecord) -> Deed:
    """Correct what the register says. The earlier record stays as history."""
    account = seeing.account(request, id)
    seeing.must(request, "register.change", account)
    form = RecordForm(given.model_dump())
    read = cleaned(form)["read"]
    return Deed(
        lambda **who: change_account(
            account=account, version=given.version, address=read, changes=form.changes(), **who
        ),
        lambda record: {"id": account.pk, "version": record.pk},
    )


@reads(
    router,
    "/accounts/{int:id}/candidates",
    "register.name_steward",
    shapes.Candidates,
    of="account",
)
def list_candidates(request: HttpRequest, id: InPath, asked: shapes.Sought) -> dict[str, Any]:
    """Whom one may name to the account."""
    account = seeing.account(request, id)
    seeing.must(request, "register.name_steward", account)
    found = candidates(asked.q.strip(), account=account)
    return {"items": [named(person) for person in found.people], "more": found.more}


@writes(
    router.post, "/accounts/{int:id}/stewards", "register.name_steward", of="account", status=201
)
def name_a_steward(request: HttpRequest, id: InPath, given: shapes.NameSteward) -> Deed:
    """Name somebody to the account (K4)."""
    account = seeing.account(request, id)
    seeing.must(request, "register.name_steward", account)
    people = Person.objects.filter(is_active=True, erased_at=None)
    form = cleaned(NameForm(given.model_dump(), people=people))
    return Deed(lambda **who: name_steward(account=account, **form, **who))


@writes(router.delete, "/stewardships/{int:id}", "register.end_steward", of="stewardship")
def end_a_stewardship(request: HttpRequest, id: InPath) -> Deed:
    """Take a right away (K4)."""
    stewardship = seeing.one(stewardships_seen_by(request.user, request.now), id)
    seeing.must(request, "register.end_steward", stewardship)
    return Deed(lambda **who: end_stewardship(stewardship=stewardship, **who))


@writes(router.post, "/accounts/{int:id}/seen", "register.note_seen", of="account", status=201)
def note_what_was_seen(request: HttpRequest, id: InPath, given: shapes.NoteSeen) -> Deed:
    """Note what one saw on the network or the municipality's site (C14)."""
    account = seeing.account(request, id)
    seeing.must(request, "register.note_seen", account)
    said = given.model_dump() | {"present": "yes" if given.present else "no"}
    form = cleaned(SeenForm(said))
    return Deed(lambda **who: note_seen(account=account, **form, **who))


@writes(
    router.post, "/accounts/{int:id}/confirmations", "register.confirm", of="account", status=201
)
def confirm_account(request: HttpRequest, id: InPath, given: shapes.Confirm) -> Deed:
    """Say that exactly this version is true (C5)."""
    account = seeing.account(request, id)
    seeing.must(request, "register.confirm", account)
    return Deed(lambda **who: confirm(account=account, version=given.version, **who))


@writes(router.put, "/accounts/{int:id}/state", "register.close", of="account")
def change_account_state(request: HttpRequest, id: InPath, given: shapes.ChangeState) -> Deed:
    """Lay in reserve, take into use, close. Closing ends every right in the account."""
    record = seeing.record(request, id)
    account = record.account
    seeing.must(request, "register.close", account)
    moves = [(state, AccountStates.NAMES[state]) for state in AccountStates.MOVES[record.state]]
    form = cleaned(StateForm(given.model_dump(), states=moves))
    return Deed(
        lambda **who: change_state(account=account, **form, **who),
        lambda changed: {"id": account.pk, "version": changed.pk},
    )


@writes(
    router.post, "/units/{int:id}/accounts-answer", "register.answer_inquiry", of="unit", status=201
)
def answer_an_inquiry(request: HttpRequest, id: InPath, given: shapes.AnswerInquiry) -> Deed:
    """A unit's answer: which accounts does it have already (C4)?"""
    unit = seeing.unit(request, id)
    seeing.must(request, "register.answer_inquiry", unit)
    form = cleaned(AnswerForm(given.model_dump()))
    return Deed(lambda **who: answer_inquiry(unit=unit, **form, **who))


@reads(router, "/public", "register.switch_public", shapes.PublicSwitched)
def get_public(request: HttpRequest) -> dict[str, Any]:
    """Whether everybody may read the register."""
    seeing.must(request, "register.switch_public")
    switched = PublicSwitch.objects.at(request.now).first()
    return {"on": switched is not None, "since": moment(switched.since) if switched else None}


@writes(router.put, "/public", "register.switch_public", gives=shapes.Switched)
def switch_the_public_pages(request: HttpRequest, given: shapes.SwitchPublic) -> Deed:
    """Let everybody read the register, or nobody."""
    seeing.must(request, "register.switch_public")
    return Deed(lambda **who: switch_public(on=given.on, **who), lambda on: {"on": on})
