"""A Torilla that a fault happens to: real processes on a copy of Mallila, and what must hold after."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

import psutil

from tests.faults.databases import FILE, ask, change
from tests.journeys.running import PATIENCE, Running, free_port

CSRF = "c" * 32
OPEN_TWICE = """
    SELECT rule, subject_kind, subject_id, count(*) FROM guideline_finding
    WHERE closed_at IS NULL GROUP BY 1, 2, 3 HAVING count(*) > 1"""
HELD_TWICE = """
    SELECT finding_id, count(*) FROM duties_duty
    WHERE closed_at IS NULL AND finding_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1"""
TOLD_TWICE = """
    SELECT notice_id, holder_position, count(*) FROM duties_duty
    WHERE notice_id IS NOT NULL GROUP BY 1, 2 HAVING count(*) > 1"""
NOBODYS = """
    SELECT f.id FROM guideline_finding f WHERE f.closed_at IS NULL AND f.waiver_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM duties_duty d WHERE d.finding_id = f.id AND d.closed_at IS NULL)"""
RECORDED = {
    "guideline_finding": ("guideline.finding", "guideline.finding.opened"),
    "duties_duty": ("duties.duty", "duties.duty.opened"),
    "duties_notice": ("duties.notice", "duties.notice.made"),
    "register_stewardship": ("register.stewardship", "register.steward.named"),
    "people_unit": ("people.unit", "people.unit.added"),
}
"""Table → what its rows are called in the log, and the action that makes one."""


@dataclass(frozen=True)
class Answer:
    status: int
    body: str
    location: str


class Broke(Exception):
    """The server was gone before it had answered: nobody knows what became of the request."""


@dataclass
class Site(Running):
    """`start` is `torilla serve`; `web` and `worker` start one process alone, without supervisor."""

    sessions: dict[str, str] = field(default_factory=dict)
    alone: list[subprocess.Popen] = field(default_factory=list)
    others: list["Site"] = field(default_factory=list)

    @property
    def database(self):
        return self.environment.get("DATABASE_URL") or self.home / FILE

    def ask(self, question: str) -> list[tuple]:
        return ask(self.database, question)

    def change(self, statement: str) -> None:
        change(self.database, statement)

    def one(self, question: str) -> object:
        return self.ask(question)[0][0]

    # Processes

    def worker(self, **variables: str) -> subprocess.Popen:
        return self._alone("torilla.cli.main", "worker", **variables)

    def terminal(self, *arguments: str) -> subprocess.Popen:
        """`torilla …`, running by itself."""
        return self._alone("torilla.cli.main", *arguments)

    def celery(self, *arguments: str, **variables: str) -> subprocess.Popen:
        return self._alone("celery", "-A", "torilla.config.celery", *arguments, **variables)

    def web(self, **variables: str) -> subprocess.Popen:
        self.port = self.port or free_port()
        process = self._alone("torilla.cli.web_process", "127.0.0.1", str(self.port), **variables)
        until(self.healthy)
        return process

    def _alone(self, *command: str, **variables: str) -> subprocess.Popen:
        with (self.home.parent / "alone.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *command],
                env=self.variables | variables,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.alone.append(process)
        return process

    def beside(self) -> "Site":
        """Another `torilla serve` on the same home, on a port of its own."""
        second = replace(self, port=free_port(), process=None, alone=[], others=[], said="")
        self.others.append(second)
        return second

    @property
    def tree(self) -> list[psutil.Process]:
        """The supervisor's children and theirs."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def child(self, what: str) -> psutil.Process | None:
        """The supervisor's child with this in its command line: "worker", or the web's port."""
        for each in psutil.Process(self.process.pid).children():
            with suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
                if what in each.cmdline():
                    return each
        return None

    def another(self, than: psutil.Process, what: str) -> bool:
        """Whether a new child runs in the place of an old one."""
        found = self.child(what)
        return found is not None and found.pid != than.pid

    def end(self) -> None:
        """Nothing of it runs any more."""
        for other in self.others:
            other.end()
        if self.process and self.process.poll() is None:
            self.stop()
        for process in self.alone:
            if process.poll() is None:
                os.killpg(process.pid, 9)
                process.wait(10)

    # Pages

    def page(self, path: str, *, who: str = "Leena", timeout: float = 30) -> Answer:
        return self._send("GET", path, None, who, timeout)

    def post(
        self, path: str, fields: dict, *, who: str = "Leena", token: str = "", timeout: float = 60
    ) -> Answer:
        sent = fields | {"csrfmiddlewaretoken": CSRF, "form_token": token}
        return self._send("POST", path, urlencode(sent, doseq=True), who, timeout)

    def _send(self, method: str, path: str, body: str | None, who: str, timeout: float) -> Answer:
        cookies = f"sessionid={self.sessions[who]}; csrftoken={CSRF}"
        headers = {"Cookie": cookies}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, HTTPException) as error:
            raise Broke(path) from error
        finally:
            connection.close()
        return Answer(answer.status, text, answer.getheader("Location", ""))

    # What people do

    @cached_property
    def municipality(self) -> object:
        return self.one("SELECT id FROM people_unit WHERE kind = 'municipality'")

    def id_of(self, name: str) -> object:
        return self.one(f"SELECT id FROM people_person WHERE name LIKE '{name} %'")

    @property
    def pictures(self) -> object:
        """The library's Instagram account: Aino leads it, nobody stands in for her."""
        return self.one(
            "SELECT account_id FROM register_accountrecord WHERE until IS NULL"
            " AND name = 'Kirjasto · Instagram'"
        )

    def name_kaisa(self, token: str) -> Answer:
        """Eeva names Kaisa as a substitute: one stewardship, one notice, one finding closed."""
        fields = {"person": self.id_of("Kaisa"), "role": "substitute", "since": ""}
        path = f"/accounts/{self.pictures}/people/name/"
        return self.post(path, fields, who="Eeva", token=token)

    def add_unit(self, name: str, token: str, **how: float) -> Answer:
        """Leena adds a unit; the feed finds that it has no head."""
        fields = {"name": name, "kind": "unit", "parent": self.municipality}
        return self.post("/units/add/", fields, token=token, **how)

    def count(self, table: str, where: str = "1 = 1") -> int:
        return int(self.one(f"SELECT count(*) FROM {table} WHERE {where}"))

    # What must hold

    def caught_up(self) -> bool:
        """The feed has passed everything, every due job was run and nobody holds anything."""
        place = "SELECT position FROM core_feedcursor WHERE name = 'duties'"
        ahead = f"last_id > coalesce(({place}), 0)"
        open_leases = "lease_until IS NOT NULL OR attempts > 0"
        return not (
            self.count("core_audithead", ahead)
            or self.count("core_job", open_leases)
            or not self.count("core_job")
        )

    def whole(self) -> None:
        """Once all is calm: the chain holds, nothing is half done, nothing is there twice."""
        until(self.caught_up)
        assert self.json("audit", "verify")["ok"]
        for question in (OPEN_TWICE, HELD_TWICE, TOLD_TWICE, NOBODYS):
            assert self.ask(question) == [], question
        for table, (kind, action) in RECORDED.items():
            assert self._rows(table, kind) == self._entries(action), table

    def _rows(self, table: str, kind: str) -> list[str]:
        return sorted(f"{kind}:{row[0]}" for row in self.ask(f"SELECT id FROM {table}"))

    def _entries(self, action: str) -> list[str]:
        found = self.ask(f"SELECT subject FROM core_auditentry WHERE action = '{action}'")
        return sorted(row[0] for row in found)


def until(true: Callable[[], object], seconds: float = PATIENCE, *, pause: float = 0.1) -> None:
    """Wait until it is true; AssertionError when it does not come true in time."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(pause)
