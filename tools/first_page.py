"""Start a command, wait until an address answers, say after how many seconds, and stop it.

usage: first_page.py URL LIMIT COMMAND [ARGUMENT…]

Prints one JSON line {"seconds": …}; exit 1 when the address did not answer within LIMIT seconds.
Needs nothing but Python, since it measures on machines where nothing is installed yet.
"""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

PAUSE = 0.1


def answers(url):
    """Tell whether a page comes back, of whatever kind (a redirect to sign-in counts too)."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return response.status == 200
    except (OSError, urllib.error.URLError):
        return False


def main(url, limit, command):
    """Return the exit code; the command gets SIGTERM in the end, with all its children."""
    began = time.monotonic()
    process = subprocess.Popen(command, start_new_session=True, stdout=sys.stderr)
    try:
        while time.monotonic() - began < limit and process.poll() is None:
            if answers(url):
                print(json.dumps({"seconds": round(time.monotonic() - began, 1)}))
                return 0
            time.sleep(PAUSE)
        print(json.dumps({"seconds": None, "exit": process.poll()}))
        return 1
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(30)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], float(sys.argv[2]), sys.argv[3:]))
