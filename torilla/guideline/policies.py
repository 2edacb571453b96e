"""The policy in force: the newest loaded file, read once in each process."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import lru_cache

from torilla.guideline.models import PolicyFile
from torilla.policy import Policy, load


class NoPolicy(LookupError):
    """No policy file has been loaded: `torilla init` was never run."""


_asked: ContextVar[list[tuple[datetime, Policy]] | None] = ContextVar("asked", default=None)


@contextmanager
def asked_once() -> Generator[None]:
    """Inside, the database is asked once which policy is in force: for a page that only reads."""
    token = _asked.set([])
    try:
        yield
    finally:
        _asked.reset(token)


def current_policy(now: datetime) -> Policy:
    """The policy in force at `now`: of the files loaded by then the newest. Raises NoPolicy."""
    asked = _asked.get()
    if asked and asked[0][0] <= now:
        return asked[0][1]
    policy = _read(_newest(now))
    if asked is not None and not asked:
        asked.append((now, policy))
    return policy


def _newest(now: datetime) -> str:
    loaded = PolicyFile.objects.filter(loaded_at__lte=now).order_by("-loaded_at", "-pk")
    sha256 = loaded.values_list("sha256", flat=True).first()
    if sha256 is None:
        raise NoPolicy("no policy file is loaded; run torilla init")
    return sha256


@lru_cache(maxsize=4)
def _read(sha256: str) -> Policy:
    file = PolicyFile.objects.filter(sha256=sha256).latest("loaded_at")
    return load(file.text, source=file.name)
