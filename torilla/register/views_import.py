"""The register from somebody's spreadsheet, and out again."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from torilla.core.command import NotAllowed
from torilla.people.importing import views
from torilla.people.models import Unit
from torilla.people.permissions import reach
from torilla.register.commands.import_rows import begin_import, leave_import
from torilla.register.commands.read_rows import correct_rows, read_rows
from torilla.register.exporting.formats import FORMATS, in_language
from torilla.register.exporting.rows import plain_accounts
from torilla.register.importing.accounts import Accounts
from torilla.register.queries import records_seen_by

ACCOUNTS = views.Way(
    kind=Accounts,
    name="accounts",
    permission="register.import",
    start="register:import",
    page="register:imported",
    back="register:accounts",
    read=read_rows,
    correct=correct_rows,
    begin=begin_import,
    leave=leave_import,
    title=_("Bring a list of accounts"),
    lead=_("A spreadsheet that somebody has kept until now. One row is one account."),
    done=_("To the accounts"),
)


def start(request: HttpRequest) -> HttpResponse:
    """Send a list of accounts."""
    return views.start(request, ACCOUNTS)


def imported(request: HttpRequest, pk: int) -> HttpResponse:
    """One list of accounts on its way in."""
    return views.one(request, ACCOUNTS, pk)


@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Every account that the reader may see, in the form asked for."""
    now = timezone.now()
    if not reach(request.user, now=now).somewhere("register.export"):
        raise NotAllowed("register.export", None)
    form = request.GET.get("format", "csv")
    if form not in FORMATS:
        raise Http404
    accounts = plain_accounts(records_seen_by(request.user, now=now, at=now), at=now)
    root = Unit.objects.filter(kind=Unit.Kind.MUNICIPALITY).first()
    pieces = FORMATS[form].write(accounts, root.name if root else "")
    name = f"register-{timezone.localdate(now).isoformat()}.{form}"
    response = StreamingHttpResponse(
        in_language(pieces, get_language() or "fi"), content_type=FORMATS[form].content_type
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
