"""The guideline: its clauses, what is not kept, who is excused, its document."""

import base64
import binascii
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router

from torilla.api import seeing
from torilla.api.acting import Deed
from torilla.api.problems import Fault, Stopped, cleaned
from torilla.api.routing import reads, writes
from torilla.api.schemas import guideline as shapes
from torilla.api.schemas.common import InPath, Part, moment, named, paged
from torilla.core.command import Refused
from torilla.guideline import pages, queries
from torilla.guideline.commands.end_waiver import end_waiver
from torilla.guideline.commands.grant_waiver import grant_waiver
from torilla.guideline.commands.load_document import bind_document
from torilla.guideline.commands.record_handling import record_handling
from torilla.guideline.commands.set_in_force import set_in_force
from torilla.guideline.forms import HandlingForm, InForceForm, WaiverForm
from torilla.guideline.models import Binding, Finding, Handling, Waiver
from torilla.guideline.texts import position_name, reason, sentence, subject_name
from torilla.screening.documents import Unreadable, read

router = Router(tags=["guideline"])
SEE, FINDINGS, WAIVE, LOAD, HISTORY = (
    "guideline.see", "guideline.see_findings", "guideline.waive", "guideline.load",
    "guideline.record_history",
)  # fmt: skip


@reads(router, "/guideline", SEE, shapes.Guideline)
def get_guideline(request: HttpRequest) -> dict[str, Any]:
    """Is it in force, is its document here, how far is it carried."""
    states = queries.clause_states(request.now)
    document = queries.document_loaded()
    return {
        "title": queries.current_policy(request.now).document.title,
        "in_force_since": moment(queries.in_force_since()),
        "document": document.name if document else None,
        "clauses": len(states),
        "bound": sum(s.state == Binding.State.BOUND for s in states),
        "stale": [s.clause.id for s in states if s.stale],
        "missing": [s.clause.id for s in states if s.state == Binding.State.MISSING],
        "handlings": [_handling(row) for row in queries.history()],
    }


def _handling(row: Handling) -> dict[str, Any]:
    return {
        "id": row.pk,
        "body": row.body or None,
        "date": row.date or None,
        "section": row.section or None,
        "outcome": row.outcome or None,
        "case_number": row.case_number or None,
    }


@reads(router, "/guideline/clauses", SEE, shapes.Clauses)
def list_clauses(request: HttpRequest, asked: Part) -> dict[str, Any]:
    """Every clause in the guideline's order: what it says, how strongly, what carries it."""
    return paged(request, queries.clauses_as_json(request.now), asked, list)


@reads(router, "/guideline/clauses/{clause}", SEE, shapes.ClauseShown, of="clause")
def get_clause(request: HttpRequest, clause: str) -> dict[str, Any]:
    """One clause: its words and its numbers."""
    now = request.now
    state = queries.clause_state(clause, now)
    if state is None:
        raise Http404
    plain = next(row for row in queries.clauses_as_json(now) if row["id"] == clause)
    policy = queries.current_policy(now)
    numbers = pages.numbers(state, policy, timezone.localdate(now))
    sees = request.user.may(FINDINGS, None, now=now)
    return plain | {
        "findings": state.findings if sees else None,
        "numbers": [
            {"name": n.name, "value": n.value, "basis": n.basis, "since": moment(n.since)}
            for n in numbers
        ],
    }


@reads(router, "/guideline/findings", FINDINGS, shapes.Findings)
def list_findings(request: HttpRequest, asked: shapes.FindingsPart) -> dict[str, Any]:
    """What is not kept."""
    seeing.must(request, FINDINGS)
    rows = queries.open_findings(
        unit=asked.unit, clause=asked.clause, rule=asked.rule or "", waived=asked.waived
    )
    policy = queries.current_policy(request.now)
    return paged(
        request, rows, asked, lambda part: [_finding(each, policy, request.now) for each in part]
    )


def _finding(finding: Finding, policy: Any, now: Any) -> dict[str, Any]:
    due = timezone.localdate(finding.opened_at) + timedelta(days=finding.days)
    waiver = finding.waiver
    return {
        "id": finding.pk,
        "rule": finding.rule,
        "sentence": sentence(finding.rule),
        "reason": reason(finding.message, finding.values),
        "clause": finding.clause or None,
        "basis": finding.basis,
        "subject": {
            "kind": finding.subject_kind,
            "id": finding.subject_id,
            "name": subject_name(policy, finding),
        },
        "unit": named(finding.unit),
        "holder": position_name(policy, finding.holder),
        "opened_at": finding.opened_at.isoformat(),
        "due": due.isoformat(),
        "late": waiver is None and due < timezone.localdate(now),
        "waived_until": moment(waiver.until) if waiver else None,
    }


@writes(router.post, "/guideline/findings/{int:id}/waiver", WAIVE, of="finding", status=201)
def grant_a_waiver(request: HttpRequest, id: InPath, given: shapes.GrantWaiver) -> Deed:
    """Excuse this subject from this rule until a day."""
    seeing.must_see(request, FINDINGS)
    finding = seeing.one(Finding.objects.select_related("unit"), id)
    seeing.must(request, WAIVE, finding)
    form = cleaned(WaiverForm(given.model_dump()))
    return Deed(lambda **who: grant_waiver(finding=finding, **form, **who))


@reads(router, "/guideline/waivers", FINDINGS, shapes.Waivers)
def list_waivers(request: HttpRequest, asked: Part) -> dict[str, Any]:
    """Who is excused from what."""
    seeing.must(request, FINDINGS)
    rows = queries.waivers(request.now)
    return paged(request, rows, asked, lambda part: [_waiver(*each) for each in part])


def _waiver(waiver: Waiver, finding: Finding | None) -> dict[str, Any]:
    until = waiver.until and timezone.localdate(waiver.until - timedelta(seconds=1))
    return {
        "id": waiver.pk,
        "rule": waiver.rule,
        "sentence": sentence(waiver.rule),
        "subject": finding.subject_name if finding else None,
        "granted_by": waiver.granted_by.name,
        "reason": waiver.reason,
        "since": waiver.since.isoformat(),
        "until": moment(until),
    }


@writes(router.delete, "/guideline/waivers/{int:id}", WAIVE, of="waiver")
def end_a_waiver(request: HttpRequest, id: InPath) -> Deed:
    """End an exception before its day."""
    seeing.must_see(request, FINDINGS)
    waiver = seeing.one(Waiver.objects.all(), id)
    seeing.must(request, WAIVE, waiver)
    return Deed(lambda **who: end_waiver(waiver=waiver, **who))


@writes(router.post, "/guideline/handlings", HISTORY, status=201)
def record_a_handling(request: HttpRequest, given: shapes.RecordHandling) -> Deed:
    """Note how a body handled the guideline."""
    seeing.must(request, HISTORY)
    form = cleaned(HandlingForm(given.model_dump()))
    return Deed(lambda **who: record_handling(**form, **who))


@writes(router.put, "/guideline/handlings/{int:id}", HISTORY, of="handling")
def complete_a_handling(request: HttpRequest, id: InPath, given: shapes.RecordHandling) -> Deed:
    """Complete what was not known of a handling."""
    handling = seeing.one(Handling.objects.all(), id)
    seeing.must(request, HISTORY)
    form = cleaned(HandlingForm(given.model_dump()))
    return Deed(lambda **who: record_handling(handling=handling, **form, **who))


@writes(router.put, "/guideline/in-force", HISTORY)
def say_since_when_it_is_in_force(request: HttpRequest, given: shapes.SetInForce) -> Deed:
    """Since when the guideline is in force."""
    seeing.must(request, HISTORY)
    form = cleaned(InForceForm(given.model_dump()))
    return Deed(lambda **who: set_in_force(since=form["since"], **who))


@writes(router.post, "/guideline/document", LOAD, status=201)
def load_a_document(request: HttpRequest, given: shapes.LoadDocument) -> Deed:
    """Give the municipality's document. Each clause is bound to its words."""
    seeing.must(request, LOAD)
    try:
        text = read(decoded(given.content))
    except Unreadable as error:
        raise Refused(_(error.message).format_map(error.values), field="content") from error
    return Deed(lambda **who: bind_document(name=given.name, text=text, force=given.force, **who))


def decoded(content: str) -> bytes:
    """The file; Stopped where the text is no Base64."""
    try:
        return base64.b64decode(content, validate=True)
    except binascii.Error as error:
        said = _("This is not Base64.")
        fault = Fault(at="body.content", sentence=said)
        raise Stopped("refused", said, errors=[fault]) from error
