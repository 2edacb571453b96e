"""What every command shares: a permission, one transaction, a form's token used once, an entry."""

import functools
import hashlib
import inspect
import logging
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import datetime
from typing import Any, Protocol, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.db import Error as DatabaseError
from django.db import connection, transaction

from torilla.core import audit, crash

log = logging.getLogger(__name__)

R = TypeVar("R", covariant=True)


class Refused(Exception):
    """A command's own refusal: what is wrong, and what would be right; shown to the person.

    clause: the guideline's clause that stands behind it. field: the form field it is about.
    remedy: one sentence on what to do instead.
    """

    def __init__(
        self,
        message: object,
        *,
        clause: str | None = None,
        field: str | None = None,
        remedy: object = None,
    ) -> None:
        super().__init__(message)
        self.message, self.clause, self.field, self.remedy = message, clause, field, remedy


class NotAllowed(PermissionDenied):
    """The actor may not do this to this subject."""

    def __init__(self, permission: str, subject: object) -> None:
        super().__init__(permission)
        self.permission, self.subject = permission, subject


class AlreadyDone(Exception):
    """The same form was sent before and its command was done; nothing was done again."""


class Changed(Exception):
    """Somebody saved the record meanwhile: the row now in force, by whom and when it was saved."""

    def __init__(self, current: Any, by: str, at: datetime) -> None:
        super().__init__(f"{current} was changed at {at.isoformat()} by {by}")
        self.current, self.by, self.at = current, by, at


class Unrecorded(AssertionError):
    """A command finished without writing an audit entry; it was rolled back."""


class Command(Protocol[R]):
    """A decorated command: keyword arguments only, plus `token` of the form that calls it."""

    permission: str
    subject: str | None

    def __call__(self, *, token: str = "", **given: Any) -> R: ...


COMMANDS: dict[str, Command[Any]] = {}
"""Every command by name, such as `register.name_steward`."""

_depth: ContextVar[int] = ContextVar("command_depth", default=0)


def command(*, permission: str, subject: str | None) -> Callable[[Callable[..., R]], Command[R]]:
    """Make a command of a function with keyword-only arguments, `actor` and `now` among them.

    permission: asked of the actor. subject: the argument it is asked about; None for none.
    Calling raises NotAllowed, AlreadyDone, whatever the function raises, or Unrecorded.
    """

    def decorate(run: Callable[..., R]) -> Command[R]:
        signature = _signature(run, subject)
        name = f"{run.__module__.split('.')[1]}.{run.__name__}"

        @functools.wraps(run)
        def call(*, token: str = "", **given: Any) -> R:
            signature.bind(**given)
            about = given[subject] if subject else None
            outermost = _depth.get() == 0
            depth = _depth.set(_depth.get() + 1)
            try:
                _ask(given, permission, about)
                return _carried_out(run, name, token, given)
            except NotAllowed as refusal:
                if outermost:  # the transactions of commands around it have yet to roll back
                    _note(refusal, name, given)
                raise
            finally:
                _depth.reset(depth)

        made = cast(Command[R], call)
        made.permission, made.subject = permission, subject
        if name in COMMANDS:
            raise TypeError(f"{name}: there is a command of this name already")
        COMMANDS[name] = made
        return made

    return decorate


def _signature(run: Callable[..., Any], subject: str | None) -> inspect.Signature:
    signature = inspect.signature(run)
    if any(p.kind is not p.KEYWORD_ONLY for p in signature.parameters.values()):
        raise TypeError(f"{run.__name__}: a command takes keyword arguments only")
    needed = {"actor", "now"} | ({subject} if subject else set())
    if missing := needed - signature.parameters.keys():
        raise TypeError(f"{run.__name__}: a command takes {', '.join(sorted(missing))}")
    if "token" in signature.parameters:
        raise TypeError(f"{run.__name__}: token is the form's, a command has no such argument")
    if not run.__doc__:
        raise TypeError(f"{run.__name__}: a command says in a docstring what it does")
    return signature


def _ask(given: Mapping[str, Any], permission: str, about: object) -> None:
    # Django's anonymous visitor has no `may`: nobody known, so nothing allowed.
    may = getattr(given["actor"], "may", None)
    if may is None or not may(permission, about, now=given["now"]):
        raise NotAllowed(permission, about)


def _carried_out(run: Callable[..., R], name: str, token: str, given: Mapping[str, Any]) -> R:
    before = audit.written()
    with transaction.atomic():
        if token:
            _claim(token, given["now"])
        result = run(**given)
        if audit.written() == before:
            raise Unrecorded(name)
        crash.point("command.before-commit")
    crash.point("command.after-commit")
    return result


def _claim(token: str, now: datetime) -> None:
    # ON CONFLICT, for an IntegrityError would break PostgreSQL's transaction. A form sent twice
    # at once waits here for the first: its token is in the same transaction as its change.
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_submittedtoken (token, at) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [
                hashlib.sha256(token.encode()).hexdigest(),
                connection.ops.adapt_datetimefield_value(now),
            ],
        )
        if cursor.rowcount == 0:
            raise AlreadyDone


def _note(refusal: NotAllowed, name: str, given: Mapping[str, Any]) -> None:
    """Record that a known person was refused; a database that is gone must not hide the refusal."""
    actor = given["actor"]
    if getattr(actor, "pk", None) is None or not hasattr(actor, "audit_name"):
        log.info("refused.anonymous", extra={"command": name})
        return
    about = refusal.subject if hasattr(refusal.subject, "audit_name") else actor
    try:
        audit.record(
            about,
            "core.refused",
            actor=actor,
            at=given["now"],
            command=name,
            permission=refusal.permission,
        )
    except (DatabaseError, ValueError, audit.HeadMissing):
        log.exception("refused.unrecorded", extra={"command": name})
