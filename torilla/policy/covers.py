"""What may cover a clause: code that is named, or a reason why no code can."""

from torilla.policy.messages import Message
from torilla.policy.messages import noop as _
from torilla.policy.policy import Clause, Policy
from torilla.policy.problems import Problem, Source, suggest
from torilla.policy.rule import RULES

PLANNED = (
    "handbook",
    "goals",
    "networks",
    "opening",
    "register",
    "publishing",
    "trouble",
    "screening",
    "inbox",
)
"""Work that is still to come; a clause that it finishes says so."""

RECORDS = (
    "account",
    "stewardship",
    "standing",
    "supervisor",
    "notice",
    "unit-answer",
    "policy",
    "agreement",
    "own-profile",
    "application",
    "decision",
    "channel-line",
    "credential",
    "licence",
    "consent",
    "disclosure",
)
"""What is kept with its history."""

GUIDES = ("market-test",)
"""Pages of advice that are built."""

HUMAN_ALONE = frozenset({"J2", "K1", "M2", "O1", "O2", "O3", "L3", "S5"})
"""Clauses that nothing but judgement need cover."""

KINDS = ("rule", "record", "guide", "screen", "planned", "human")


def check_covers(clause: Clause, policy: Policy, line: int | None, source: Source) -> None:
    """Notes what is wrong with the covers of a clause of the policy."""

    def complain(what: Message, right: Message) -> None:
        where = Message(_("clause {id}"), id=clause.id)
        source.problems.append(Problem(where, what, right, line))

    for cover in sorted({each for each in clause.covered_by if clause.covered_by.count(each) > 1}):
        what = Message(_("it is covered twice by “{cover}”"), cover=cover)
        complain(what, Message(_("name it once")))
    for cover in dict.fromkeys(clause.covered_by):
        wrong = _wrong(cover, clause, policy)
        if wrong is not None:
            complain(*wrong)
    kinds = {cover.partition(":")[0] for cover in clause.covered_by}
    if kinds == {"human"} and clause.id not in HUMAN_ALONE:
        what = Message(_("nothing but judgement covers it"))
        complain(what, Message(_("name a rule, a record, a guide or planned work")))


def _wrong(cover: str, clause: Clause, policy: Policy) -> tuple[Message, Message] | None:
    """What is wrong with one cover, and what would be right."""
    kind, _colon, name = cover.partition(":")
    if kind == "rule":
        return _wrong_rule(name, clause, policy)
    if kind == "screen":
        return _wrong_screen(name, clause, policy)
    if kind == "human":
        if name.strip():
            return None
        return Message(_("the cover “human” gives no reason")), Message(_("write human:<reason>"))
    known = {"planned": PLANNED, "record": RECORDS, "guide": GUIDES}.get(kind)
    if known is None:
        what = Message(_("the cover “{cover}” is of no known kind"), cover=cover[:80])
        return what, suggest(kind, KINDS)
    if name not in known:
        what = Message(_("there is no “{cover}”"), cover=cover[:80])
        return what, suggest(name, known)
    return None


def _wrong_screen(name: str, clause: Clause, policy: Policy) -> tuple[Message, Message] | None:
    screened = policy.screening.get(name)
    if screened is None:
        what = Message(_("nothing is screened for “{kind}”"), kind=name[:80])
        return what, suggest(name, policy.screening)
    if screened.clause != clause.id:
        what = Message(_("“{kind}” is screened for another clause"), kind=name)
        return what, Message(_("name it under clause {id}"), id=screened.clause)
    return None


def _wrong_rule(name: str, clause: Clause, policy: Policy) -> tuple[Message, Message] | None:
    rule = RULES.get(name)
    if rule is None:
        return Message(_("there is no rule {rule}"), rule=name[:80]), suggest(name, RULES)
    if clause.id not in (rule.clause, *rule.also):
        what = Message(_("the rule {rule} does not belong to it"), rule=name)
        if rule.clause is None:
            return what, Message(_("it is an addition and covers no clause"))
        return what, Message(_("name it under clause {id}"), id=rule.clause)
    if name not in policy.rules:
        what = Message(_("the file does not set the rule {rule}"), rule=name)
        return what, Message(_('write [rule."{rule}"] with its enforcement'), rule=name)
    return None
