"""What the guideline says and how far it is kept, as the reader may see it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse

from torilla.core.alphabet import Alphabetical
from torilla.guideline.models import (
    Binding,
    Document,
    Finding,
    Handling,
    InForce,
    PolicyFile,
    Waiver,
)
from torilla.guideline.policies import NoPolicy, current_policy
from torilla.guideline.texts import gist, in_language
from torilla.policy import Clause, Policy

__all__ = ["NoPolicy", "current_policy"]


@dataclass(frozen=True)
class ClauseState:
    """A clause with the municipality's own words where its document is loaded."""

    clause: Clause
    gist: str
    words: str
    state: str
    findings: int = 0

    @property
    def stale(self) -> bool:
        """Its words in the document are not those that the policy was written from."""
        return self.state == Binding.State.STALE

    @property
    def covers(self) -> list[tuple[str, str]]:
        """Kind and name of each cover."""
        return [
            (kind, name) for kind, _c, name in (c.partition(":") for c in self.clause.covered_by)
        ]


@dataclass(frozen=True)
class Coverage:
    """How many clauses the product enforces, records or will; each clause counts once, best first."""

    rules: int
    records: int
    planned: int
    human: int

    @property
    def all(self) -> int:
        return self.rules + self.records + self.planned + self.human


def document_loaded() -> Document | None:
    """The municipality's document that counts: the newest."""
    return Document.objects.defer("text").order_by("-loaded_at", "-pk").first()


def bindings() -> dict[str, Binding]:
    """Where each clause stands in the document that counts; empty while none is loaded."""
    document = document_loaded()
    return {b.clause: b for b in document.bindings.all()} if document else {}


def clause_states(now: datetime) -> list[ClauseState]:
    """Every clause in the order of the policy, with own words and the count of open findings."""
    found = bindings()
    rows = Finding.objects.filter(closed_at=None).exclude(clause="").values_list("clause")
    open_findings = dict(rows.annotate(n=Count("pk")).values_list("clause", "n"))
    clauses = current_policy(now).clauses.values()
    return [_state(c, found.get(c.id), open_findings.get(c.id, 0)) for c in clauses]


def clause_state(clause_id: str, now: datetime) -> ClauseState | None:
    """One clause; None when the policy has no such clause."""
    clause = current_policy(now).clauses.get(clause_id)
    if clause is None:
        return None
    count = Finding.objects.filter(closed_at=None, clause=clause_id).count()
    return _state(clause, bindings().get(clause_id), count)


def _state(clause: Clause, binding: Binding | None, findings: int) -> ClauseState:
    return ClauseState(
        clause=clause,
        gist=gist(clause),
        words=binding.text if binding else "",
        state=binding.state if binding else "",
        findings=findings,
    )


def stale_clauses() -> list[str]:
    """The clauses whose words have changed in the document: the work to do."""
    return [b.clause for b in bindings().values() if b.state == Binding.State.STALE]


def coverage(policy: Policy) -> Coverage:
    """How far the product carries the policy's clauses."""
    best = Counter(_best(clause) for clause in policy.clauses.values())
    return Coverage(best["rule"], best["record"], best["planned"], best["human"])


def _best(clause: Clause) -> str:
    kinds = {cover.partition(":")[0] for cover in clause.covered_by}
    if kinds & {"rule", "screen"}:
        return "rule"
    if kinds & {"record", "guide"}:
        return "record"
    return "planned" if "planned" in kinds else "human"


def clauses_as_json(now: datetime) -> list[dict[str, Any]]:
    """Every clause in the reader's language (docs/reference): id, place, force, covers, own words.

    `stale`: the document's words are not those that the policy was written from; `state`: bound, stale
    or missing, null while no document is loaded or the clause has no place in it.
    """
    return [
        {
            "id": each.clause.id,
            "where": each.clause.where,
            "force": each.clause.force,
            "covered_by": list(each.clause.covered_by),
            "stale": each.stale,
            "state": each.state or None,
            "gist": each.gist,
            "text": each.words or None,
            "note": in_language(each.clause.note) or None if each.clause.note else None,
        }
        for each in clause_states(now)
    ]


def clause_links(now: datetime) -> Mapping[str, dict[str, str]]:
    """Place and address of every clause, for chips."""
    return {
        clause.id: {"place": clause.where, "url": reverse("guideline:clause", args=[clause.id])}
        for clause in current_policy(now).clauses.values()
    }


def history() -> list[Handling]:
    """How the guideline was handled, oldest first; rows without a date stand where they were noted."""
    return list(Handling.objects.order_by("pk"))


def in_force_since() -> date | None:
    """Since when the guideline is in force, if the municipality has said."""
    return InForce.objects.order_by("-pk").values_list("since", flat=True).first()


def policy_files() -> QuerySet[PolicyFile]:
    """The versions of the policy, newest first."""
    return PolicyFile.objects.defer("text").order_by("-loaded_at", "-pk")


def open_findings(
    *, unit: int | None = None, clause: str = "", rule: str = "", waived: bool = False
) -> QuerySet[Finding]:
    """Open findings, filtered; without waived ones unless these are asked for."""
    rows = Finding.objects.filter(closed_at=None, waiver__isnull=not waived)
    if unit is not None:
        rows = rows.filter(unit=unit)
    if clause:
        rows = rows.filter(clause=clause)
    if rule:
        rows = rows.filter(rule=rule)
    return rows.select_related("unit", "waiver__granted_by").order_by(
        Alphabetical("subject_name"), "pk"
    )


def waivers(now: datetime) -> list[tuple[Waiver, Finding | None]]:
    """Waivers in force with the finding each excuses, the first to end first."""
    rows = Waiver.objects.at(now).select_related("granted_by").order_by("until")
    rules = {waiver.rule for waiver in rows}
    findings = Finding.objects.filter(closed_at=None, rule__in=rules)
    found = {(f.rule, f.subject_kind, f.subject_id): f for f in findings}
    return [(w, found.get((w.rule, w.subject_kind, w.subject_id))) for w in rows]
