"""`torilla worker`: what awaits no request: the change feed, time that passes, due jobs, mail."""

import signal
import time
from types import FrameType

import click

from torilla.cli.boot import django_setup

TICK = 0.25
"""Seconds between two looks at the change feed."""


@click.command()
def worker() -> None:
    """Run the worker until stopped. `torilla serve` starts one by itself."""
    django_setup()
    from torilla.config.background import Background  # needs Django

    background = Background()
    stopping = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping:
        background.tick()
        time.sleep(TICK)
