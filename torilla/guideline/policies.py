"""The policy in force: the newest loaded file, read once in each process."""

from datetime import datetime
from functools import lru_cache

from torilla.guideline.models import PolicyFile
from torilla.policy import Policy, load


class NoPolicy(LookupError):
    """No policy file has been loaded: `torilla init` was never run."""


def current_policy(now: datetime) -> Policy:
    """The policy in force at `now`: of the files loaded by then the newest. Raises NoPolicy."""
    loaded = PolicyFile.objects.filter(loaded_at__lte=now).order_by("-loaded_at", "-pk")
    sha256 = loaded.values_list("sha256", flat=True).first()
    if sha256 is None:
        raise NoPolicy("no policy file is loaded; run torilla init")
    return _read(sha256)


@lru_cache(maxsize=4)
def _read(sha256: str) -> Policy:
    file = PolicyFile.objects.filter(sha256=sha256).latest("loaded_at")
    return load(file.text, source=file.name)
