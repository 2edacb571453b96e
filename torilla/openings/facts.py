"""From an application's sections to what the rules may look at."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from torilla.guideline.policies import current_policy
from torilla.openings.answers import number
from torilla.openings.models import Application
from torilla.openings.questions import BY_NUMBER, DAYS
from torilla.people.models import Person, Unit
from torilla.policy import address
from torilla.policy.facts import OpeningFacts
from torilla.register.agreed import agreed_at
from torilla.register.lifecycle import IN_USE
from torilla.register.lines import line_on
from torilla.register.models import AccountRecord

LINKS = {
    "unit_page": "site_unit_page",
    "list_page": "site_list_page",
    "link_back": "account_to_site",
}
"""Which link of C14 each answer plans."""

Answers = Mapping[str, Any]


def answers_of(application: Application, *, but: int | None = None) -> dict[str, Any]:
    """Every answer of the application by its question: keys are one's own in all nine sections.

    `but`: the number of a section that is left out.
    """
    answers: dict[str, Any] = {}
    for section in application.sections.all():
        if section.number == but:
            continue
        known = {question.key for question in BY_NUMBER[section.number].questions}
        answers |= {key: value for key, value in section.answers.items() if key in known}
    return answers


def opening_facts(
    application: Application, now: datetime, answers: Answers | None = None
) -> OpeningFacts:
    """The application as its sections were last saved; or with these `answers`, not saved yet."""
    answers = answers_of(application) if answers is None else answers
    lead, substitutes, administrators = _people(answers)
    line = line_on(application.network, now)
    umbrellas = umbrellas_of(application.network, now)
    return OpeningFacts(
        now=now,
        network=application.network,
        umbrella_weighed=bool(application.umbrella.strip()) or not umbrellas,
        filled=frozenset(answers),
        lead=lead is not None,
        lead_agreed=lead is not None and _agreed(lead, now),
        hours=number(answers.get("hours", "")) or 0,
        substitutes=len(substitutes - {lead}),
        interval=DAYS.get(answers.get("rhythm", "")),
        committed=answers.get("committed") == "yes",
        resources_confirmed=answers.get("resources_confirmed") == "yes",
        line=line.line if line else "",
        address=_kind(answers.get("role_address", ""), now),
        address_reason="address_reason" in answers,
        administrators=len(administrators),
        administrators_reason="administrators_reason" in answers,
        measures=_measures(answers.get("measures", [])),
        links=frozenset(link for key, link in LINKS.items() if key in answers),
        keeper_text="keeper_text" in answers,
    )


def _agreed(lead: int, now: datetime) -> bool:
    """Whether the working time is agreed, or there is nobody to agree with (K2)."""
    return agreed_at(now, current_policy(now), [lead]).agreed(lead)


def umbrellas_of(network: str, now: datetime) -> list[AccountRecord]:
    """The umbrella accounts of the network in the register now (C1)."""
    kept = AccountRecord.objects.at(now).filter(kind="umbrella", account__network=network)
    return list(kept.filter(state__in=IN_USE).select_related("account", "unit"))


def _people(answers: Answers) -> tuple[int | None, set[int], set[int]]:
    """Lead, substitutes, administrators: those who are still there."""
    lead = answers.get("lead")
    substitutes = set(answers.get("substitutes", []))
    administrators = set(answers.get("administrators", []))
    asked = substitutes | administrators | ({lead} if lead else set())
    here = Person.objects.filter(pk__in=asked, is_active=True, erased_at=None)
    there = set(here.values_list("pk", flat=True))
    return lead if lead in there else None, substitutes & there, administrators & there


def _kind(text: str, now: datetime) -> str:
    """How the address looks; "" where none is told."""
    if not text.strip():
        return ""
    of_units = Unit.objects.exclude(role_address="").values_list("role_address", flat=True)
    domains = address.own_domains(current_policy(now).municipality.website, of_units)
    people = Person.objects.filter(erased_at=None)
    known = address.Names(
        people.values_list("name", flat=True), people.values_list("email", flat=True)
    )
    return address.judge(text, domains=domains, people=known).kind


def _measures(lines: list[Mapping[str, str]]) -> tuple[tuple[str, ...], ...]:
    """The kinds of the measures of each goal; lines with the same goal belong together."""
    goals: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        if line["goal"]:
            kinds = goals[line["goal"].strip().casefold()]
            if line["measure"]:
                kinds.append(line["kind"] or "other")
    return tuple(tuple(kinds) for kinds in goals.values())
