"""Named places where the process may be killed on purpose, so that a test can walk them all."""

import os
import signal

POINTS: tuple[tuple[str, str], ...] = (
    ("command.before-commit", "the change and its audit entry are written, not yet committed"),
    ("command.after-commit", "the change is committed, the caller has not heard of it"),
    ("work.claimed", "a due row is claimed under a lease, its work has not begun"),
    ("work.done-unrecorded", "the work is done, the row does not say so yet"),
    ("feed.before-evaluate", "changes are read from the feed, nothing is evaluated yet"),
    ("feed.before-advance", "everything is evaluated, the cursor stands where it stood"),
    ("notice.claimed", "a notice is claimed for sending, not a byte has left"),
    ("notice.sent-unrecorded", "the mail server took the notice, the row does not say so yet"),
    ("media.stored", "the files of a picture lie in the store, no row knows of them yet"),
    ("media.recorded", "a picture is recorded, not yet committed"),
    ("withdrawals.written", "a withdrawal is in the ledger, the command has not committed"),
    ("backup.written", "the backup is written, it does not have its name yet"),
    ("restore.begun", "the backup is unpacked and checked, the database is still empty"),
    ("restore.filled", "the database is filled, the restore is not recorded yet"),
)
_NAMES = frozenset(name for name, _ in POINTS)


def point(name: str) -> None:
    """Kill this process as by `kill -9` if TORILLA_CRASH_AT names this point; else do nothing."""
    if name not in _NAMES:
        raise ValueError(f"{name} is not in crash.POINTS")
    if os.environ.get("TORILLA_CRASH_AT") == name:
        os.kill(os.getpid(), signal.SIGKILL)
