"""What happened to a record, told from the log."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise

from torilla.core.models import AuditEntry
from torilla.core.records import Recorded
from torilla.people.models import Person


def timeline(subject: Recorded, words: Mapping[str, str | Promise]) -> list[dict[str, Any]]:
    """The entries on a record, newest first, for `<c-timeline>`: by whom, by the name they have now.

    `words` say what each action was; an entry on any other is left out.
    """
    entries = AuditEntry.objects.filter(subject=subject.audit_name, action__in=words)
    told = list(entries.order_by("-id"))
    people = {_id(each.actor) for each in told}
    names = dict(Person.objects.filter(pk__in=people).values_list("pk", "name"))
    return [
        {
            "at": each.at,
            "title": words[each.action],
            "who": names.get(_id(each.actor), "Torilla"),
            "detail": "",
            "url": "",
        }
        for each in told
    ]


def _id(reference: str) -> int:
    kind, _colon, number = reference.partition(":")
    return int(number) if kind == "people.person" and number.isdigit() else 0
