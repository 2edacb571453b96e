"""Gives one mail to the mail server and says for certain what became of it, or that it cannot be known."""

import smtplib
from email.utils import parseaddr

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend

from torilla.duties.sending import NotSent, OutcomeUnknown

ACCEPTED = (250, 251)


def send(message: EmailMessage) -> None:
    """Hand over the mail; returning means that the server took it. Raises NotSent, OutcomeUnknown."""
    backend = get_connection()
    if not isinstance(backend, EmailBackend):
        try:
            backend.send_messages([message])
        except Exception as error:  # what another backend raises is its own affair
            raise OutcomeUnknown(_words(error)) from error
        return
    text = _text(message)
    try:
        backend.open()
    except OSError as error:  # smtplib's own errors are OSErrors too
        raise NotSent(_words(error), nobody=True) from error
    server = backend.connection
    assert server is not None
    try:
        _envelope(server, message)
        _data(server, text)
    finally:
        server.close()  # a farewell that fails would hide what we know


def _envelope(server: smtplib.SMTP, message: EmailMessage) -> None:
    """Everything up to the text: a connection that breaks here has sent nothing."""
    try:
        server.ehlo_or_helo_if_needed()
        _expect(server.mail(parseaddr(message.from_email)[1]))
        for recipient in message.recipients():
            _expect(server.rcpt(parseaddr(recipient)[1]))
    except OSError as error:
        raise NotSent(_words(error), nobody=True) from error
    except UnicodeError as error:
        raise NotSent(_words(error), lasting=True) from error


def _text(message: EmailMessage) -> bytes:
    """The mail as it goes over the wire."""
    try:
        # smtplib leaves the line ends of bytes alone. (Django takes `linesep`, its stubs do not know.)
        return message.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]
    except ValueError as error:  # a line break in a header, an address that cannot be written
        raise NotSent(_words(error), lasting=True) from error


def _data(server: smtplib.SMTP, text: bytes) -> None:
    try:
        answer = server.data(text)
    except smtplib.SMTPDataError as error:  # the server did not want the text
        raise NotSent(_words(error), lasting=_lasting(error.smtp_code)) from error
    except OSError as error:
        raise OutcomeUnknown(_words(error)) from error
    _expect(answer)


def _expect(answer: tuple[int, bytes]) -> None:
    code, words = answer
    if code not in ACCEPTED:
        text = f"{code} {words.decode(errors='replace')}"
        raise NotSent(text, lasting=_lasting(code))


def _lasting(code: int) -> bool:
    """Codes from 500 on are for good; 4xx ask to try later (greylisting)."""
    return code >= 500


def _words(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:500]
