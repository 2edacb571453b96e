"""A list of a hundred accounts by the interface, beside a bare django-ninja view of the same rows."""

import statistics
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db.models import Count
from django.http import HttpRequest
from django.test import RequestFactory, override_settings
from django.urls import path
from django.utils import timezone
from ninja import NinjaAPI
from ninja.security import HttpBearer

from benchmarks.clock import busy, percentile
from benchmarks.figures import Figure
from benchmarks.sizes import Size
from torilla.api.commands.make_token import make_token
from torilla.api.models import Token
from torilla.api.schemas.register import AccountRow, Accounts
from torilla.guideline.models import Finding
from torilla.people.links import hashed
from torilla.people.models import Holding
from torilla.register.models import AccountRecord, Stewardship

BENCH = "api"
REFERENCE = "bare django-ninja view"
RATIO, ROUNDS, LISTED = 1.5, 5, 100


class Bearer(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        return Token.objects.select_related("person").filter(token_hash=hashed(token)).first()


bare = NinjaAPI(auth=Bearer(), urls_namespace="bare", docs_url=None, openapi_url=None)


@bare.get("/accounts", response=Accounts)
def accounts(request: HttpRequest, limit: int = 50, offset: int = 0) -> dict[str, Any]:
    """The rows as Torilla gives them, of all accounts, with nobody's rights asked."""
    records = AccountRecord.objects.filter(until=None).exclude(state="closed")
    ordered = records.select_related("account", "unit").order_by("name", "pk")
    page = list(ordered[offset : offset + limit])
    shown = [record.account_id for record in page]
    named: dict[tuple[int, str], list[str]] = defaultdict(list)
    for row in Stewardship.objects.filter(until=None, account__in=shown).select_related("person"):
        named[row.account_id, row.role].append(row.person.name)
    open_ = Finding.objects.filter(closed_at=None, subject_kind="account", subject_id__in=shown)
    findings = dict(open_.values_list("subject_id").annotate(number=Count("pk")))
    items = [_row(record, named, findings) for record in page]
    return {"items": items, "count": records.count(), "next": None}


def _row(record: Any, named: dict[tuple[int, str], list[str]], findings: dict[int, int]) -> Any:
    account = record.account
    return AccountRow(
        id=account.pk,
        version=record.pk,
        network=account.network,
        handle=account.handle,
        name=record.name,
        address=record.address,
        kind=record.kind or None,
        unit={"id": record.unit.pk, "name": record.unit.name} if record.unit else None,
        state=record.state,
        since=record.since.isoformat(),
        leads=named[account.pk, "lead"],
        substitutes=named[account.pk, "substitute"],
        findings=findings.get(account.pk, 0),
    )


urlpatterns = [path("bare/", bare.urls)]


def run(size: Size) -> Iterator[Figure]:
    """Both in turn, so that both meet the same moments of the machine."""
    person = Holding.objects.get(position="set_up_person").person
    scopes = ["register:read"]
    made = make_token(
        actor=person, person=person, name=BENCH, scopes=scopes, days=1, now=timezone.now()
    )
    ours: list[tuple[float, float]] = []
    plain: list[tuple[float, float]] = []
    count = max(1, size.requests // ROUNDS)
    for _round in range(ROUNDS):
        ours += _times("/api/v1/accounts", made.secret, count)
        with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[]):
            plain += _times("/bare/accounts", made.secret, count)
    took, worked = zip(*ours, strict=True)
    bare_took, bare_worked = zip(*plain, strict=True)
    yield Figure(
        BENCH,
        "list of 100 accounts: median",
        statistics.median(took),
        "ms",
        reference=REFERENCE,
        reference_value=statistics.median(bare_took),
        ratio_at_most=RATIO,
        more={
            "processor_ms": round(statistics.median(worked), 2),
            "bare_processor_ms": round(statistics.median(bare_worked), 2),
            "p95_ms": round(percentile(took, 95), 2),
        },
    )


def _times(address: str, secret: str, count: int) -> list[tuple[float, float]]:
    handler = WSGIHandler()

    def get() -> None:
        environ = RequestFactory(
            SERVER_NAME="localhost", HTTP_AUTHORIZATION=f"Bearer {secret}"
        )._base_environ(PATH_INFO=address, QUERY_STRING=f"limit={LISTED}")
        said: list[str] = []
        response = handler(environ, lambda status, _headers: said.append(status))
        body = b"".join(response)
        response.close()
        if said != ["200 OK"]:
            raise AssertionError(f"{address}: {said} {body[:200]!r}")

    get()
    return [(1000 * took, 1000 * worked) for took, worked in (busy(get) for _time in range(count))]
