"""Rules on an application to open an account: what it must settle before it is decided (C6–C15)."""

from dataclasses import replace
from types import SimpleNamespace as Params

from torilla.policy.facts import LINKS, OpeningFacts
from torilla.policy.kinds import Whole
from torilla.policy.messages import Reason
from torilla.policy.messages import noop as _
from torilla.policy.rule import rule
from torilla.policy.rules.examples import MONDAY
from torilla.policy.rules.register import LINK_NAMES

AUDIENCE = "audience"
"""The kind of a measure that only counts followers, likes or members."""

ASKED = {
    "goals": _("what is aimed at"),
    "target_group": _("the target group"),
    "content": _("the content"),
}

APPLICATION = OpeningFacts(
    now=MONDAY,
    network="agora",
    umbrella_weighed=True,
    filled=frozenset({"need", "first_weeks", *ASKED}),
    lead=True,
    lead_agreed=True,
    hours=3,
    substitutes=1,
    interval=7,
    committed=True,
    resources_confirmed=True,
    line="recommended",
    address="role",
    administrators=2,
    measures=(("activity",), (AUDIENCE, "involvement")),
    links=frozenset(LINKS),
    keeper_text=True,
)


@rule(
    "openings.umbrella-weighed",
    clause="C15",
    facts=OpeningFacts,
    compliant=[APPLICATION],
    violating=[replace(APPLICATION, umbrella_weighed=False)],
)
def umbrella_weighed(facts: OpeningFacts, params: Params) -> Reason | None:
    """It has been weighed whether the umbrella account could carry the unit's messages."""
    if facts.umbrella_weighed:
        return None
    return Reason(_("It is not written why the umbrella account cannot carry this."))


@rule(
    "openings.need-stated",
    clause="C6",
    facts=OpeningFacts,
    compliant=[APPLICATION],
    violating=[replace(APPLICATION, filled=APPLICATION.filled - {"need"})],
)
def need_stated(facts: OpeningFacts, params: Params) -> Reason | None:
    """There is a clear need for the account."""
    return None if "need" in facts.filled else Reason(_("The need is not told."))


@rule(
    "openings.goals-stated",
    clause="C6",
    facts=OpeningFacts,
    compliant=[APPLICATION],
    violating=[
        replace(APPLICATION, filled=APPLICATION.filled - {"content"}),
        replace(APPLICATION, filled=frozenset({"need"})),
    ],
)
def goals_stated(facts: OpeningFacts, params: Params) -> Reason | None:
    """Goals, target group and content have been thought of before the account is opened."""
    missing = [words for key, words in ASKED.items() if key not in facts.filled]
    return Reason(_("Not told: {missing}."), missing=missing) if missing else None


@rule(
    "openings.lead-named",
    clause="C8",
    facts=OpeningFacts,
    compliant=[APPLICATION],
    violating=[replace(APPLICATION, lead=False)],
)
def lead_named(facts: OpeningFacts, params: Params) -> Reason | None:
    """A responsible updater is named for the account."""
    return None if facts.lead else Reason(_("Nobody is named as the lead updater."))


@rule(
    "openings.working-time",
    clause="C8",
    facts=OpeningFacts,
    compliant=[APPLICATION],
    violating=[replace(APPLICATION, hours=0)],
)
def working_time(facts: OpeningFacts, params: Params) -> Reason | None:
    """Working time is set aside for the account."""
    return None if facts.hours > 0 else Reason(_("No working time is set aside."))


@rule(
    "openings.lead-agreed",
    clause="C8",
    also=("K2",),
    facts=OpeningFacts,
    compliant=[APPLICATION, replace(APPLICATION, lead=False, lead_agreed=False)],
    violating=[replace(APPLICATION, lead_agreed=False)],
)
def lead_agreed(facts: OpeningFacts, params: Params) -> Reason | None:
    """The responsible updater and the supervisor have agreed on the working time."""
    if facts.lead_agreed or not facts.lead:
        return None
    return Reason(_("The lead updater’s working time is not agreed with the supervisor."))


@rule(
    "openings.substitute-agreed",
    clause="C9",
    facts=OpeningFacts,
    params={"minimum": Whole(1, 20)},
    example={"minimum": 1},
    compliant=[APPLICATION],
    violating=[replace(APPLICATION, substitutes=0)],
)
def substitute_agreed(facts: OpeningFacts, params: Params) -> Reason | None:
    """Substitutes are agreed beforehand, so that the account does not depend on one person."""
    if facts.substitutes == 0:
        return Reason(_("There is no substitute. An account must not depend on one person."))
    if facts.substitutes < params.minimum:
        return Reason(
            _("Substitutes named: {have}. Needed: {minimum}."),
            have=facts.substitutes,
            minimum=params.minimum,
        )
    return None


@rule(
    "openings.weekly-rhythm",
    clause="C9",
    facts=OpeningFacts,
    params={"every": Whole(1, 365, "days")},
    example={"every": 7},
    compliant=[APPLICATION, replace(APPLICATION, interval=3)],
    violating=[replace(APPLICATION, interval=None), replace(APPLICATION, interval=14)],
)
def weekly_rhythm(facts: OpeningFacts, params: Params) -> Reason | None:
    """The account is updated often enough, in practice weekly."""
    if facts.interval is None:
        return Reason(_("It is not told how often something is published."))
    if facts.interval <= params.every:
        return None
    return Reason(
        _("Something is published every {interval} days. Needed: at least every {every} days."),
        interval=facts.interval,
        every=params.every,
    )


@rule(
    "openings.committed",
    clause="C9",
    facts=OpeningFacts,
    compliant=[APPLICATION],
    violating=[replace(APPLICATION, committed=False)],
)
def committed(facts: OpeningFacts, params: Params) -> Reason | None:
    """The unit commits itself to answering feedback and questions as fast as possible."""
    if facts.committed:
        return None
    return Reason(_("The unit has not committed itself to answering feedback and questions."))


@rule(
    "openings.first-weeks-planned",
    clause="C9",
    facts=OpeningFacts,
    compliant=[APPLICATION],
    violating=[replace(APPLICATION, filled=APPLICATION.filled - {"first_weeks"})],
)
def first_weeks_planned(facts: OpeningFacts, params: Params) -> Reason | None:
    """It is good to make a plan for the account."""
    if "first_weeks" in facts.filled:
        return None
    return Reason(_("There is no plan for the first four weeks."))


@rule(
    "openings.resources-confirmed",
    clause="C10",
    facts=OpeningFacts,
    compliant=[APPLICATION],
    violating=[replace(APPLICATION, resources_confirmed=False)],
)
def resources_confirmed(facts: OpeningFacts, params: Params) -> Reason | None:
    """Enough people and time for the account are made sure of."""
    if facts.resources_confirmed:
        return None
    return Reason(_("The supervisor has not confirmed that there are enough people and time."))


@rule(
    "openings.line-settled",
    clause="C10",
    facts=OpeningFacts,
    compliant=[APPLICATION],
    violating=[replace(APPLICATION, line="")],
)
def line_settled(facts: OpeningFacts, params: Params) -> Reason | None:
    """The management group has settled a line on the use of the network."""
    if facts.line:
        return None
    return Reason(_("No line on the use of {networks} is settled."), networks=[facts.network])


@rule(
    "openings.line-followed",
    clause="C11",
    also=("C10",),
    facts=OpeningFacts,
    compliant=[
        APPLICATION,
        replace(APPLICATION, line="experimental"),
        replace(APPLICATION, line="not_used", filled=APPLICATION.filled | {"reason_against_line"}),
    ],
    violating=[replace(APPLICATION, line="not_used")],
)
def line_followed(facts: OpeningFacts, params: Params) -> Reason | None:
    """The network is one that the municipality uses, or it is told why it is asked for."""
    if facts.line != "not_used" or "reason_against_line" in facts.filled:
        return None
    return Reason(
        _("The line is that {networks} is not used, and no reason against it is told."),
        networks=[facts.network],
    )


@rule(
    "openings.role-address-planned",
    clause="C12",
    also=("S1",),
    facts=OpeningFacts,
    compliant=[
        APPLICATION,
        replace(APPLICATION, address="", address_reason=True),
        replace(APPLICATION, address="personal", address_reason=True),
        replace(APPLICATION, address="unclear"),
    ],
    violating=[
        replace(APPLICATION, address=""),
        replace(APPLICATION, address="personal"),
        replace(APPLICATION, address="foreign"),
    ],
)
def role_address_planned(facts: OpeningFacts, params: Params) -> Reason | None:
    """The account is founded on the organisation's role address, or it is told why not."""
    if facts.address in ("role", "unclear") or facts.address_reason:
        return None  # what cannot be told is never held against an address
    if facts.address == "personal":
        return Reason(_("The address looks like one person’s own. Use the unit’s shared address."))
    if facts.address == "foreign":
        return Reason(
            _("The address is not the municipality’s own. Use the unit’s shared address.")
        )
    return Reason(_("No role address of the unit is told, and no reason why there is none."))


@rule(
    "openings.several-administrators",
    clause="C12",
    facts=OpeningFacts,
    params={"minimum": Whole(1, 20)},
    example={"minimum": 2},
    compliant=[APPLICATION, replace(APPLICATION, administrators=1, administrators_reason=True)],
    violating=[replace(APPLICATION, administrators=1), replace(APPLICATION, administrators=0)],
)
def several_administrators(facts: OpeningFacts, params: Params) -> Reason | None:
    """Administrator rights are given to several people, or it is told why not."""
    if facts.administrators >= params.minimum or facts.administrators_reason:
        return None
    return Reason(
        _("Administrators named: {have}. Needed: {minimum}. Nothing may hang on one employee."),
        have=facts.administrators,
        minimum=params.minimum,
    )


@rule(
    "openings.goals-measured",
    clause="C13",
    facts=OpeningFacts,
    compliant=[APPLICATION],
    violating=[
        replace(APPLICATION, measures=()),
        replace(APPLICATION, measures=(("activity",), ())),
        replace(APPLICATION, measures=((AUDIENCE,), ("activity",))),
    ],
)
def goals_measured(facts: OpeningFacts, params: Params) -> Reason | None:
    """Each goal has a measure, and counts of followers, likes or members alone do not do."""
    if not facts.measures:
        return Reason(_("There is no goal with a measure."))
    if not all(facts.measures):
        return Reason(_("A goal has no measure."))
    if any(set(kinds) <= {AUDIENCE} for kinds in facts.measures):
        return Reason(_("A goal is measured by followers, likes or members alone."))
    return None


@rule(
    "openings.keeper-planned",
    clause="C14",
    facts=OpeningFacts,
    compliant=[APPLICATION],
    violating=[replace(APPLICATION, keeper_text=False)],
)
def keeper_planned(facts: OpeningFacts, params: Params) -> Reason | None:
    """The account will state that the municipality or its unit keeps it."""
    if facts.keeper_text:
        return None
    return Reason(_("It is not told how the account says who keeps it."))


@rule(
    "openings.links-planned",
    clause="C14",
    facts=OpeningFacts,
    compliant=[APPLICATION],
    violating=[
        replace(APPLICATION, links=frozenset()),
        replace(APPLICATION, links=frozenset({"site_unit_page"})),
    ],
)
def links_planned(facts: OpeningFacts, params: Params) -> Reason | None:
    """The unit's page and the list of all accounts will link to the account, and it back."""
    missing = [name for link, name in LINK_NAMES.items() if link not in facts.links]
    return Reason(_("Not told: {missing}."), missing=missing) if missing else None
