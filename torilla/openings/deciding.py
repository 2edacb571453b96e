"""Whose a decision is, and what keeps somebody from making it; shown by pages, asked again by commands."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from torilla.core.command import Refused
from torilla.openings.chain import MUNICIPALITYS, Decider, able, name_of
from torilla.openings.lifecycle import ApplicationStates
from torilla.openings.models import Application, Decision
from torilla.openings.stakes import stakes_in
from torilla.people.models import Holding, Membership, Person, Supervision
from torilla.policy.positions import SUPERVISOR

Outcome = Decision.Outcome

AWAITED = Q(outcome="") | Q(outcome=Outcome.DEFERRED)
"""What is still to be decided; a matter that was moved to a later meeting is."""

_SECTION = re.compile(r"(?:§ ?)?(\d{1,4}) ?([a-zåäö]?)(?: ?§)?", re.IGNORECASE)

LAW = gettext_lazy("Nobody decides on their own application (Act 434/2003, sections 27–28).")


@dataclass(frozen=True)
class Verdict:
    """What somebody decides: an outcome with its words, of a body with meeting day and section."""

    outcome: str
    condition: str = ""
    reason: str = ""
    resources_confirmed: bool = False
    meeting_on: date | None = None
    section: str = ""


def awaited() -> QuerySet[Decision]:
    """Every decision that is awaited now."""
    return Decision.objects.filter(AWAITED, asked_at__isnull=False, application__state="deciding")


def decider_of(decision: Decision) -> Decider:
    return Decider(decision.decider, body=decision.body, person=decision.person)


def decider_name(decision: Decision, now: datetime) -> str:
    """Who decides, by name where it is a body or a person."""
    if decision.body is not None:
        return decision.body.name
    name = name_of(decision.decider, now)
    return f"{name}, {decision.person.name}" if decision.person is not None else name


def may_decide(person: Person, decision: Decision, now: datetime) -> bool:
    """Whether the decision is this person's to make, or to record, now."""
    return person.pk in able(decider_of(decision), decision.application, now)


def read_section(text: str) -> str:
    """ "14a" or "§ 14 A" as "14 a". Raises Refused where it is no section."""
    found = _SECTION.fullmatch(text.strip())
    if found is None:
        raise Refused(
            _("This is not a section: “%(text)s”.") % {"text": text.strip()[:20]},
            field="section",
            remedy=_("Give its number, with a letter if it has one: 14 or 14 a."),
        )
    return f"{int(found[1])} {found[2].lower()}".strip()


def check(decision: Decision, actor: Any, verdict: Verdict, now: datetime) -> None:
    """Raise Refused unless the actor may decide so: whose it is, at what time, in which words."""
    check_awaited(decision, now)
    check_whose(decision, actor, now)
    _check_words(verdict)
    if decision.body is not None:
        _check_meeting(decision, verdict, now)
    elif verdict.outcome == Outcome.DEFERRED:
        raise Refused(_("Only a group moves a matter to a later meeting."), field="outcome")
    approves = verdict.outcome == Outcome.APPROVED
    if approves and decision.decider == MUNICIPALITYS and not verdict.resources_confirmed:
        raise Refused(
            _("The municipality’s management group makes sure of people and time enough."),
            clause="C10",
            field="resources_confirmed",
            remedy=_("Confirm them, or return the application with questions."),
        )


def check_awaited(decision: Decision, now: datetime) -> None:
    """Raise Refused where nothing is to be decided: done already, not yet, or no more."""
    application = decision.application
    if decision.outcome not in ("", Outcome.DEFERRED):
        raise Refused(
            _("This was decided already: %(decision)s.") % {"decision": told(decision, now)},
            clause="C2",
            remedy=_("Nothing was done again. Look at the decision on the application’s page."),
        )
    if application.state != "deciding" or decision.round != application.round:
        raise Refused(
            _("The application does not await a decision: %(state)s.")
            % {"state": ApplicationStates.NAMES[application.state]},
            clause="C2",
        )
    if decision.asked_at is None:
        raise Refused(
            _("It is not yet the turn of %(decider)s: the step before is not decided.")
            % {"decider": decider_name(decision, now)},
            clause="C2",
        )


def told(decision: Decision, now: datetime) -> str:
    """A decision in a line: who, what, when."""
    parts = [decider_name(decision, now), str(Outcome(decision.outcome).label)]
    if decision.meeting_on:
        parts.append(date_format(decision.meeting_on, "j.n.Y"))
    elif decision.decided_at:
        parts.append(date_format(timezone.localtime(decision.decided_at), "j.n.Y"))
    return ", ".join(parts) + (
        f" §\N{NO-BREAK SPACE}{decision.section}" if decision.section else ""
    )


def check_whose(decision: Decision, actor: Any, now: datetime) -> None:
    """Raise Refused unless the decision is the actor's to make or to record."""
    pk = getattr(actor, "pk", None)
    stakes = stakes_in(decision.application)
    name = decider_name(decision, now)
    if pk in stakes:
        raise Refused(
            format_lazy(
                "{sentence} {law}",
                sentence=_("You are disqualified (%(stake)s).") % {"stake": stakes[pk]},
                law=LAW,
            ),
            clause="C2",
            remedy=_instead(decision, name),
        )
    if pk in able(decider_of(decision), decision.application, now):
        return
    ended = _ended(decision, pk, now)
    if ended is not None:
        day = date_format(timezone.localtime(ended), "j.n.Y")
        raise Refused(
            _("You no longer decide on this: your time in it ended on %(day)s (%(decider)s).")
            % {"day": day, "decider": name},
            clause="C2",
            remedy=_(
                "Whoever holds the position or the seat now decides. Tell them what you wrote."
            ),
        )
    raise Refused(
        _("The decision is not yours: it is that of %(decider)s.") % {"decider": name},
        clause="C2",
        remedy=_instead(decision, name),
    )


def _instead(decision: Decision, name: str) -> str:
    if decision.body is not None:
        return _(
            "The chair or the secretary records what %(group)s decides, whoever has no stake."
        ) % {"group": name}
    return _("Leave the decision to %(decider)s.") % {"decider": name}


def _ended(decision: Decision, pk: Any, now: datetime) -> datetime | None:
    """When the actor's time in the deciding place ended; None where they had none."""
    rows: QuerySet[Any]
    if decision.body is not None:
        rows = Membership.objects.filter(body=decision.body, person=pk, role__in=Membership.SPEAK)
    elif decision.decider == SUPERVISOR:
        rows = Supervision.objects.filter(person=decision.application.made_by, supervisor=pk)
    else:
        rows = Holding.objects.filter(position=decision.decider, person=pk)
    last = rows.filter(until__lte=now).order_by("-until").first()
    return last.until if last is not None else None


def _check_words(verdict: Verdict) -> None:
    if verdict.outcome not in (
        Outcome.APPROVED,
        Outcome.RETURNED,
        Outcome.DECLINED,
        Outcome.DEFERRED,
    ):
        raise Refused(_("Choose what is decided."), field="outcome")
    if verdict.outcome == Outcome.RETURNED and not verdict.reason.strip():
        raise Refused(_("Write the questions that the applicant is to answer."), field="reason")
    if verdict.outcome == Outcome.DECLINED and not verdict.reason.strip():
        raise Refused(_("Give the reasons for declining."), field="reason")


def _check_meeting(decision: Decision, verdict: Verdict, now: datetime) -> None:
    day, application = verdict.meeting_on, decision.application
    if day is None:
        raise Refused(_("Give the day of the meeting."), field="meeting_on")
    if day > timezone.localdate(now):
        raise Refused(
            _("The meeting lies ahead: a decision is recorded when it has been made."),
            field="meeting_on",
        )
    if application.proposed_at and day < timezone.localdate(application.proposed_at):
        raise Refused(
            _("The meeting was before the application was proposed (%(day)s).")
            % {"day": date_format(timezone.localtime(application.proposed_at), "j.n.Y")},
            field="meeting_on",
        )
    if verdict.outcome == Outcome.DEFERRED and not verdict.section.strip():
        return
    section = read_section(verdict.section)
    same = Decision.objects.filter(body=decision.body, meeting_on=day, section=section)
    taken = same.exclude(pk=decision.pk).select_related("application").first()
    if taken is not None:
        raise Refused(
            _("§ %(section)s of this meeting is another matter: %(application)s.")
            % {"section": section, "application": taken.application.title},
            field="section",
            remedy=_("Give each matter its own section."),
        )


def waiting_for(application: Application) -> QuerySet[Decision]:
    """What is awaited of the application now."""
    rows: QuerySet[Decision] = awaited().filter(application=application, round=application.round)
    return rows.select_related("body", "person", "application")
