"""What the interface has to do from time to time."""

from datetime import datetime, timedelta

from torilla.api.commands.end_token import end_token
from torilla.api.models import Answer, Token
from torilla.api.queries import going_on
from torilla.core.actors import SYSTEM
from torilla.core.command import Refused
from torilla.core.work import job

KEPT = timedelta(days=1)
REMEMBERED = timedelta(days=365)


@job("api.forget_answers", every=3600)
def forget_answers(now: datetime) -> None:
    """Answers are kept for a day: by then whoever lost one has asked again."""
    Answer.objects.filter(at__lt=now - KEPT).delete()


@job("api.end_tokens", every=60)
def end_tokens(now: datetime) -> None:
    """Tokens of whoever left do not come alive again with a new standing; old ones are forgotten.

    That they do not work from the moment of leaving is asked with each call (`queries.going_on`).
    """
    over = Token.objects.filter(ended_at=None, expires_at__gt=now)
    for token in over.exclude(pk__in=going_on(now).values("pk")):
        try:
            end_token(actor=SYSTEM, key=token, now=now)
        except Refused:
            continue  # its person was faster
    Token.objects.filter(expires_at__lt=now - REMEMBERED).delete()
