"""An application is proposed: the deciders of its first step are asked (C2)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.actors import SYSTEM
from torilla.core.command import Refused, command
from torilla.duties.commands.ask import settle
from torilla.openings.chain import Planned, name_of, planned, proposer, proposers
from torilla.openings.commands._steps import go_on, locked, move
from torilla.openings.exceptions import left_out
from torilla.openings.models import Application, Decision
from torilla.openings.objections import REASON, in_a_line, objections, refuse_blocked
from torilla.policy.positions import APPLICANT


@command(permission="openings.propose", subject="application")
def propose(
    *, actor: Any, application: Application, reasons: Mapping[str, str], now: datetime
) -> Application:
    """The proposer of the policy sends the application to be decided; a new round of decisions begins.

    `reasons` by rule: why one goes on although it does not hold. Refused while something blocks, where a
    reason is missing, for whoever does not propose, and where the chain names what is not recorded here.
    """
    row = locked(application)
    move(row, "deciding")
    _check_proposer(actor, row, now)
    refuse_blocked(row, now)
    row.reasons = _reasons(row, reasons, now)
    row.round += 1
    row.proposed_by, row.proposed_at, row.expires_on = actor, now, None
    steps = planned(row, now, without=left_out(row, row.round))
    row.save(
        update_fields=["state", "reasons", "round", "proposed_by", "proposed_at", "expires_on"]
    )
    settle(subject=row, actor=actor, now=now)
    _make(row, steps)
    audit.record(
        row, "openings.application.proposed", actor=actor, at=now, round=row.round,
        personal=dict(row.reasons), steps=[[d.word for d in step.deciders] for step in steps],
    )  # fmt: skip
    go_on(row, actor, now)
    return row


def _check_proposer(actor: Any, application: Application, now: datetime) -> None:
    able = proposers(application, now)
    if actor is SYSTEM or actor.pk in {person.pk for person in able}:
        return
    word = proposer(now)
    who = _("whoever made it") if word == APPLICANT else name_of(word, now)
    if not able:
        raise Refused(
            _(
                "Nobody can propose the application: %(who)s proposes, and nobody is recorded as that."
            )
            % {"who": who},
            clause="C2",
            remedy=_("Ask the set-up person to record who it is."),
        )
    names = ", ".join(person.name for person in able)
    raise Refused(
        _("You do not propose this application: %(who)s does.") % {"who": who},
        clause="C2",
        remedy=_("Ask %(names)s to propose it.") % {"names": names},
    )


def _reasons(application: Application, given: Mapping[str, str], now: datetime) -> dict[str, str]:
    reasons = {}
    for each in objections(application, now, REASON):
        reasons[each.rule] = given.get(each.rule, "").strip()
        if not reasons[each.rule]:
            raise Refused(
                _("Say why you go on although this does not hold: %(why)s")
                % {"why": in_a_line(each)},
                clause=each.clause,
                field=f"reason_{each.rule}",
                remedy=_("Write the reason, or put the matter right in its section."),
            )
    return reasons


def _make(application: Application, steps: list[Planned]) -> None:
    Decision.objects.bulk_create(
        Decision(
            application=application,
            round=application.round,
            step=step.number,
            any=step.any,
            decider=decider.word,
            body=decider.body,
            person=decider.person,
        )
        for step in steps
        for decider in step.deciders
    )
