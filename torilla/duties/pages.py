"""What the page of one task and the mail log show, in the reader's words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from torilla.duties.holders import posts, why_me
from torilla.duties.models import HOLDER, Duty, Mail
from torilla.duties.tasks import put_right_at
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
        "title": what(duty, names_in([duty.notice])),
        "sentence": sentence(finding.rule) if finding else "",
        "subject": subject_name(held.policy, duty),
        "place": place(held.policy, duty.clause),
        "basis": basis_name(duty.basis),
        "holder": holder,
        "mine": mine and duty.closed_at is None,
        "why": why_me(holder) if mine else holder.why,
        "late": duty.closed_at is None and duty.due_at < now,
        "put_right": put_right_at(duty) if finding else "",
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


def mail_rows(mails: Iterable[Mail]) -> list[dict[str, Any]]:
    """The mail log with what somebody should do, where that is anything."""
    return [{"mail": mail, "kind": _KINDS[mail.state], "advice": _advice(mail)} for mail in mails]


_KINDS: dict[str, str] = {
    Mail.State.QUEUED: "neutral",
    Mail.State.SENDING: "info",
    Mail.State.SENT: "ok",
    Mail.State.UNKNOWN: "warn",
    Mail.State.FAILED: "late",
    Mail.State.DROPPED: "neutral",
}


def _advice(mail: Mail) -> str:
    if mail.state == Mail.State.UNKNOWN:
        return _(
            "Look for %(id)s in the mail server’s log. It is not sent again; "
            "the task stands on the person’s home page."
        ) % {"id": f"torilla.{mail.pk}.{mail.fence}"}
    if mail.state == Mail.State.FAILED:
        return _("Check the address of the person. The task stands on their home page.")
    if mail.state == Mail.State.QUEUED and mail.attempts:
        return _("It is tried again by itself. Check that the mail server can be reached.")
    return ""
