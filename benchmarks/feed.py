"""From the commit of a change in `people` to the open finding, with the worker running."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone

from benchmarks.accounts import ROLES, broken
from benchmarks.clock import percentile, timed
from benchmarks.figures import Figure
from benchmarks.sizes import Size
from benchmarks.standing_rules import evaluate
from torilla.cli.worker import TICK
from torilla.core import feed
from torilla.core.audit import head
from torilla.duties.commands.reevaluate import reevaluate
from torilla.duties.feed import CURSOR
from torilla.guideline.models import Finding
from torilla.people.commands.note_absence import note_absence
from torilla.people.models import Absence, Holding, Person
from torilla.register.models import Account
from torilla.register.sources import ACCOUNTS

BENCH = "feed"
SECONDS = 1
PAUSE = 0.005
PATIENCE = 30


def run(size: Size) -> Iterator[Figure]:
    """The last of an account's three falls ill too; a finding says that nobody looks after it."""
    evaluate(timezone.now())
    cases = list(_cases(size))
    _others_away([others for _account, _person, others in cases])
    alone = timed(lambda: reevaluate(ACCOUNTS, [cases[0][0]], timezone.now()))
    actor = Holding.objects.get(position="set_up_person").person
    with _worker():
        took = []
        for number, (account, person, _others) in enumerate(cases):
            time.sleep(number % 10 * TICK / 10)  # changes come at any moment of the worker's turn
            took.append(_one(actor, account, person))
    yield Figure(
        BENCH,
        f"finding open, 99th percentile of {len(took)}",
        percentile(took, 99),
        "s",
        at_most=SECONDS,
        reference="looking again in the same process",
        reference_value=alone,
        more={"median": round(percentile(took, 50), 3), "longest": round(max(took), 3)},
    )


def _cases(size: Size) -> Iterator[tuple[int, Person, list[Person]]]:
    """Accounts in order with nobody away, each with its lead and the others who could stand in."""
    accounts = list(Account.objects.order_by("pk"))
    persons = list(Person.objects.order_by("pk"))
    away = set(Absence.objects.values_list("person_id", flat=True))
    found, used = 0, set()
    for number, account in enumerate(accounts):
        lead, substitute, *_administrators, updater = (
            persons[(number * len(ROLES) + place) % len(persons)] for place in range(len(ROLES))
        )
        trio = {lead.pk, substitute.pk, updater.pk}
        if broken(number) or trio & (away | used):
            continue
        used |= trio
        found += 1
        yield account.pk, lead, [substitute, updater]
        if found == size.changes:
            return


def _others_away(groups: list[list[Person]]) -> None:
    today = timezone.localdate()
    Absence.objects.bulk_create(
        Absence(person=person, first_day=today, last_day=today + timedelta(days=5))
        for group in groups
        for person in group
    )


def _one(actor: Person, account: int, person: Person) -> float:
    """Seconds from the commit to the finding."""
    today = timezone.localdate()
    last = today + timedelta(days=3)
    note_absence(actor=actor, person=person, first_day=today, last_day=last, now=timezone.now())
    began = time.perf_counter()
    found = Finding.objects.filter(
        closed_at=None, rule="register.absence-covered", subject_id=account
    )
    while not found.exists():
        if time.perf_counter() - began > PATIENCE:
            raise TimeoutError(f"no finding on account {account}")
        time.sleep(PAUSE)
    return time.perf_counter() - began


@contextmanager
def _worker() -> Iterator[None]:
    """`torilla worker`, once it has read what happened before."""
    worker = subprocess.Popen([sys.executable, "-m", "torilla.cli.main", "worker"])
    try:
        while feed.position(CURSOR) < head().id:
            if worker.poll() is not None:
                raise RuntimeError(f"the worker ended with {worker.returncode}")
            time.sleep(0.1)
        yield
    finally:
        worker.terminate()
        worker.wait()
