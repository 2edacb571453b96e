"""The general parameters that a policy may set: the kind of value, and whether it must be there.

A new number of the guideline is a line here, never a constant elsewhere. What is *needed* is asked
for by code that is built; the others are the guideline's numbers for work to come, checked already.
"""

from dataclasses import dataclass

from torilla.policy.kinds import (
    Chain,
    Kind,
    OneOf,
    SomeOf,
    SomeTexts,
    SomeWhole,
    Steps,
    TimeOfDay,
    Weekdays,
    Whole,
    YesNo,
)
from torilla.policy.positions import APPLICANT, HOLDERS, POSITIONS

AIMS = ("information", "interaction", "influence")
AUDIENCES = ("residents", "customers", "stakeholders", "networks")
PURPOSES = (
    "customer_service",
    "advice",
    "encounter",
    "guidance",
    "transactions",
    "crowdsourcing",
    "involvement",
    "marketing",
    "reputation",
)

SECTIONS = (
    "need",
    "benefits",
    "resources",
    "plan",
    "decision",
    "channel",
    "continuity",
    "measures",
    "links",
)
"""The nine matters that an application settles, in the guideline's order."""

OWN = ("phones", "emails", "addresses", "ibans", "business_ids")
"""What the municipality gives of itself in public: screening lets it pass."""


@dataclass(frozen=True)
class General:
    """A parameter of the policy as a whole."""

    kind: Kind
    needed: bool = False


PARAMETERS: dict[str, General] = {
    "duties.steps": General(Steps(), needed=True),
    "duties.weekdays": General(Weekdays(), needed=True),
    "duties.start": General(TimeOfDay(), needed=True),
    "duties.end": General(TimeOfDay(), needed=True),
    "notices.deadlines_at_once": General(YesNo()),
    "notices.cards_tell_matters": General(YesNo()),
    "register.told": General(SomeOf(POSITIONS), needed=True),
    "stewards.named_by": General(OneOf(HOLDERS), needed=True),
    "register.aims": General(SomeOf(AIMS), needed=True),
    "register.audiences": General(SomeOf(AUDIENCES), needed=True),
    "register.purposes": General(SomeOf(PURPOSES), needed=True),
    "scope.officials_security": General(YesNo()),
    "organisation.words": General(SomeOf()),
    "agreements.warned_days": General(SomeWhole(1, 365, "days")),
    "opening.deciders": General(Chain()),
    "opening.proposer": General(OneOf((*HOLDERS, APPLICANT))),
    "opening.sections": General(SomeOf(SECTIONS)),
    "opening.lapses_days": General(Whole(7, 730, "days")),
    "publishing.interval": General(Whole(1, 365, "days")),
    "reply.hours": General(Whole(1, 720, "hours")),
    "reply.negative_hours": General(Whole(1, 720, "hours")),
    "reply.signature": General(OneOf(("title_and_first_name", "first_name", "unit"))),
    **{f"screening.own_{each}": General(SomeTexts()) for each in OWN},
    "media.link_days": General(Whole(1, 60, "days")),
    "media.consent_months": General(Whole(1, 120, "months")),
    "media.removal_days": General(Whole(1, 30, "days")),
    "media.erasing_days": General(Whole(1, 90, "days")),
    "disclosure.answer_days": General(Whole(1, 30, "working days")),
    "credentials.interval": General(Whole(1, 730, "days")),
    "credentials.two_step": General(YesNo()),
    "sign_in.two_step_days": General(Whole(0, 365, "days")),
    "incidents.told": General(SomeOf(HOLDERS)),
    "incidents.threat_told": General(SomeOf(HOLDERS)),
}
