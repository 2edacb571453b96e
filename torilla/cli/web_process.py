"""The web server's process: granian with one worker and a few threads, WSGI."""

import sys

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

THREADS = 4


def main() -> None:
    """`python -m torilla.cli.web_process HOST PORT`"""
    host, port = sys.argv[1], int(sys.argv[2])
    Server(
        "torilla.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    ).serve()


if __name__ == "__main__":
    main()
