from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from torilla.connectors import registry
from torilla.connectors.address import NotRecognised
from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.people.models import Body
from torilla.register.models import ChannelLine


@command(permission="register.settle_line", subject=None)
def settle_line(
    *,
    actor: Any,
    network: str,
    line: str,
    body: Body,
    decided_on: date,
    section: str,
    now: datetime,
    note: str = "",
) -> ChannelLine:
    """Record what a body has settled on the use of a network (C10); the line before it becomes history.

    Raises Refused for an unknown network, a group that has ended, a decision of a day to come, and
    where the very same decision is recorded already.
    """
    _check(network, body, decided_on, now)
    before = ChannelLine.objects.select_for_update().filter(network=network, until=None).first()
    if before is not None:
        _refuse_the_same(before, line, body, decided_on, section)
        before.until = max(now, before.since)
        before.save(update_fields=["until"])
    made = ChannelLine.objects.create(
        network=network,
        line=line,
        body=body,
        decided_on=decided_on,
        section=section,
        note=note,
        since=now,
        recorded_by=actor if getattr(actor, "pk", None) else None,
    )
    audit.record(
        made, "register.line.settled", actor=actor, at=now, network=network, line=line,
        body=body.audit_name, decided_on=decided_on.isoformat(), section=section,
        before=before.line if before else None,
    )  # fmt: skip
    return made


def _check(network: str, body: Body, decided_on: date, now: datetime) -> None:
    try:
        registry.network(network)
    except NotRecognised as error:
        raise Refused(_("Torilla does not know this network."), field="network") from error
    if body.ended_at is not None:
        raise Refused(
            _("%(body)s decides no more: it has ended.") % {"body": body.name},
            field="body",
            remedy=_("Choose the group that decided."),
        )
    if decided_on > timezone.localdate(now):
        raise Refused(
            _("The day of the decision lies ahead."),
            field="decided_on",
            remedy=_("Record the line when it has been decided."),
        )


def _refuse_the_same(
    before: ChannelLine, line: str, body: Body, decided_on: date, section: str
) -> None:
    if (before.line, before.body_id, before.decided_on, before.section) == (
        line, body.pk, decided_on, section,
    ):  # fmt: skip
        raise Refused(_("This decision is recorded already."))


@command(permission="register.settle_line", subject="line")
def end_line(*, actor: Any, line: ChannelLine, now: datetime) -> ChannelLine:
    """Let a network be without a line again; it stays in the history. Refused when it has ended."""
    held: ChannelLine = ChannelLine.objects.select_for_update().get(pk=line.pk)
    if held.until is not None:
        raise Refused(_("This line has ended already."))
    held.until = max(now, held.since)
    held.save(update_fields=["until"])
    audit.record(held, "register.line.ended", actor=actor, at=now, network=held.network)
    return held
