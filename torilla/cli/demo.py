"""`torilla demo`: Mallila, an invented municipality in a home of its own, to try everything in."""

import os
from pathlib import Path

import click

from torilla.cli.serve import run


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535))
def demo(host: str, port: int) -> None:
    """Run the demonstration: nothing in it is real, and every page says so.

    It has its own database and pictures in TORILLA_HOME/demo, whatever DATABASE_URL and TORILLA_MEDIA say.
    """
    home = Path(os.environ.get("TORILLA_HOME", "var")).resolve() / "demo"
    for name in (
        "DATABASE_URL", "TORILLA_MEDIA", "TORILLA_WITHDRAWALS", "TORILLA_EMAIL_URL", "TORILLA_BASE_URL",
    ):  # fmt: skip
        os.environ.pop(name, None)
    os.environ |= {"TORILLA_HOME": str(home), "TORILLA_DEMO": "1", "TORILLA_POLICY": "mallila"}
    run(host, port)
