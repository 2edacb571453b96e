"""What the commands of disclosure permissions share."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core.command import Refused
from torilla.core.lifecycle import IllegalMove
from torilla.duties.commands.ask import settle
from torilla.duties.commands.tell import tell
from torilla.duties.models import Duty
from torilla.matters.lifecycle import DisclosureStates
from torilla.matters.models import Disclosure

CLAUSE = "M4"
NAME = 300
"""Characters of the name by which a task calls a question."""

OWN = _("Nobody answers their own question.")


def locked(disclosure: Disclosure) -> Disclosure:
    """The row as it stands now, locked until the transaction ends."""
    rows = Disclosure.objects.select_for_update(of=("self",))
    row: Disclosure = rows.select_related("asked_by", "official", "body").get(pk=disclosure.pk)
    return row


def must_move(disclosure: Disclosure, state: str) -> None:
    """Refused where it is not in a state from which it may move to `state`."""
    try:
        DisclosureStates.check(disclosure.state, state)
    except IllegalMove as error:
        raise Refused(
            _("The question is in the state “%(state)s” already.")
            % {"state": DisclosureStates.NAMES[disclosure.state]},
            clause=CLAUSE,
            remedy=_("Nothing was changed. Look at it again."),
        ) from error


def settle_question(
    disclosure: Disclosure, actor: Any, now: datetime, *, lapsed: bool = False
) -> None:
    """Nobody is asked to answer any more."""
    outcome = Duty.Outcome.LAPSED if lapsed else Duty.Outcome.DONE
    settle(subject=disclosure, actor=actor, now=now, outcome=outcome)


def tell_asker(disclosure: Disclosure, message: str, actor: Any, now: datetime) -> None:
    """The asker hears what came of it; not of an own act."""
    if disclosure.asked_by == actor:
        return
    tell(
        message=message,
        values={},
        subject=disclosure,
        subject_name=disclosure.title[:NAME],
        clause=CLAUSE,
        actor=actor,
        now=now,
        persons=[disclosure.asked_by],
    )
