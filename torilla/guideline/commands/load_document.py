import hashlib
from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from torilla.core import audit
from torilla.core.command import Refused, command
from torilla.guideline.models import Binding, Document
from torilla.guideline.policies import current_policy
from torilla.policy import Policy
from torilla.policy.binding import Bound, bind, found, is_another_document
from torilla.screening.documents import Unreadable, read


def load_document(
    *, actor: Any, name: str, content: bytes, now: datetime, force: bool = False, token: str = ""
) -> Document:
    """Read a document (text, DOCX or PDF) in a child process with limits, then `bind_document`.

    The reading stands outside the transaction: it may take its time. Raises Refused when the file
    cannot be read, and whatever `bind_document` raises.
    """
    # Nobody's bytes are opened for somebody who may not load; the command then says so.
    text = _read(content) if actor.may("guideline.load", None, now=now) else ""
    return bind_document(actor=actor, name=name, text=text, force=force, now=now, token=token)


@command(permission="guideline.load", subject=None)
def bind_document(*, actor: Any, name: str, text: str, force: bool, now: datetime) -> Document:
    """Bind each clause to the words of the municipality's document.

    Raises Refused when it is loaded already and, unless `force`, when most clauses are not found.
    """
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    if Document.objects.order_by("-loaded_at", "-pk").values_list("sha256").first() == (sha256,):
        raise Refused(_("This document is loaded already."), field="file")
    bounds = bind(current_policy(now).clauses, text)
    if is_another_document(bounds) and not force:
        given = {"found": found(bounds), "all": len(bounds)}
        raise Refused(
            _("Only %(found)s of %(all)s clauses were found: this may be another document.")
            % given,
            field="file",
            remedy=_("Check that the policy file is of this municipality, or confirm and load it."),
        )
    document = Document.objects.create(name=name[:200], text=text, sha256=sha256, loaded_at=now)
    _keep(document, bounds)
    audit.record(
        document, "guideline.document.loaded", actor=actor, at=now,
        name=name[:200], sha256=sha256, found=found(bounds), clauses=len(bounds),
    )  # fmt: skip
    return document


def bind_again(policy: Policy) -> None:
    """Another policy is in force: find its clauses in the document that is loaded."""
    document = Document.objects.order_by("-loaded_at", "-pk").first()
    if document is not None:
        document.bindings.all().delete()
        _keep(document, bind(policy.clauses, document.text))


def _read(content: bytes) -> str:
    try:
        return read(content)
    except Unreadable as error:
        raise Refused(gettext(error.message).format_map(error.values), field="file") from error


def _keep(document: Document, bounds: dict[str, Bound]) -> None:
    Binding.objects.bulk_create(
        Binding(
            document=document,
            clause=clause,
            state=bound.state,
            start=bound.start,
            end=bound.end,
            text=bound.text,
            fingerprint=bound.fingerprint,
        )
        for clause, bound in bounds.items()
    )
