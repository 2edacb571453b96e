"""Rules on the register itself and on what it says of an account (C1, C4, C5, K4, S1, T1, C14)."""

from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace as Params

from torilla.policy.facts import LINKS, AccountFacts, MunicipalityFacts, UnitFacts
from torilla.policy.kinds import SomeOf, Whole
from torilla.policy.messages import Reason, day
from torilla.policy.messages import noop as _
from torilla.policy.rule import rule
from torilla.policy.rules.examples import LIBRARY, LIBRARY_UNIT, MONDAY, SPRING

MALLILA = MunicipalityFacts(now=MONDAY, units=3, umbrellas=frozenset({"agora", "forum", "piazza"}))

LINK_NAMES = {
    "site_unit_page": _("link from the unit’s page to the account"),
    "site_list_page": _("link from the page that lists all accounts"),
    "account_to_site": _("link from the account to the site"),
}


@rule(
    "register.umbrella-kept",
    clause="C1",
    facts=MunicipalityFacts,
    params={"networks": SomeOf()},
    example={"networks": ("agora", "forum", "piazza")},
    compliant=[MALLILA],
    violating=[replace(MALLILA, umbrellas=frozenset({"agora"}))],
)
def umbrella_kept(facts: MunicipalityFacts, params: Params) -> Reason | None:
    """The municipality keeps an umbrella account on each network that the guideline names."""
    missing = [network for network in params.networks if network not in facts.umbrellas]
    if missing:
        return Reason(_("No umbrella account in the register: {networks}."), networks=missing)
    return None


@rule(
    "register.units-answered",
    clause="C4",
    facts=UnitFacts,
    compliant=[LIBRARY_UNIT, replace(LIBRARY_UNIT, kind="municipality", answered=None)],
    violating=[
        replace(LIBRARY_UNIT, answered=None),
        replace(LIBRARY_UNIT, asked=None, answered=None),
    ],
)
def units_answered(facts: UnitFacts, params: Params) -> Reason | None:
    """Every unit has answered which accounts it already has, so that the register is whole."""
    if facts.answered is not None or facts.kind == "municipality":
        return None
    if facts.asked is None:
        return Reason(_("The unit has not been asked which accounts it already has."))
    return Reason(
        _("The unit was asked on {day} which accounts it already has, and has not answered."),
        day=day(facts.asked),
    )


@rule(
    "register.units-known",
    clause="C4",
    facts=MunicipalityFacts,
    compliant=[MALLILA],
    violating=[replace(MALLILA, units=0)],
)
def units_known(facts: MunicipalityFacts, params: Params) -> Reason | None:
    """The units are recorded, so that each can be asked for its accounts."""
    if facts.units == 0:
        return Reason(_("No units are recorded, so no unit can be asked for its accounts."))
    return None


@rule(
    "register.owner-known",
    clause="K4",
    facts=AccountFacts,
    compliant=[LIBRARY],
    violating=[replace(LIBRARY, unit=False)],
)
def owner_known(facts: AccountFacts, params: Params) -> Reason | None:
    """A unit owns the account and names those who act in its name."""
    return None if facts.unit else Reason(_("No unit is recorded as the owner of the account."))


@rule(
    "register.account-told",
    clause="C5",
    facts=AccountFacts,
    compliant=[LIBRARY],
    violating=[replace(LIBRARY, account_told=False)],
)
def account_told(facts: AccountFacts, params: Params) -> Reason | None:
    """The account and its administrators are reported to those whom the policy names."""
    if facts.account_told:
        return None
    return Reason(_("Notice of the account has not reached those who must be told."))


def _confirmation_due(facts: AccountFacts, params: Params) -> datetime:
    since = facts.confirmed_at or facts.in_register_since
    return since + timedelta(days=params.interval)


def _confirmed_turns(facts: AccountFacts, params: Params) -> datetime | None:
    due = _confirmation_due(facts, params)
    return due if due > facts.now else None


@rule(
    "register.confirmed",
    clause="C5",
    facts=AccountFacts,
    params={"interval": Whole(7, 1095, "days")},
    example={"interval": 180},
    compliant=[LIBRARY, replace(LIBRARY, confirmed_at=None, in_register_since=MONDAY)],
    violating=[
        replace(LIBRARY, confirmed_at=SPRING),
        replace(LIBRARY, confirmed_at=None),
    ],
    turns=_confirmed_turns,
)
def confirmed(facts: AccountFacts, params: Params) -> Reason | None:
    """The owner confirms at an interval that the record of the account is true."""
    if _confirmation_due(facts, params) > facts.now:
        return None
    if facts.confirmed_at is None:
        return Reason(
            _("Nobody has confirmed the details. In the register since {day}."),
            day=day(facts.in_register_since),
        )
    return Reason(
        _("The details were last confirmed on {day}. The interval is {interval} days."),
        day=day(facts.confirmed_at),
        interval=params.interval,
    )


@rule(
    "register.role-address",
    clause="S1",
    also=("C12",),
    facts=AccountFacts,
    compliant=[LIBRARY, replace(LIBRARY, address="unclear")],
    violating=[
        replace(LIBRARY, address="none"),
        replace(LIBRARY, address="personal"),
        replace(LIBRARY, address="foreign"),
    ],
)
def role_address(facts: AccountFacts, params: Params) -> Reason | None:
    """The account is founded on the organisation's role address, not on a person's own."""
    if facts.address == "none":
        return Reason(_("No role address is recorded."))
    if facts.address == "personal":
        # The address itself is left out: it would carry a person's name into findings and log.
        return Reason(_("The address looks like one person’s own. Use the unit’s shared address."))
    if facts.address == "foreign":
        return Reason(
            _("The address is not the municipality’s own. Use the unit’s shared address.")
        )
    return None  # what cannot be told is never held against an address


@rule(
    "register.aims-and-audience",
    clause="T1",
    facts=AccountFacts,
    compliant=[LIBRARY],
    violating=[
        replace(LIBRARY, aims=()),
        replace(LIBRARY, audiences=()),
        replace(LIBRARY, aims=(), audiences=()),
    ],
)
def aims_and_audience(facts: AccountFacts, params: Params) -> Reason | None:
    """It is recorded what the account aims at and with whom."""
    if facts.aims and facts.audiences:
        return None
    if facts.aims:
        return Reason(_("No audience is recorded."))
    if facts.audiences:
        return Reason(_("No aims are recorded."))
    return Reason(_("Neither aims nor audience are recorded."))


@rule(
    "register.keeper-stated",
    clause="C14",
    facts=AccountFacts,
    compliant=[LIBRARY],
    violating=[replace(LIBRARY, keeper_stated=None), replace(LIBRARY, keeper_stated=False)],
)
def keeper_stated(facts: AccountFacts, params: Params) -> Reason | None:
    """The account states that the municipality or its unit keeps it."""
    if facts.keeper_stated is None:
        return Reason(_("It is not noted whether the account says who keeps it."))
    return None if facts.keeper_stated else Reason(_("The account does not say who keeps it."))


@rule(
    "register.links-noted",
    clause="C14",
    facts=AccountFacts,
    params={"links": SomeOf(LINKS)},
    example={"links": LINKS},
    compliant=[LIBRARY],
    violating=[
        replace(LIBRARY, links={}),
        replace(LIBRARY, links={**LIBRARY.links, "account_to_site": False}),
        replace(LIBRARY, links={**LIBRARY.links, "site_unit_page": None, "site_list_page": False}),
    ],
)
def links_noted(facts: AccountFacts, params: Params) -> Reason | None:
    """The site links to the account and the account back, and somebody has seen that they do."""
    seen = {link: facts.links.get(link) for link in params.links}
    missing = [LINK_NAMES[link] for link, there in seen.items() if there is False]
    unseen = [LINK_NAMES[link] for link, there in seen.items() if there is None]
    if missing and unseen:
        return Reason(_("Missing: {missing}. Not noted: {unseen}."), missing=missing, unseen=unseen)
    if missing:
        return Reason(_("Missing: {missing}."), missing=missing)
    return Reason(_("Not noted: {unseen}."), unseen=unseen) if unseen else None


@rule(
    "register.kind-known",
    clause=None,
    facts=AccountFacts,
    compliant=[LIBRARY],
    violating=[replace(LIBRARY, kind="")],
)
def kind_known(facts: AccountFacts, params: Params) -> Reason | None:
    """It is recorded whether the account is an umbrella, a unit's, a campaign's or a project's."""
    return None if facts.kind else Reason(_("The kind of the account is not recorded."))
