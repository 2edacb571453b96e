"""Rules on those who look after an account: agreed, named, told of, enough, present (K2, K4, K8, C8, C9, C12)."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace as Params

from torilla.policy.facts import AccountFacts
from torilla.policy.kinds import Whole
from torilla.policy.messages import HELSINKI, Reason, day, local_day
from torilla.policy.messages import noop as _
from torilla.policy.rule import rule
from torilla.policy.rules.examples import LIBRARY, MONDAY, SUMMER


def _told_turns(facts: AccountFacts, params: Params) -> datetime | None:
    ends = (since + timedelta(hours=params.hours) for since in facts.untold)
    return min((end for end in ends if end > facts.now), default=None)


@rule(
    "register.steward-told",
    clause="K4",
    facts=AccountFacts,
    params={"hours": Whole(0, 720, "hours")},
    example={"hours": 24},
    compliant=[LIBRARY, replace(LIBRARY, untold=(MONDAY - timedelta(hours=2),))],
    violating=[replace(LIBRARY, untold=(SUMMER,))],
    turns=_told_turns,
)
def steward_told(facts: AccountFacts, params: Params) -> Reason | None:
    """Who acts in the municipality's name is told to those who must know, within the grace."""
    if not facts.untold:
        return None
    first = min(facts.untold)
    if first + timedelta(hours=params.hours) > facts.now:
        return None
    return Reason(
        _("A change of stewards on {day} has not reached those who must be told."), day=day(first)
    )


@rule(
    "register.lead-named",
    clause="C8",
    facts=AccountFacts,
    compliant=[LIBRARY],
    violating=[replace(LIBRARY, leads=0)],
)
def lead_named(facts: AccountFacts, params: Params) -> Reason | None:
    """Somebody is named as the responsible updater of the account."""
    if facts.leads == 0:
        return Reason(_("There is no lead updater. Somebody must be responsible for the account."))
    return None


@rule(
    "register.substitute-named",
    clause="C9",
    facts=AccountFacts,
    params={"minimum": Whole(1, 20)},
    example={"minimum": 1},
    compliant=[LIBRARY],
    violating=[replace(LIBRARY, substitutes=0)],
)
def substitute_named(facts: AccountFacts, params: Params) -> Reason | None:
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


def _absence_turns(facts: AccountFacts, params: Params) -> datetime | None:
    days: list[date] = []
    for first, last in facts.uncovered_absences:
        days += [first - timedelta(days=params.ahead), last + timedelta(days=1)]
    moments = (datetime.combine(each, time.min, HELSINKI) for each in days)
    return min((moment for moment in moments if moment > facts.now), default=None)


@rule(
    "register.absence-covered",
    clause="C9",
    facts=AccountFacts,
    params={"ahead": Whole(0, 90, "days")},
    example={"ahead": 14},
    compliant=[
        LIBRARY,
        replace(LIBRARY, uncovered_absences=((date(2026, 12, 1), date(2026, 12, 11)),)),
        replace(LIBRARY, uncovered_absences=((date(2026, 8, 3), date(2026, 9, 6)),)),
    ],
    violating=[
        replace(LIBRARY, uncovered_absences=((date(2026, 9, 14), date(2026, 9, 18)),)),
        replace(LIBRARY, uncovered_absences=((date(2026, 9, 1), date(2026, 9, 7)),)),
    ],
    turns=_absence_turns,
)
def absence_covered(facts: AccountFacts, params: Params) -> Reason | None:
    """Somebody looks after the account on every day that is near enough to be arranged."""
    today = local_day(facts.now)
    horizon = today + timedelta(days=params.ahead)
    near = [span for span in facts.uncovered_absences if span[0] <= horizon and span[1] >= today]
    if not near:
        return None
    first, last = min(near)
    return Reason(
        _("Nobody looks after the account from {first} to {last}: all are absent."),
        first=day(first),
        last=day(last),
    )


@rule(
    "register.shared-administration",
    clause="C12",
    facts=AccountFacts,
    params={"minimum": Whole(1, 20)},
    example={"minimum": 2},
    compliant=[LIBRARY],
    violating=[replace(LIBRARY, administrators=1), replace(LIBRARY, administrators=0)],
)
def shared_administration(facts: AccountFacts, params: Params) -> Reason | None:
    """Administrator rights are shared, so that no account hangs on one employee."""
    if facts.administrators >= params.minimum:
        return None
    return Reason(
        _("Administrators named: {have}. Needed: {minimum}. Nothing may hang on one employee."),
        have=facts.administrators,
        minimum=params.minimum,
    )


@rule(
    "register.removal-seen",
    clause="C12",
    facts=AccountFacts,
    compliant=[LIBRARY],
    violating=[replace(LIBRARY, unseen_removals=(SUMMER,))],
)
def removal_seen(facts: AccountFacts, params: Params) -> Reason | None:
    """Somebody has seen on the network itself that a right which ended is gone."""
    if not facts.unseen_removals:
        return None
    return Reason(
        _("Ended rights that nobody has seen removed on the network: {number}, since {day}."),
        number=len(facts.unseen_removals),
        day=day(min(facts.unseen_removals)),
    )


@rule(
    "stewards.agreement",
    clause="K2",
    facts=AccountFacts,
    compliant=[LIBRARY, replace(LIBRARY, unagreed_before=1)],
    violating=[replace(LIBRARY, leads=0, unagreed=1)],
)
def agreement(facts: AccountFacts, params: Params) -> Reason | None:
    """Nobody acts in the account before the working time is agreed with the supervisor."""
    if facts.unagreed == 0:
        return None
    return Reason(
        _("Named without an agreement on working time: {number}. Their naming has no effect."),
        number=facts.unagreed,
    )


@rule(
    "stewards.agreement-before",
    clause="K2",
    facts=AccountFacts,
    compliant=[LIBRARY, replace(LIBRARY, unagreed=1)],
    violating=[replace(LIBRARY, unagreed_before=1)],
)
def agreement_before(facts: AccountFacts, params: Params) -> Reason | None:
    """Also the working time of those who acted in the account before it was asked for is agreed."""
    if facts.unagreed_before == 0:
        return None
    return Reason(
        _("From before and without an agreement on working time: {number}. They go on meanwhile."),
        number=facts.unagreed_before,
    )


@rule(
    "stewards.duty-gap",
    clause="K8",
    facts=AccountFacts,
    compliant=[
        LIBRARY,
        replace(LIBRARY, longest_gap=48, reply_hours=48),
        replace(LIBRARY, longest_gap=64),
    ],
    violating=[replace(LIBRARY, longest_gap=64, reply_hours=48)],
)
def duty_gap(facts: AccountFacts, params: Params) -> Reason | None:
    """The duty times of the account’s people leave no gap that is longer than the reply time."""
    if facts.longest_gap is None or facts.reply_hours is None:
        return None
    if facts.longest_gap <= facts.reply_hours:
        return None
    return Reason(
        _(
            "Nobody is on duty for {gap} hours of an ordinary week. Residents are answered in {reply}."
        ),
        gap=facts.longest_gap,
        reply=facts.reply_hours,
    )
