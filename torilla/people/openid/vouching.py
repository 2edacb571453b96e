"""Whether the provider still vouches for somebody: it says so itself, or is asked with a refresh token."""

import hashlib
import logging
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction

from torilla.core.models import SubmittedToken
from torilla.people.commands.stop_work_account import stop_work_account
from torilla.people.models import Person, WorkAccount
from torilla.people.openid import tokens
from torilla.people.openid.actor import PROVIDER
from torilla.people.openid.claims import told
from torilla.people.openid.configured import WorkAccounts
from torilla.people.openid.errors import Away, Gone, Wrong
from torilla.people.openid.giving import take
from torilla.people.openid.provider import Provider
from torilla.people.sign_in import end_sessions

log = logging.getLogger(__name__)

IN_SESSION = "work_account"
"""Under this a session that began with the work account holds the provider's own id of it (`sid`)."""
AT_A_TIME = 50
"""So many are asked in one round of the job, which comes each minute."""
RARELY = timedelta(days=1)
"""So often for whoever is not signed in: a right that went with the directory goes here too."""


def keep(person: Person, configured: WorkAccounts, refresh_token: str, now: datetime) -> None:
    """After a sign-in: by this token the provider is asked again."""
    if refresh_token and configured.check_minutes:
        soon = now + timedelta(minutes=configured.check_minutes)
        WorkAccount.objects.filter(person=person).update(refresh_token=refresh_token, due_at=soon)


def end_by(claims: dict[str, Any], configured: WorkAccounts, now: datetime) -> bool:
    """End the session or the sessions of a logout token; False when the token was used before."""
    used = f"logout {claims['iss']} {claims['jti']}"
    with transaction.atomic():
        _row, fresh = SubmittedToken.objects.get_or_create(
            token=hashlib.sha256(used.encode()).hexdigest(), defaults={"at": now}
        )
        if fresh:
            _end(claims, configured)
    return fresh


def _end(claims: dict[str, Any], configured: WorkAccounts) -> None:
    if sid := claims.get("sid"):
        ended = [
            session.pk
            for session in Session.objects.iterator()
            if session.get_decoded().get(IN_SESSION, {}).get("sid") == sid
        ]
        Session.objects.filter(pk__in=ended).delete()
        return
    subject = claims.get(configured.claims.subject)
    rows = WorkAccount.objects.filter(issuer=configured.issuer, subject=subject)
    for account in rows.select_related("person"):
        end_sessions(account.person)


def look_again(provider: Provider, now: datetime) -> None:
    """Ask for those who are due. A provider that is away is asked again in the next round."""
    due = WorkAccount.objects.filter(issuer=provider.configured.issuer, due_at__lte=now)
    rows = list(due.select_related("person").order_by("due_at")[:AT_A_TIME])
    signed_in = _signed_in() if rows else frozenset()
    often = timedelta(minutes=provider.configured.check_minutes)
    for account in rows:
        pause = often if account.person_id in signed_in else max(RARELY, often)
        try:
            _ask(account, provider, now, now + pause)
        except Away as away:
            log.warning("work account: the provider is away: %s", away)
            return


def _ask(account: WorkAccount, provider: Provider, now: datetime, then: datetime) -> None:
    if not account.refresh_token or not account.person.is_active:
        WorkAccount.objects.filter(pk=account.pk).update(refresh_token=None, due_at=None)
        return
    try:
        got = provider.tokens(grant_type="refresh_token", refresh_token=account.refresh_token)
        _believe(account, provider, got, now, then)
    except Gone:
        if _unchanged(account).exists():  # else somebody signed in meanwhile, with a new one
            stop_work_account(actor=PROVIDER, account=account, now=now)
    except Wrong as wrong:
        log.warning("work account: not asked again for a while: %s", wrong.why)
        _unchanged(account).update(due_at=then)


def _believe(
    account: WorkAccount, provider: Provider, got: dict[str, Any], now: datetime, then: datetime
) -> None:
    """The provider vouches: keep its new token, and take what its claims say now, if it says."""
    fresh = str(got.get("refresh_token") or account.refresh_token)
    if not _unchanged(account).update(refresh_token=fresh, due_at=then) or "id_token" not in got:
        return
    said = told(tokens.id_token(provider, got["id_token"], nonce=None), provider.configured)
    if said.subject != account.subject:
        raise Wrong("the provider refreshed somebody else")
    take(account.person, said, provider.configured, now)


def _unchanged(account: WorkAccount) -> Any:
    return WorkAccount.objects.filter(pk=account.pk, due_at=account.due_at)


def _signed_in() -> frozenset[int]:
    """Ids of the persons who have a session."""
    found = (session.get_decoded().get(SESSION_KEY) for session in Session.objects.iterator())
    return frozenset(int(each) for each in found if each)
