"""Rules on what employee and supervisor agree: working time, own profiles (K2, K6–K8, L1, S2, S3)."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace as Params

from torilla.policy.facts import AgreementFacts
from torilla.policy.messages import HELSINKI, Reason, day, local_day
from torilla.policy.messages import noop as _
from torilla.policy.rule import rule
from torilla.policy.rules.examples import MONDAY

WORKING_TIME, OWN_PROFILE = "working_time", "own_profile"

AINO = AgreementFacts(
    now=MONDAY,
    kind=WORKING_TIME,
    first_day=date(2026, 9, 1),
    last_day=date(2027, 8, 31),
    warned=30,
)
EXPERT = replace(AINO, kind=OWN_PROFILE, profile="work", weighed=True, founded_on="work")
TOMORROW = date(2026, 9, 8)


def _begins(facts: AgreementFacts, params: Params) -> datetime | None:
    begins = datetime.combine(facts.first_day, time.min, HELSINKI)
    return begins if facts.state == "proposed" and begins > facts.now else None


def _unanswered(facts: AgreementFacts) -> Reason | None:
    """Why nothing is agreed although the first day has come."""
    if facts.state != "proposed" or local_day(facts.now) < facts.first_day:
        return None
    if not facts.supervised:
        return Reason(_("Nobody is recorded as the supervisor with whom this can be agreed."))
    return Reason(
        _("It was to begin on {day} and is not agreed yet. Until then it does not hold."),
        day=day(facts.first_day),
    )


@rule(
    "agreements.time-agreed",
    clause="K2",
    facts=AgreementFacts,
    compliant=[
        AINO,
        replace(AINO, state="proposed", first_day=TOMORROW),
        replace(EXPERT, state="proposed"),
    ],
    violating=[
        replace(AINO, state="proposed"),
        replace(AINO, state="proposed", supervised=False),
    ],
    turns=_begins,
)
def time_agreed(facts: AgreementFacts, params: Params) -> Reason | None:
    """Working time is settled beforehand with the supervisor."""
    return _unanswered(facts) if facts.kind == WORKING_TIME else None


@rule(
    "agreements.profile-agreed",
    clause="K6",
    also=("K3", "C16"),
    facts=AgreementFacts,
    compliant=[
        EXPERT,
        replace(EXPERT, state="proposed", first_day=TOMORROW),
        replace(AINO, state="proposed"),
    ],
    violating=[replace(EXPERT, state="proposed")],
    turns=_begins,
)
def profile_agreed(facts: AgreementFacts, params: Params) -> Reason | None:
    """Acting under one's own name in work matters is agreed with the supervisor."""
    return _unanswered(facts) if facts.kind == OWN_PROFILE else None


@rule(
    "agreements.duty-times-known",
    clause="K8",
    facts=AgreementFacts,
    compliant=[AINO, replace(EXPERT, duty_times=False)],
    violating=[replace(AINO, duty_times=False), replace(AINO, duty_times_confirmed=False)],
)
def duty_times_known(facts: AgreementFacts, params: Params) -> Reason | None:
    """It is known when the work is done, so that work and leisure can be told apart."""
    if facts.kind != WORKING_TIME:
        return None
    if not facts.duty_times:
        return Reason(_("No duty hours are known. Work and leisure cannot be told apart."))
    if not facts.duty_times_confirmed:
        return Reason(_("The duty hours have not been confirmed with the supervisor."))
    return None


@rule(
    "agreements.both-sides-weighed",
    clause="K7",
    facts=AgreementFacts,
    compliant=[EXPERT, AINO],
    violating=[replace(EXPERT, weighed=False)],
)
def both_sides_weighed(facts: AgreementFacts, params: Params) -> Reason | None:
    """Whether to make a separate work profile is weighed from both sides in each case."""
    if facts.kind == OWN_PROFILE and not facts.weighed:
        return Reason(
            _("What speaks for a separate work profile and what for acting as oneself is missing.")
        )
    return None


@rule(
    "agreements.founded-address",
    clause="S2",
    also=("S3",),
    facts=AgreementFacts,
    compliant=[EXPERT, AINO, replace(EXPERT, profile="private", founded_on="own")],
    violating=[replace(EXPERT, profile="private")],
)
def founded_address(facts: AgreementFacts, params: Params) -> Reason | None:
    """The municipality's address is used for a profile opened for work and for no private one."""
    if facts.founded_on == "work" and facts.profile != "work":
        return Reason(
            _("A private profile stands on a work address. That is for a work profile alone.")
        )
    return None


@rule(
    "agreements.work-matters-only",
    clause="L1",
    facts=AgreementFacts,
    compliant=[
        AINO,
        replace(AINO, elected=True, work_matters_only=True),
        replace(EXPERT, elected=True),
    ],
    violating=[replace(AINO, elected=True)],
)
def work_matters_only(facts: AgreementFacts, params: Params) -> Reason | None:
    """One who is an elected official too uses working time for work matters alone."""
    if facts.kind == WORKING_TIME and facts.elected and not facts.work_matters_only:
        return Reason(
            _("The person is an elected official too and has not confirmed: work matters only.")
        )
    return None


def _ends_soon(facts: AgreementFacts, params: Params) -> datetime | None:
    if not facts.warned or facts.state != "agreed":
        return None
    begins = datetime.combine(facts.last_day - timedelta(days=facts.warned), time.min, HELSINKI)
    return begins if begins > facts.now else None


@rule(
    "agreements.renewed-in-time",
    clause="K2",
    also=("K6",),
    facts=AgreementFacts,
    compliant=[
        AINO,
        replace(AINO, last_day=date(2026, 9, 20), renewed=True),
        replace(AINO, last_day=date(2026, 9, 20), warned=0),
        replace(AINO, last_day=date(2026, 9, 20), state="proposed"),
    ],
    violating=[
        replace(AINO, last_day=date(2026, 9, 20)),
        replace(EXPERT, last_day=date(2026, 10, 7)),
    ],
    turns=_ends_soon,
)
def renewed_in_time(facts: AgreementFacts, params: Params) -> Reason | None:
    """An agreement that is about to end is renewed, or somebody arranges who goes on."""
    soon = facts.last_day - local_day(facts.now) <= timedelta(days=facts.warned)
    if facts.state != "agreed" or not facts.warned or facts.renewed or not soon:
        return None
    return Reason(
        _("The agreement ends on {day} and has not been renewed."), day=day(facts.last_day)
    )


@rule(
    "agreements.supervisor-confirmed",
    clause="K2",
    also=("K6",),
    facts=AgreementFacts,
    compliant=[AINO, replace(AINO, state="proposed", same_supervisor=False)],
    violating=[
        replace(AINO, same_supervisor=False),
        replace(AINO, same_supervisor=False, supervised=False),
    ],
)
def supervisor_confirmed(facts: AgreementFacts, params: Params) -> Reason | None:
    """What was agreed with a former supervisor is confirmed by the one who leads the work now."""
    if facts.state != "agreed" or facts.same_supervisor:
        return None
    if not facts.supervised:
        return Reason(
            _("The supervisor who agreed to this leads the person no longer; nobody does.")
        )
    return Reason(_("It was agreed with a former supervisor. Confirm it, or end it."))
