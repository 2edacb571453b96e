"""From the text of a policy file to a Policy, or to every problem in it."""

import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

from torilla.policy import rules as rules
from torilla.policy.clauses import read_clauses
from torilla.policy.covers import check_covers
from torilla.policy.dated import read_general
from torilla.policy.heads import (
    read_accounts,
    read_document,
    read_history,
    read_municipality,
    read_position_names,
)
from torilla.policy.messages import Message
from torilla.policy.messages import noop as _
from torilla.policy.policy import Policy
from torilla.policy.problems import PolicyError, Problem, Source, suggest
from torilla.policy.screened import read_screened
from torilla.policy.settings import check_settings, read_settings

LARGEST = 1_000_000
"""Characters of a policy file; Rautalampi's has some 60,000."""

SECTIONS = (
    "municipality",
    "document",
    "history",
    "account",
    "clause",
    "rule",
    "parameter",
    "position_name",
    "screening",
)

_AT = re.compile(r"\s*\(at line (\d+), column \d+\)|\s*\(at end of document\)")


def packaged_names() -> list[str]:
    """The policies that come with the product."""
    folder = resources.files("torilla.policy") / "guidelines"
    return sorted(
        each.name.removesuffix(".toml") for each in folder.iterdir() if each.name.endswith(".toml")
    )


def packaged(name: str) -> str:
    """The text of a policy file that comes with the product. Raises PolicyError if none does."""
    if name not in packaged_names():
        where = Message(_("the packaged policies"))
        what = Message(_("there is no “{name}”"), name=name[:80])
        raise PolicyError([Problem(where, what, suggest(name, packaged_names()))])
    folder = resources.files("torilla.policy") / "guidelines"
    return (folder / f"{name}.toml").read_text(encoding="utf8")


def text_of(name: str) -> str:
    """The text of a packaged policy by its name, or of a file by its path. Raises PolicyError, OSError."""
    return Path(name).read_text(encoding="utf8") if name.endswith(".toml") else packaged(name)


def load(text: str, *, source: str) -> Policy:
    """The policy that the text describes; `source` is its id. Raises PolicyError."""
    policy, problems = examine(text, source=source)
    if policy is None or problems:
        raise PolicyError(problems)
    return policy


def examine(text: str, *, source: str) -> tuple[Policy | None, list[Problem]]:
    """What could be read of the text and every problem in it; without problems it is good."""
    found = Source(text)
    raw = _parse(text, found)
    if raw is None:
        return None, found.problems
    _check_sections(raw, found)
    clauses, lines = read_clauses(raw, found)
    policy = Policy(
        id=source,
        municipality=read_municipality(raw, found),
        document=read_document(raw, found),
        history=read_history(raw, found),
        accounts=read_accounts(raw, found),
        clauses=clauses,
        rules=read_settings(raw.get("rule", {}), clauses, found),
        parameters=read_general(raw.get("parameter", {}), found),
        position_names=read_position_names(raw.get("position_name", {}), found),
        screening=read_screened(raw.get("screening", {}), clauses, found),
    )
    for clause in policy.clauses.values():
        check_covers(clause, policy, lines[clause.id], found)
    check_settings(policy, found)
    return policy, sorted(found.problems, key=lambda problem: problem.line or 0)


def _parse(text: str, source: Source) -> dict[str, Any] | None:
    if len(text) > LARGEST:
        what = Message(_("it has more than {largest} characters"), largest=LARGEST)
        right = Message(_("give one municipality’s policy"))
        source.problems.append(Problem(Message(_("the file")), what, right))
        return None
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # numbers of 5,000 digits, nesting without end
        source.problems.append(_not_toml(error))
        return None


def _not_toml(error: Exception) -> Problem:
    detail = str(error)
    at = _AT.search(detail)
    line = int(at[1]) if at and at[1] else None
    return Problem(
        Message(_("the file")),
        Message(_("this is not TOML ({detail})"), detail=_AT.sub("", detail)[:120]),
        Message(_("look there for a missing quotation mark, bracket or comma")),
        line,
    )


def _check_sections(raw: dict[str, Any], source: Source) -> None:
    for name in raw:
        if name not in SECTIONS:
            what = Message(_("the section “{name}” is not known"), name=name[:80])
            where, right = Message(_("the file")), suggest(name, SECTIONS)
            source.problems.append(Problem(where, what, right, source.header(name)))
