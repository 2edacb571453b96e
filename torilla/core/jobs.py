"""What core itself has to do from time to time."""

from datetime import datetime, timedelta

from torilla.core.models import SubmittedToken
from torilla.core.work import job
from torilla.core.workers import BEAT, EVERY


@job("core.forget_tokens", every=3600)
def forget_tokens(now: datetime) -> None:
    """Used form tokens are kept for a day: nobody sends a form again after that."""
    SubmittedToken.objects.filter(at__lt=now - timedelta(days=1)).delete()


@job(BEAT, every=EVERY)
def beat(now: datetime) -> None:
    """That it was run shows that a worker lives (`workers.look`)."""
