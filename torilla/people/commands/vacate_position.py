"""Somebody's time in a position ends."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from torilla.core.command import Refused, command
from torilla.people.commands._common import (
    end_holding,
    one_at_a_time,
    refuse_last_set_up_person,
)
from torilla.people.models import Holding
from torilla.people.positions import SET_UP_PERSON


@command(permission="people.fill_position", subject="holding")
def vacate_position(*, actor: Any, holding: Holding, now: datetime) -> Holding:
    """Ends a holding; a vacant position's tasks fall to the set-up person.

    Refused when it has ended, and for the last set-up person.
    """
    one_at_a_time()
    current: Holding = Holding.objects.select_for_update(of=("self",)).get(pk=holding.pk)
    if current.until is not None:
        raise Refused(_("This time in the position has ended already."))
    if current.position == SET_UP_PERSON:
        refuse_last_set_up_person(current.person, now)
    end_holding(current, actor=actor, now=now)
    return current
