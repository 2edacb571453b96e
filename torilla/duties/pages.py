"""What the page of one task and the mail log show, in the reader's words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from torilla.core.templatetags.torilla import moment
from torilla.duties.holders import posts, why_me
from torilla.duties.models import HOLDER, Duty, Mail, Sending, TeamsCard
from torilla.duties.tasks import button_of, put_right_at
from torilla.duties.texts import names_in, what
from torilla.guideline.pages import basis_name
from torilla.guideline.texts import place, position_name, sentence, subject_name


def task_page(duty: Duty, reader: Any, now: datetime) -> dict[str, Any]:
    """One task: what, on what ground, why it awaits whom, until when, what has happened."""
    held = posts(now, [duty])
    holder = held.holder(duty)
    mine = reader.pk in held.awaited(duty)
    finding = duty.finding
    return {
        "duty": duty,
        "title": what(duty, names_in([duty])),
        "sentence": sentence(finding.rule) if finding else "",
        "subject": subject_name(held.policy, duty),
        "place": place(held.policy, duty.clause),
        "basis": basis_name(duty.basis),
        "holder": holder,
        "mine": mine and duty.closed_at is None,
        "why": why_me(holder) if mine else holder.why,
        "late": duty.closed_at is None and duty.due_at < now,
        "put_right": "" if duty.notice else put_right_at(duty),
        "matter": put_right_at(duty) if duty.notice else "",
        "button": button_of(duty),
        "reads": duty.kind == Duty.Kind.READ,
        "timeline": _timeline(duty, held.policy),
    }


def _timeline(duty: Duty, policy: Any) -> list[dict[str, Any]]:
    """What has happened to the duty, newest first."""
    entries = [{"at": duty.opened_at, "title": _("The task came up")}]
    for reminder in duty.reminders.select_related("person", "mail").order_by("at", "pk"):
        passed = reminder.to != HOLDER
        title = _("Passed on: %s") % position_name(policy, reminder.to) if passed else _("Told")
        detail = reminder.mail.get_state_display() if reminder.mail else _("in the page")
        entries.append(
            {"at": reminder.at, "title": title, "who": reminder.person.name, "detail": detail}
        )
    if duty.closed_at:
        who = duty.closed_by.name if duty.closed_by else _("Torilla")
        title = duty.get_outcome_display().capitalize()
        entries.append({"at": duty.closed_at, "title": title, "who": who})
    return sorted(entries, key=lambda entry: entry["at"], reverse=True)


def sending_rows(rows: Iterable[Mail | TeamsCard]) -> list[dict[str, Any]]:
    """A log of what was sent, to whom, and what somebody should do, where that is anything."""
    return [
        {"row": row, "to": _to(row), "kind": _KINDS[row.state], "advice": _advice(row)}
        for row in rows
    ]


_KINDS: dict[str, str] = {
    Sending.State.QUEUED: "neutral",
    Sending.State.SENDING: "info",
    Sending.State.SENT: "ok",
    Sending.State.UNKNOWN: "warn",
    Sending.State.FAILED: "late",
    Sending.State.DROPPED: "neutral",
}


def _to(row: Mail | TeamsCard) -> str:
    if isinstance(row, Mail):
        return row.person.name
    return row.unit.name if row.unit else _("The municipality’s channel")


def _advice(row: Mail | TeamsCard) -> str:
    if row.state == Sending.State.UNKNOWN:
        return _unknown(row) % {"id": row.mark}
    if row.state == Sending.State.FAILED:
        return _failed(row)
    if row.state == Sending.State.QUEUED and row.attempts:
        return _away(row)
    if isinstance(row, Mail) and row.state == Sending.State.QUEUED and row.collects:
        return _("It waits for the time that the person has chosen: %(at)s.") % {
            "at": moment(row.due_at)
        }
    return ""


def _unknown(row: Mail | TeamsCard) -> str:
    if isinstance(row, Mail):
        return _(
            "Look for %(id)s in the mail server’s log. It is not sent again; "
            "the task stands on the person’s home page."
        )
    return _(
        "Look for %(id)s in the channel. It is not sent again; "
        "the tasks stand on people’s home pages."
    )


def _failed(row: Mail | TeamsCard) -> str:
    if isinstance(row, Mail):
        return _("Check the address of the person. The task stands on their home page.")
    return _(
        "Check in Teams that the workflow is there and takes calls from anyone, and that "
        "TORILLA_TEAMS_WEBHOOKS has its address. The tasks stand on people’s home pages."
    )


def _away(row: Mail | TeamsCard) -> str:
    if isinstance(row, Mail):
        return _("It is tried again by itself. Check that the mail server can be reached.")
    return _("It is tried again by itself. Check that Teams can be reached from this machine.")
