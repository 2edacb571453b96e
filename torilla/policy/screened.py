"""Reads what screening finds is worth: `[screening."<kind>"]` with severity and clause."""

from collections.abc import Mapping

from torilla.policy.messages import Message
from torilla.policy.messages import noop as _
from torilla.policy.policy import Clause, Screened
from torilla.policy.problems import Problem, Source, suggest
from torilla.policy.reading import Table

SEVERITIES = ("stop", "ground", "notice")
"""It must go; it stays when somebody records why it may; it is pointed out."""

KINDS = (
    "identity-code",
    "identity-code-typo",
    "birth-date",
    "name",
    "address",
    "phone",
    "email",
    "iban",
    "plate",
    "property-id",
    "business-id",
    "case-number",
    "secrecy-marking",
    "draft-marking",
    "health",
    "social-care",
    "pupil",
    "family",
    "secret",
    "hidden-text",
    "tracked-change",
    "comment",
    "location",
    "metadata",
    "unreadable",
)
"""What `torilla.screening` may find, which this package does not import (a test compares them)."""


def read_screened(
    raw: object, clauses: Mapping[str, Clause], source: Source
) -> dict[str, Screened]:
    """The `[screening."kind"]` tables; without any, nothing is screened by this policy."""
    section = Table(raw, Message(_("screening")), source)
    found = {}
    for kind in section.raw:
        header = source.header(f"screening.{kind}")
        where = Message(_("screening for {kind}"), kind=kind[:80])
        if kind not in KINDS:
            what = Message(_("there is no such kind"))
            source.problems.append(Problem(where, what, suggest(kind, KINDS), header))
            continue
        found[kind] = _screened(Table(section.raw[kind], where, source, header), clauses)
    for kind in KINDS:
        if section.raw and kind not in section.raw:
            what = Message(_("the kind {kind} is missing"), kind=kind)
            section.complain(what, Message(_("give its severity and clause")))
    return found


def _screened(table: Table, clauses: Mapping[str, Clause]) -> Screened:
    severity = table.among("severity", SEVERITIES)
    clause = table.among("clause", clauses or ("",))
    basis = table.basis()
    table.close()
    force = clauses[clause].force if clause in clauses else ""
    if severity == "stop" and force != "shall" and not basis.startswith("law:"):
        table.complain(
            Message(_("it stops although clause {id} is “{force}”"), id=clause, force=force),
            Message(_("give “ground” or “notice”, or the law as its basis")),
            "severity",
        )
    return Screened(severity, clause, basis)
