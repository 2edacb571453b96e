"""Rules on pictures and videos: no use without a right and without those who are seen in them (M5)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace as Params

from torilla.policy.facts import Answered, MediaFacts, PersonShown
from torilla.policy.kinds import OneOf
from torilla.policy.messages import HELSINKI, Reason, day, local_day
from torilla.policy.messages import noop as _
from torilla.policy.rule import rule
from torilla.policy.rules.examples import MONDAY

REFUSALS = ("declined", "withdrawn")
GUARDIANS = {"one": _("one guardian"), "all": _("all guardians")}

NEXT_YEAR, LAST_WEEK, LONG_AHEAD = date(2027, 9, 7), date(2026, 8, 31), date(2035, 1, 1)

OWN_PICTURE = MediaFacts(now=MONDAY)
MOTHER = Answered(by="guardian", state="given", until=NEXT_YEAR)
OWN = replace(MOTHER, by="self")
READER = PersonShown(
    label="the child who reads", child=True, adult_on=LONG_AHEAD, answers=(MOTHER,)
)
READING = replace(OWN_PICTURE, people="somebody", persons=(READER,))
SINGER = PersonShown(label="the singer", ground="public_event")
CONCERT = replace(OWN_PICTURE, people="somebody", persons=(SINGER,))


def _with(facts: MediaFacts, **changed: object) -> MediaFacts:
    """The example with its one person changed."""
    return replace(facts, persons=(replace(facts.persons[0], **changed),))  # type: ignore[arg-type]


def _midnight_after(days: Iterator[date | None], now: datetime) -> datetime | None:
    """The first moment ahead at which one of these last days is over."""
    ends = (datetime.combine(d + timedelta(days=1), time.min, HELSINKI) for d in days if d)
    return min((end for end in ends if end > now), default=None)


@rule(
    "media.right-stated",
    clause="M5",
    facts=MediaFacts,
    compliant=[OWN_PICTURE],
    violating=[replace(OWN_PICTURE, right=False)],
)
def right_stated(facts: MediaFacts, params: Params) -> Reason | None:
    """No picture or video is used before somebody has recorded by what right."""
    if facts.right:
        return None
    return Reason(
        _("No right to use this is recorded. Say who made it and by what right we use it.")
    )


@rule(
    "media.right-in-force",
    clause="M5",
    facts=MediaFacts,
    compliant=[OWN_PICTURE, replace(OWN_PICTURE, right_until=date(2026, 9, 7))],
    violating=[
        replace(OWN_PICTURE, right_until=LAST_WEEK),
        replace(OWN_PICTURE, networks=frozenset({"agora"}), right_networks=frozenset({"stoa"})),
    ],
    turns=lambda facts, params: _midnight_after(iter([facts.right_until]), facts.now),
)
def right_in_force(facts: MediaFacts, params: Params) -> Reason | None:
    """The right to use it holds today, and where it is to be used."""
    if facts.right_until and facts.right_until < local_day(facts.now):
        return Reason(_("The right to use this ended on {day}."), day=day(facts.right_until))
    beyond = facts.networks - facts.right_networks if facts.right_networks else frozenset()
    if beyond:
        return Reason(
            _("The right to use this does not reach {networks}."),
            networks=sorted(beyond),
        )
    return None


@rule(
    "media.people-told",
    clause="M5",
    facts=MediaFacts,
    compliant=[OWN_PICTURE, CONCERT],
    violating=[replace(OWN_PICTURE, people=""), replace(CONCERT, persons=())],
)
def people_told(facts: MediaFacts, params: Params) -> Reason | None:
    """It is told whether somebody can be recognised, and who is meant."""
    if not facts.people:
        return Reason(_("It is not told yet whether somebody can be recognised in it."))
    if facts.people == "somebody" and not facts.persons:
        return Reason(_("Somebody can be recognised in it, but nobody is recorded."))
    return None


@rule(
    "media.never-shown",
    clause="M5",
    facts=MediaFacts,
    compliant=[READING],
    violating=[_with(READING, never=True)],
)
def never_shown(facts: MediaFacts, params: Params) -> Reason | None:
    """A picture of somebody who must not be shown is not used, and nobody is told why."""
    for person in facts.persons:
        if person.never:
            return Reason(_("A picture of this person is not used: {label}."), label=person.label)
    return None


@rule(
    "media.consent-stands",
    clause="M5",
    facts=MediaFacts,
    compliant=[
        READING,
        CONCERT,
        _with(READING, answers=(MOTHER, replace(MOTHER, until=LAST_WEEK))),
        _with(READING, adult_on=LAST_WEEK, answers=(replace(MOTHER, state="withdrawn"), OWN)),
        _with(CONCERT, answers=(replace(OWN, until=LAST_WEEK),)),
    ],
    violating=[
        _with(READING, answers=(MOTHER, replace(MOTHER, state="withdrawn"))),
        _with(READING, answers=(replace(MOTHER, until=LAST_WEEK),)),
        _with(READING, adult_on=LAST_WEEK),
        _with(CONCERT, answers=(replace(OWN, state="declined"),)),
        _with(CONCERT, ground="", answers=(replace(OWN, until=LAST_WEEK),)),
    ],
    turns=lambda facts, params: _midnight_after(_last_days(facts), facts.now),
)
def consent_stands(facts: MediaFacts, params: Params) -> Reason | None:
    """Whoever said no, took the consent back, or gave one that has ended, is not shown any more."""
    today = local_day(facts.now)
    reasons = (_ended(each, today) for each in facts.persons if not each.never)
    return next((reason for reason in reasons if reason is not None), None)


def _ended(person: PersonShown, today: date) -> Reason | None:
    """How this person's consent came to an end; None where it stands, or there never was one."""
    child = person.is_child(today)
    counting = _counting(person, today)
    if any(each.state in REFUSALS for each in counting):
        if child:
            return Reason(
                _("A guardian said no, or took the consent back: {label}."), label=person.label
            )
        return Reason(_("They said no, or took their consent back: {label}."), label=person.label)
    if _holding(counting, today) or (person.ground and not child):
        return None
    if past := [each.until for each in counting if each.state == "given"]:
        return Reason(
            _("The consent ended on {day}: {label}."), day=day(max(past)), label=person.label
        )
    if person.child and not child and any(each.state == "given" for each in person.answers):
        return Reason(
            _("The child has turned 18, so their own consent is needed: {label}."),
            label=person.label,
        )
    return None


def _counting(person: PersonShown, today: date) -> list[Answered]:
    """The answers of those who decide today: a child's guardians, or the adult."""
    by = "guardian" if person.is_child(today) else "self"
    return [each for each in person.answers if each.by == by]


def _holding(answers: Iterable[Answered], today: date) -> list[Answered]:
    return [each for each in answers if each.state == "given" and each.until >= today]


@rule(
    "media.child-consented",
    clause="M5",
    facts=MediaFacts,
    params={"guardians": OneOf(tuple(GUARDIANS))},
    example={"guardians": "one"},
    compliant=[
        READING,
        CONCERT,
        _with(READING, answers=(MOTHER, replace(MOTHER, state="asked"))),
        _with(READING, adult_on=LAST_WEEK),
    ],
    violating=[
        _with(READING, answers=()),
        _with(READING, answers=(replace(MOTHER, state="asked"),)),
        _with(
            replace(READING, networks=frozenset({"stoa"})),
            answers=(replace(MOTHER, networks=frozenset({"agora"})),),
        ),
    ],
    turns=lambda facts, params: _midnight_after(_last_days(facts), facts.now),
)
def child_consented(facts: MediaFacts, params: Params) -> Reason | None:
    """A child is shown only with the guardians' consent."""
    today = local_day(facts.now)
    for person in facts.persons:
        if person.is_child(today) and not person.never and _ended(person, today) is None:
            reason = _of_child(person, facts, params.guardians)
            if reason is not None:
                return reason
    return None


def _of_child(person: PersonShown, facts: MediaFacts, guardians: str) -> Reason | None:
    """What a child's picture lacks. Under "all", whoever did not answer in time is still waited for."""
    counting = _counting(person, local_day(facts.now))
    waiting = any(each.state in ("asked", "lapsed") for each in counting)
    holding = _holding(counting, local_day(facts.now))
    if not holding:
        return Reason(_("A guardian’s consent is missing: {label}."), label=person.label)
    if guardians == "all" and waiting:
        return Reason(_("Every guardian’s consent is needed: {label}."), label=person.label)
    return _out_of_reach(person, holding, facts.networks)


def _out_of_reach(
    person: PersonShown, holding: list[Answered], networks: frozenset[str]
) -> Reason | None:
    """Where the consents that hold do not reach; None where one of them reaches everywhere it is used."""
    if any(not each.networks or networks <= each.networks for each in holding):
        return None
    beyond = networks.difference(*(each.networks for each in holding)) or networks
    return Reason(
        _("The consent does not reach {networks}: {label}."),
        networks=sorted(beyond),
        label=person.label,
    )


@rule(
    "media.adult-allowed",
    clause="M5",
    facts=MediaFacts,
    compliant=[CONCERT, _with(CONCERT, ground="", answers=(OWN,))],
    violating=[
        _with(CONCERT, ground=""),
        _with(CONCERT, ground="", answers=(replace(OWN, state="asked"),)),
    ],
    turns=lambda facts, params: _midnight_after(_last_days(facts), facts.now),
)
def adult_allowed(facts: MediaFacts, params: Params) -> Reason | None:
    """An adult is shown with their consent, or on a recorded ground such as a public event."""
    today = local_day(facts.now)
    for person in facts.persons:
        grown = not person.is_child(today) and not person.never and not person.ground
        if grown and _ended(person, today) is None:
            reason = _of_adult(person, facts)
            if reason is not None:
                return reason
    return None


def _of_adult(person: PersonShown, facts: MediaFacts) -> Reason | None:
    """What an adult's picture lacks where there is no other ground."""
    today = local_day(facts.now)
    if holding := _holding(_counting(person, today), today):
        return _out_of_reach(person, holding, facts.networks)
    return Reason(_("Their consent or a recorded ground is missing: {label}."), label=person.label)


def _last_days(facts: MediaFacts) -> Iterator[date | None]:
    """The days whose end changes an answer: of consents, and the last ones of childhood."""
    for person in facts.persons:
        yield person.adult_on - timedelta(days=1) if person.adult_on else None
        yield from (each.until for each in person.answers)
