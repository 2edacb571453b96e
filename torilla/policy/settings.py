"""Reads how hard each rule bites, and checks it against the clauses."""

from collections.abc import Mapping

from torilla.policy.clauses import FORCES
from torilla.policy.dated import read_params
from torilla.policy.messages import Message
from torilla.policy.messages import noop as _
from torilla.policy.policy import Clause, Policy, RuleSetting
from torilla.policy.positions import HOLDERS
from torilla.policy.problems import Problem, Source, suggest
from torilla.policy.reading import Table
from torilla.policy.rule import RULES, Rule

ENFORCEMENTS = ("block", "reason", "warn", "remind")


def read_settings(
    raw: object, clauses: Mapping[str, Clause], source: Source
) -> dict[str, RuleSetting]:
    """The `[rule."id"]` tables."""
    section = Table(raw, Message(_("the rules")), source)
    found = {}
    for id in section.raw:
        header = source.header(f"rule.{id}")
        where = Message(_("rule {id}"), id=id[:80])
        if id in RULES:
            table = Table(section.raw[id], where, source, header)
            found[id] = _setting(table, RULES[id], clauses)
        else:
            what = Message(_("there is no such rule"))
            source.problems.append(Problem(where, what, suggest(id, RULES), header))
    return found


def _setting(table: Table, rule: Rule, clauses: Mapping[str, Clause]) -> RuleSetting:
    basis = table.basis()
    found = RuleSetting(
        enforcement=table.among("enforcement", ENFORCEMENTS),
        basis=basis,
        force=_force(table, rule, clauses),
        holder=table.among("holder", HOLDERS),
        days=table.whole("days", 0, 365),
        decided_by=table.text_or_empty("decided_by"),
        note=table.note(),
        params=read_params(table, rule.params, basis),
    )
    table.close()
    return found


def _force(table: Table, rule: Rule, clauses: Mapping[str, Clause]) -> str:
    """The rule's own force, or its clause's."""
    if "force" in table.raw:
        return table.among("force", FORCES)
    table.asked.append("force")
    clause = clauses.get(rule.clause or "")
    return clause.force if clause else "none"


def check_settings(policy: Policy, source: Source) -> None:
    """Notes rules that bite harder than the guideline, and rules that no clause asks for."""
    for id, setting in policy.rules.items():
        for what, right in (_too_hard(setting), _unasked(RULES[id], setting, policy.clauses)):
            if what is not None and right is not None:
                where = Message(_("rule {id}"), id=id)
                source.problems.append(Problem(where, what, right, source.header(f"rule.{id}")))


_Wrong = tuple[Message, Message] | tuple[None, None]


def _too_hard(setting: RuleSetting) -> _Wrong:
    """Only what guideline or law demands, or what the municipality itself decided, may block."""
    lawful = setting.basis.startswith("law:") or setting.decided_by
    if setting.enforcement != "block" or setting.force == "shall" or lawful:
        return None, None
    return (
        Message(_("it blocks although its force is “{force}”"), force=setting.force),
        Message(
            _("give “reason”, “warn” or “remind”, or name in “decided_by” who made it stricter")
        ),
    )


def _unasked(rule: Rule, setting: RuleSetting, clauses: Mapping[str, Clause]) -> _Wrong:
    if rule.clause is None:
        return _unasked_addition(setting)
    clause = clauses.get(rule.clause)
    if clause is None:
        what = Message(_("its clause {id} is not in the file"), id=rule.clause)
        return what, Message(_("define the clause or leave the rule out"))
    if setting.basis != "added" and f"rule:{rule.id}" not in clause.covered_by:
        what = Message(_("no clause is covered by it"))
        right = Message(_("list it under clause {id}, or give it the basis “added”"), id=clause.id)
        return what, right
    return None, None


def _unasked_addition(setting: RuleSetting) -> _Wrong:
    if setting.basis != "guideline":
        return None, None
    what = Message(_("it has the basis “guideline”, but no clause asks for it"))
    return what, Message(_("give it the basis “added”"))
