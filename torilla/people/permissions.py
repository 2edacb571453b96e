"""Who may do what: one table, position → permission. Everything else asks `Person.may`.

A column is a position or a relation to the subject, and a column has its reach:
the positions of the municipality reach everything, `head_of_unit` the units below (and what they keep),
`supervisor` own people (and the accounts they serve), `self` oneself (and the accounts one serves),
`decider` what one decides on, oneself or as a member of a body, and the body one speaks for,
`anybody` whoever has signed in.
"""

from datetime import datetime
from functools import cached_property

from torilla.core import audit
from torilla.core.records import Belongs, Recorded
from torilla.people.models import Holding, Person, Supervision, Unit

SELF, SUPERVISOR, ANYBODY, HEAD = "self", "supervisor", "anybody", "head_of_unit"
DECIDER = "decider"
SETUP, MANAGER, DIRECTOR = "set_up_person", "municipal_manager", "administrative_director"
COMMS, ICT = "communications_lead", "ict_specialist"

RELATIONS = frozenset({SELF, SUPERVISOR, HEAD, DECIDER})
"""The columns that reach some subjects and not others."""

_LEADS = {SETUP, MANAGER, DIRECTOR, COMMS}

TABLE: dict[str, frozenset[str]] = {
    permission: frozenset(columns)
    for permission, columns in {
        # the register
        "register.see": {*_LEADS, ICT, HEAD, SUPERVISOR, SELF},
        "register.add": {SETUP, COMMS, DIRECTOR, HEAD},
        "register.change": {SETUP, COMMS, HEAD},
        "register.name_steward": {SETUP, HEAD, COMMS, DIRECTOR, MANAGER},
        "register.end_steward": {SETUP, HEAD, ICT},
        "register.note_seen": {SETUP, COMMS, HEAD, SELF},
        "register.confirm": {SETUP, COMMS, HEAD},
        "register.switch_public": {MANAGER, DIRECTOR, COMMS},
        "register.close": {SETUP, COMMS, HEAD},
        "register.answer_inquiry": {SETUP, HEAD},
        "register.import": {SETUP, COMMS, DIRECTOR},
        "register.export": {*_LEADS, ICT, HEAD, SUPERVISOR, SELF},
        # agreements
        "agreements.see": {MANAGER, DIRECTOR, SUPERVISOR, SELF},
        "agreements.propose": {SUPERVISOR, SELF},
        "agreements.answer": {SUPERVISOR, SELF},
        "agreements.end": {SUPERVISOR, SELF},
        # opening an account
        "openings.see": {*_LEADS, ICT, HEAD, SUPERVISOR, SELF, DECIDER},
        "openings.begin": {ANYBODY},
        "openings.write": {HEAD, SUPERVISOR, SELF},
        "openings.propose": {SETUP, COMMS, MANAGER, DIRECTOR, ICT, HEAD, SUPERVISOR, SELF},
        # Whoever sees an application; the command asks whose the decision is, and says why not.
        "openings.decide": {*_LEADS, ICT, HEAD, SUPERVISOR, SELF, DECIDER},
        "openings.meet": {DECIDER},
        "openings.expire": set(),  # only the program, by the clock
        "openings.except": {MANAGER, DIRECTOR},
        "openings.withdraw": {HEAD, SELF},
        "openings.set_up": {SETUP, COMMS, HEAD, SELF},
        # pictures and videos, rights and consents
        "media.see": {MANAGER, DIRECTOR, COMMS, HEAD, SELF},
        "media.add": {ANYBODY},
        "media.change": {COMMS, HEAD, SELF},
        "media.see_original": {COMMS, HEAD, SELF},
        "media.remove": {COMMS, HEAD, SELF},
        "media.ask_consent": {COMMS, HEAD, SELF},
        "media.see_consents": {COMMS, HEAD, SELF},
        "media.answer_consent": set(),  # only whoever holds the link
        "media.set_never": {COMMS, HEAD},
        "media.note_use": {COMMS, HEAD, SELF},
        # what may be told of an unfinished matter
        "disclosures.ask": {ANYBODY},
        "disclosures.see": {MANAGER, DIRECTOR, COMMS, SELF, DECIDER},
        "disclosures.answer": {DECIDER},
        "disclosures.withdraw": {SELF},
        "register.settle_line": {MANAGER, DIRECTOR, COMMS},
        "register.note_credential": {SETUP, COMMS, ICT, HEAD, SELF},
        "register.note_removal": {SETUP, COMMS, ICT, HEAD, SELF},
        # people
        "people.see": {*_LEADS, ICT, HEAD, SUPERVISOR, SELF},
        "people.change": {SETUP, DIRECTOR},
        "people.import": {SETUP, DIRECTOR},
        "people.invite": {SETUP, DIRECTOR},
        "people.link_work_account": {SETUP},
        "people.stop_work_account": set(),  # only the provider, which vouches no longer
        "people.set_duty_times": {SETUP, SUPERVISOR, SELF},
        "people.note_absence": {SETUP, SUPERVISOR, SELF},
        "people.record_cooperation": {MANAGER, DIRECTOR},
        "people.hand_over": {SETUP, MANAGER, DIRECTOR, HEAD, SUPERVISOR},
        "people.change_settings": {SELF},
        "people.erase": {SETUP, DIRECTOR},
        "people.export": {SETUP, DIRECTOR, SELF},
        "people.join": {SELF},
        "people.set_up": set(),  # nobody from within: only whoever has the machine's own terminal
        "people.see_organisation": {*_LEADS, ICT, HEAD},
        "people.change_organisation": {SETUP, DIRECTOR},
        "people.fill_position": {SETUP, MANAGER, DIRECTOR},
        # the guideline
        "guideline.see": {ANYBODY},
        "guideline.load": {SETUP, DIRECTOR, COMMS},
        "guideline.record_history": {SETUP, DIRECTOR},
        "guideline.see_findings": {*_LEADS, ICT},
        "guideline.waive": {MANAGER, DIRECTOR},
        # duties
        "duties.see": {SELF, SETUP, MANAGER, DIRECTOR},
        "duties.mark_read": {SELF},
        "duties.see_mail": {SETUP, ICT},
        "duties.choose_often": {SELF},
        "duties.renew_calendar": {SELF},
        # what is held back after a restore
        "core.release": {SETUP, MANAGER, DIRECTOR, ICT},
        # programs that act for somebody
        "api.keep_tokens": {SELF},
        # the log
        "audit.see": {SETUP, MANAGER, DIRECTOR, ICT},
    }.items()
}


class Reach:
    """What one person reaches at one moment; read once, asked often."""

    def __init__(self, person: Person, now: datetime) -> None:
        self.person = person
        rows = list(Holding.objects.at(now).filter(person=person).values("position", "unit"))
        self.positions = frozenset(r["position"] for r in rows)
        self.headed = frozenset(r["unit"] for r in rows if r["position"] == HEAD)
        self.now = now

    @cached_property
    def supervises(self) -> bool:
        return Supervision.objects.at(self.now).filter(supervisor=self.person).exists()

    def everywhere(self, permission: str) -> bool:
        """May, whatever the subject."""
        columns = TABLE[permission]
        return ANYBODY in columns or bool(columns & (self.positions - {HEAD}))

    def somewhere(self, permission: str) -> bool:
        """May for some subject: enough to show the way to a list, never to a record."""
        columns = TABLE[permission]
        return (
            self.everywhere(permission)
            or SELF in columns
            or (HEAD in columns and bool(self.headed))
            or (SUPERVISOR in columns and self.supervises)
        )

    def to(self, permission: str, belongs: Belongs) -> bool:
        """May for a subject that belongs so."""
        columns = TABLE[permission]
        return (
            self.everywhere(permission)
            or (HEAD in columns and bool(self.headed & belongs.units))
            or (SUPERVISOR in columns and self.person.pk in belongs.supervisors)
            or (SELF in columns and self.person.pk in belongs.persons)
            or (DECIDER in columns and self.person.pk in belongs.deciders)
        )


def reach(person: Person, *, now: datetime) -> Reach:
    """The person's reach at `now`, kept on the person for as long as the same moment is asked."""
    kept: tuple[datetime, Reach] | None = getattr(person, "_reach", None)
    if kept is None or kept[0] != now:
        kept = (now, Reach(person, now))
        person._reach = kept  # type: ignore[attr-defined]
    return kept[1]


def allows(person: Person, permission: str, subject: Recorded | None, *, now: datetime) -> bool:
    """Whether `person` may do `permission` to `subject` (None: to something yet unnamed)."""
    if not person.is_active or person.erased_at is not None:
        return False
    mine = reach(person, now=now)
    if subject is None or mine.everywhere(permission) or not TABLE[permission] & RELATIONS:
        return mine.to(permission, Belongs())  # whose the subject is makes no difference
    return mine.to(permission, whose(subject, now))


def whose(subject: Recorded, now: datetime) -> Belongs:
    """Whose the subject is, kept on it while the same moment is asked and nothing was recorded."""
    state = (now, audit.written())
    kept: tuple[object, Belongs] | None = getattr(subject, "_belongs", None)
    if kept is None or kept[0] != state:
        kept = (state, subject.belongs_to(now))
        subject._belongs = kept  # type: ignore[attr-defined]
    return kept[1]


def headed_units(person: Person, *, now: datetime) -> frozenset[int]:
    """Ids of the units that the person heads and of all units below them."""
    if not reach(person, now=now).headed:
        return frozenset()
    parents = dict(Unit.objects.values_list("pk", "parent"))
    found = set(reach(person, now=now).headed)
    grew = True
    while grew:
        below = {pk for pk, parent in parents.items() if parent in found} - found
        grew = bool(below)
        found |= below
    return frozenset(found)
