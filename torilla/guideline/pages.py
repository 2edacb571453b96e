"""What the pages of the guideline show, in the reader's words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from torilla.guideline.commands.grant_waiver import waivable
from torilla.guideline.models import Finding, Handling
from torilla.guideline.queries import ClauseState
from torilla.guideline.texts import (
    force_name,
    in_language,
    place,
    position_name,
    reason,
    sentence,
    subject_name,
    value_name,
)
from torilla.policy import Parameter, Policy
from torilla.screening.objection import NAMES as KIND_NAMES


@dataclass(frozen=True)
class Cover:
    """One thing that carries a clause. `built`: the product does it now."""

    kind: str
    text: str
    built: bool


def covers(state: ClauseState) -> list[Cover]:
    """What carries the clause, in words."""
    return [_cover(kind, name) for kind, name in state.covers]


def _cover(kind: str, name: str) -> Cover:
    if kind == "rule":
        return Cover(kind, sentence(name), True)
    if kind == "record":
        return Cover(kind, _("Torilla keeps the record: %s") % pgettext("record", name), True)
    if kind == "screen":
        looked_for = pgettext("screening kind", KIND_NAMES[name])
        return Cover(kind, _("Torilla looks for it in texts and files: %s") % looked_for, True)
    if kind == "guide":
        return Cover(kind, _("Torilla advises on a page: %s") % pgettext("guide", name), True)
    if kind == "planned":
        return Cover(kind, _("Not built yet: %s") % pgettext("planned", name), False)
    return Cover(kind, _("Left to people: no program can decide this."), False)


def by_place(states: Iterable[ClauseState]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Clauses under the headings of the guideline, in its order."""
    rows = groupby(states, key=lambda state: state.clause.where.partition(" / ")[0])
    return [(where, [clause_row(state) for state in group]) for where, group in rows]


def clause_row(state: ClauseState) -> dict[str, Any]:
    """One clause of the list."""
    found = covers(state)
    return {
        "id": state.clause.id,
        "url": reverse("guideline:clause", args=[state.clause.id]),
        "force": force_name(state.clause.force),
        "gist": state.gist,
        "words": state.words,
        "state": state.state,
        "stale": state.stale,
        "findings": state.findings,
        "covers": found,
        "built": any(cover.built for cover in found),
    }


@dataclass(frozen=True)
class Number:
    """A number of the guideline: its name, value, basis and since when."""

    name: str
    value: str
    basis: str
    note: str
    since: date | None


def numbers(state: ClauseState, policy: Policy, on: date) -> list[Number]:
    """The parameters of the rules that carry the clause."""
    found = []
    for kind, rule in state.covers:
        setting = policy.rules.get(rule) if kind == "rule" else None
        for key in setting.params if setting else ():
            value = policy.parameter(f"{rule}.{key}", on=on)
            found.append(_number(f"{rule}.{key}", value))
    return found


def _number(name: str, value: Parameter) -> Number:
    many = value.value if isinstance(value.value, tuple) else (value.value,)
    shown = ", ".join(value_name(one) for one in many)
    note = in_language(value.note) if value.note else ""
    return Number(pgettext("parameter", name), shown, basis_name(value.basis), note, value.since)


def basis_name(basis: str) -> str:
    """On what ground something is asked."""
    if basis.startswith("law"):
        return _("law: %s") % basis.partition(":")[2]
    return {"guideline": _("the guideline"), "added": _("added by the product")}.get(basis, basis)


def cards(
    findings: Iterable[Finding], policy: Policy, reader: Any, now: datetime
) -> list[dict[str, Any]]:
    """Findings as `<c-finding>` shows them."""
    may_waive = reader.may("guideline.waive", None, now=now)
    return [_card(finding, policy, may_waive, now) for finding in findings]


def _card(finding: Finding, policy: Policy, may_waive: bool, now: datetime) -> dict[str, Any]:
    due = timezone.localdate(finding.opened_at) + timedelta(days=finding.days)
    waiver = finding.waiver
    return {
        "id": finding.pk,
        "subject": subject_name(policy, finding),
        "reason": reason(finding.message, finding.values),
        "sentence": sentence(finding.rule),
        "clause": finding.clause,
        "place": place(policy, finding.clause),
        "basis": finding.basis,
        "holder": _position(finding, policy),
        "due": due,
        "late": waiver is None and due < timezone.localdate(now),
        "waived_until": waiver.until - timedelta(seconds=1) if waiver and waiver.until else None,
        "waiver_reason": waiver.reason if waiver else "",
        "buttons": _buttons(finding, policy) if may_waive and waiver is None else [],
    }


def _position(finding: Finding, policy: Policy) -> str:
    name = position_name(policy, finding.holder)
    return (
        f"{name}, {finding.unit.name}"
        if finding.unit and finding.holder == "head_of_unit"
        else name
    )


def _buttons(finding: Finding, policy: Policy) -> list[dict[str, Any]]:
    if not waivable(finding):
        return []
    return [
        {
            "label": _("Grant a waiver"),
            "url": reverse("guideline:waive", args=[finding.pk]),
            "of": subject_name(policy, finding),
        }
    ]


def handled(row: Handling) -> dict[str, Any]:
    """A handling of the guideline; what is not known is None."""
    return {
        "pk": row.pk,
        "body": row.body or None,
        "date": written(row.date) or None,
        "section": row.section or None,
        "outcome": row.get_outcome_display() or None,
        "case_number": row.case_number or None,
        "open": not (row.body and row.date and row.outcome),
    }


def written(known: str) -> str:
    """2022-06-07 as 7.6.2022, 2022-06 as 6/2022, 2022 as it is."""
    parts = [str(int(part)) for part in known.split("-")] if known else []
    if len(parts) == 2:
        return f"{parts[1]}/{parts[0]}"
    return ".".join(reversed(parts))
