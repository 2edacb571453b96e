from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Changed, Refused, command
from torilla.register.commands._common import current, look_again
from torilla.register.models import Account, Credential
from torilla.register.secrets import looks_secret


@command(permission="register.note_credential", subject="account")
def note_credential(
    *,
    actor: Any,
    account: Account,
    version: int | None,
    kind: str,
    kept_in: str,
    opened_by: str,
    two_step: bool,
    changed_on: date,
    now: datetime,
) -> Credential:
    """Note how one signs in to an account and where the secret is kept; the former note stays as history.

    `version`: the id of the note that was shown, None where there was none; `Changed` when another is in
    force. Raises Refused for a text that looks like a password, a day to come and a closed account (S4).
    """
    _check(current(account, now).state, changed_on, now, kept_in=kept_in, opened_by=opened_by)
    before = Credential.objects.open().filter(account=account).first()
    if before is not None:
        if before.pk != version:
            raise Changed(before, by=before.noted_by.name, at=before.since)
        before.until = now
        before.save(update_fields=["until"])
    note = Credential.objects.create(
        account=account,
        kind=kind,
        kept_in=kept_in,
        opened_by=opened_by,
        two_step=two_step,
        changed_on=changed_on,
        noted_by=actor,
        since=now,
    )
    audit.record(
        account, "register.credential.noted", actor=actor, at=now,
        personal={"kept_in": kept_in, "opened_by": opened_by},
        note=note.pk, kind=kind, two_step=two_step, changed_on=changed_on.isoformat(),
    )  # fmt: skip
    look_again([account.pk], now)
    return note


def _check(state: str, changed_on: date, now: datetime, **texts: str) -> None:
    if state == "closed":
        raise Refused(_("The account is closed: nobody signs in to it."))
    for field, text in texts.items():
        if looks_secret(text):
            raise Refused(
                _("This looks like a password. A password does not belong in the register."),
                clause="S4",
                field=field,
                remedy=_("Write in words where it is kept, such as “the library’s password safe”."),
            )
    if changed_on > timezone.localdate(now):
        raise Refused(_("The day is still to come."), field="changed_on")
