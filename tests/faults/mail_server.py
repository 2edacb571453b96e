"""A real mail server on this machine that keeps the Message-ID of each mail it took."""

from contextlib import contextmanager
from email import message_from_bytes

from aiosmtpd.controller import Controller

from tests.journeys.running import free_port


class Handler:
    def __init__(self, port):
        self.port, self.taken = port, []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.taken.append(message_from_bytes(envelope.content)["Message-ID"])
        return "250 taken"


@contextmanager
def mail_server():
    """Takes mail on `port` as long as the block runs."""
    handler = Handler(free_port())
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    try:
        yield handler
    finally:
        controller.stop()
