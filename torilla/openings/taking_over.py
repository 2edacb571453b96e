"""What an application already says of the account that comes of it."""

from typing import Any

from torilla.openings.answers import is_address
from torilla.openings.facts import answers_of
from torilla.openings.models import Application
from torilla.people.models import Unit
from torilla.register.models import AccountRecord
from torilla.register.queries import network_name

KINDS = {
    Unit.Kind.PROJECT: AccountRecord.Kind.PROJECT,
    Unit.Kind.PROGRAMME: AccountRecord.Kind.PROJECT,
}


def wanted_name(application: Application) -> str:
    """What the account is called in the register, unless somebody calls it otherwise."""
    return f"{application.unit.name} · {network_name(application.network)}"[:200]


def taken_over(application: Application) -> dict[str, Any]:
    """The fields of the account's record that the application answers; an address that is none is left out."""
    answers = answers_of(application)
    address = str(answers.get("role_address", "")).strip()
    return {
        "kind": KINDS.get(Unit.Kind(application.unit.kind), AccountRecord.Kind.UNIT),
        "role_address": address if is_address(address) else "",
        "aims": list(answers.get("aims", [])),
        "audiences": list(answers.get("audiences", [])),
        "purposes": list(answers.get("purposes", [])),
        "purpose": str(answers.get("need", ""))[:4000],
        "plan": str(answers.get("first_weeks", ""))[:4000],
    }


def reasons_given(application: Application) -> dict[str, str]:
    """Why something is left out, by the item, as the application says."""
    answers = answers_of(application)
    return {
        "role_address": str(answers.get("address_reason", "")),
        "administrators": str(answers.get("administrators_reason", "")),
    }


def people_for(application: Application) -> dict[str, list[int]]:
    """Whom the application names, by the item for which they are named."""
    answers = answers_of(application)
    lead = answers.get("lead")
    return {
        "lead": [lead] if lead else [],
        "substitute": list(answers.get("substitutes", [])),
        "administrators": list(answers.get("administrators", [])),
    }
