"""Cards to channels of Teams: what each says is composed when it goes."""

from datetime import datetime

from torilla.duties import sending
from torilla.duties.models import TeamsCard
from torilla.duties.teams import composed, post, webhook_of
from torilla.guideline.policies import current_policy


def send_cards(now: datetime) -> int:
    """Send the cards that are due, one after another; returns how many the workflows took."""
    return sending.send_due(TeamsCard, send_card, now)


def send_card(card: TeamsCard, now: datetime) -> bool:
    """Send a claimed card; True when the workflow took it. Raises NotSent after recording it."""
    rows = card.duties.filter(closed_at=None).select_related("finding", "notice")
    duties = list(rows.order_by("due_at", "pk"))
    webhook = webhook_of(card)
    if not duties or webhook is None:
        sending.finish(card, now, "dropped", state=TeamsCard.State.DROPPED)
        return False
    message = composed(card, duties, current_policy(now), now)
    if not sending.hand_over(card, lambda: post(webhook, message, now), now):
        return False
    return sending.finish(card, now, "sent", state=TeamsCard.State.SENT, sent_at=now)
