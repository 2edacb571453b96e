"""A real mail server on this machine that takes, refuses, delays or breaks off, as a test asks."""

import socket
from contextlib import contextmanager

from aiosmtpd.controller import Controller


class Handler:
    """`answer`: what RCPT is answered; `hang_up`: the connection breaks after the text came."""

    def __init__(self, answer="250 OK", hang_up=False):
        self.answer, self.hang_up, self.taken = answer, hang_up, []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.taken.append(envelope)
        if self.hang_up:
            server.transport.abort()
        return "250 taken"


@contextmanager
def mail_server(settings, **how):
    """The product sends to this server as long as the block runs."""
    handler = Handler(**how)
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        point_at(settings, controller.port)
        yield handler
    finally:
        controller.stop()


def free_port():
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def point_at(settings, port):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.MAIL_CONFIGURED = True
