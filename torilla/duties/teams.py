"""Cards for channels of Teams, by the Workflows webhooks that the operator has set.

A webhook's address is its password: it stands in the settings alone, and no error or log tells it.
A card says how much awaits and where, as a mail's subject does, unless the policy lets it say more.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from torilla.duties.models import Duty, TeamsCard
from torilla.duties.often import yes
from torilla.duties.sending import NotSent, OutcomeUnknown
from torilla.duties.texts import names_in, what
from torilla.outgoing import (
    Client,
    RateLimited,
    Refused,
    Secret,
    Unavailable,
)
from torilla.outgoing import OutcomeUnknown as NoAnswer
from torilla.people.models import Unit
from torilla.policy import Policy

EVERYBODY = "*"
"""The key of the channel for all units that have none of their own."""
TELLS_MORE = "notices.cards_tell_matters"
"""The policy's word that a card may list the tasks, names in them included."""
LISTED, LONGEST = 10, 300
"""So many tasks in so many signs each: Teams takes 28 KB."""


def channels_of(duties: Iterable[Duty]) -> Iterator[tuple[Duty, int | None]]:
    """Each duty with the unit whose channel tells of it (None: the municipality's); one query at most."""
    if not settings.TEAMS_WEBHOOKS:
        return
    rows = Unit.objects.values_list("pk", "parent", "name")
    units = {pk: (parent, _key(name)) for pk, parent, name in rows}
    for duty in duties:
        unit = duty.finding.unit_id if duty.finding else duty.holder_unit_id
        while unit is not None and units[unit][1] not in settings.TEAMS_WEBHOOKS:
            unit = units[unit][0]
        if unit is not None or EVERYBODY in settings.TEAMS_WEBHOOKS:
            yield duty, unit


def webhook_of(card: TeamsCard) -> Secret | None:
    """Where the card goes; None when the settings name that channel no more."""
    key = _key(card.unit.name) if card.unit else EVERYBODY
    found: Secret | None = settings.TEAMS_WEBHOOKS.get(key)
    return found


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def composed(
    card: TeamsCard, duties: Sequence[Duty], policy: Policy, now: datetime
) -> dict[str, Any]:
    """The message that a Workflows webhook takes, in the municipality's first language."""
    with translation.override(policy.municipality.languages[0]):
        title = ngettext(
            "Torilla: %(number)s task awaits: %(unit)s",
            "Torilla: %(number)s tasks await: %(unit)s",
            len(duties),
        ) % {"number": len(duties), "unit": card.unit.name if card.unit else _municipality(policy)}
        body = [_run(title, weight="Bolder", size="Medium")]
        if yes(policy, TELLS_MORE, timezone.localdate(now), unless=False):
            body += _matters(duties)
        body.append(_run(card.mark, size="Small", isSubtle=True))
        open_ = {
            "type": "Action.OpenUrl",
            "title": _("Open"),
            "url": settings.BASE_URL + reverse("duties:tasks"),
        }
    content = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
        "actions": [open_],
    }
    kind = "application/vnd.microsoft.card.adaptive"
    attachment = {"contentType": kind, "contentUrl": None, "content": content}
    return {"type": "message", "attachments": [attachment]}


def _municipality(policy: Policy) -> str:
    language = policy.municipality.languages[0]
    return policy.municipality.name.get(language) or next(iter(policy.municipality.name.values()))


def _matters(duties: Sequence[Duty]) -> list[dict[str, Any]]:
    names = names_in(duties[:LISTED])
    rows = [f"{duty.subject_name}: {what(duty, names)}" for duty in duties[:LISTED]]
    if len(duties) > LISTED:
        rows.append("…")
    return [_run(row if len(row) <= LONGEST else row[: LONGEST - 1] + "…") for row in rows]


def _run(text: str, **how: Any) -> dict[str, Any]:
    """A line of plain text: in a TextBlock a name could pass for Markdown, such as a link."""
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text, **how}]}


@lru_cache(maxsize=64)
def _client(webhook: Secret) -> Client:
    """An inner address is allowed here: the operator has set it."""
    return Client.trusted([webhook.reveal()])


def post(webhook: Secret, message: dict[str, Any], now: datetime) -> None:
    """Give the card to the workflow; returning means that the workflow took it, not that it stands
    in the channel. Raises NotSent, OutcomeUnknown."""
    try:
        answer = _client(webhook).post(webhook.reveal(), json=message)
    except RateLimited as limited:
        raise NotSent(str(limited), until=limited.until(now)) from None
    except Unavailable as away:
        raise NotSent(str(away), nobody=True) from None
    except Refused as refused:
        raise NotSent(str(refused), lasting=True) from None
    except NoAnswer as lost:
        raise OutcomeUnknown(str(lost)) from None
    if answer.ok:
        return
    if answer.status < 500 and answer.status != 408:
        raise NotSent(f"the workflow answered {answer.status}", lasting=True)
    raise OutcomeUnknown(f"the workflow answered {answer.status}")
