"""What a duty is called, and the mail that tells of duties; in the reader's language."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from torilla.duties.holders import posts
from torilla.duties.models import HOLDER, Duty, Mail, Notice, Reminder
from torilla.guideline import texts
from torilla.people.models import Person

LISTED = 30
"""A mail lists so many tasks and counts the rest."""

_PERSON = re.compile(r"people\.person:(\d+)")


def names_in(duties: Iterable[Duty]) -> dict[str, str]:
    """The names of the persons whom these duties speak of, by "people.person:17"; one query or none."""
    texts_ = [str(v) for duty in duties for v in (duty.notice or duty).values.values()]
    ids = {int(m[1]) for text in texts_ if (m := _PERSON.fullmatch(text))}
    if not ids:
        return {}
    rows = Person.objects.filter(pk__in=ids).values_list("pk", "name")
    return {f"people.person:{pk}": name for pk, name in rows}


def of_person(value: object) -> bool:
    """Whether a value of a message stands for a person's name."""
    return bool(_PERSON.fullmatch(str(value)))


def told(by: Notice | Duty, names: Mapping[str, str]) -> str:
    """What a notice tells, or a duty that speaks for itself."""
    values = {key: names.get(str(v), v) for key, v in by.values.items()}
    return texts.reason(by.message, values)


def what(duty: Duty, names: Mapping[str, str]) -> str:
    """What is to be done, in a line; `names` from `names_in`."""
    if duty.notice is not None:
        return _("Read the notice: %(notice)s") % {"notice": told(duty.notice, names)}
    if duty.message:
        return told(duty, names)
    assert duty.finding is not None
    return texts.reason(duty.finding.message, duty.finding.values)


def composed(mail: Mail, lines: Sequence[Reminder], now: datetime) -> EmailMessage:
    """The mail in its reader's language, as plain text. Its subject says no more than how much awaits."""
    duties = list({line.duty_id: line for line in reversed(lines)}.values())[::-1]
    listed = duties[:LISTED]
    with translation.override(mail.person.language):
        names = names_in(line.duty for line in listed)
        held = posts(now, [line.duty for line in listed])
        rows = [_row(line, names, held.holder(line.duty), held.policy, now) for line in listed]
        subject = ngettext(
            "Torilla: %(number)s task awaits you",
            "Torilla: %(number)s tasks await you",
            len(duties),
        ) % {"number": len(duties)}
        given = {
            "person": mail.person,
            "rows": rows,
            "more": len(duties) - len(rows),
            "home": settings.BASE_URL,
        }
        body = render_to_string("duties/mail.txt", given)
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    headers = {
        "Message-ID": f"<{mail.mark}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(subject, body, None, [mail.person.email or ""], headers=headers)


def _row(
    line: Reminder, names: Mapping[str, str], holder: Any, policy: Any, now: datetime
) -> dict[str, Any]:
    duty = line.duty
    return {
        "subject": texts.subject_name(policy, duty),
        "what": what(duty, names),
        "place": texts.place_in_words(policy, duty.demanded_by),
        "due": duty.due_at,
        "late": duty.due_at < now,
        "passed_on": line.to != HOLDER,
        "holder": holder.name,
        "url": settings.BASE_URL + reverse("duties:task", args=[duty.pk]),
    }
