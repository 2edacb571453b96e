"""The emergency way in, from the machine's terminal to the manager's task of reading of it."""

import os
import subprocess

import pytest

from tests.journeys.hands import follow, press, said, sign_in
from tests.journeys.looks import LOOKS, look_at
from tests.journeys.running import TORILLA

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def break_glass(mallila, email):
    """What an operator types in the terminal of the machine; its home is the demonstration's."""
    own = {"TORILLA_HOME": str(mallila.home / "demo"), "TORILLA_POLICY": "mallila"}
    command = [TORILLA, "break-glass", email, "--reason", "Kirjautumispalvelu on poissa"]
    return subprocess.run(
        [*command, "--port", str(mallila.port)],
        env={**os.environ, **own}, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_jussi_comes_in_and_ritva_reads_of_it(mallila, open_page):
    link = break_glass(mallila, "jussi.aho@mallila.example").stdout.strip()
    page = open_page(base=mallila.url, phone=True)
    page.goto(link)
    wrong = look_at(page, LOOKS[:2])
    press(page, "Tule sisään")
    assert "tunnin ajaksi" in said(page)
    page.goto("/audit/")
    assert page.get_by_text("hätäkirjautumi").first.is_visible()
    assert page.goto(link).status == 410

    manager = open_page(base=mallila.url, phone=True)
    sign_in(manager, mallila, "ritva.koski@mallila.example")
    manager.goto("/tasks/")
    follow(manager, "Jussi Aho")
    assert "hätäkirjautumi" in manager.get_by_role("main").inner_text()
    wrong += look_at(manager, LOOKS[:1])
    assert wrong == []


def test_the_terminal_says_why_it_lets_somebody_not_in(mallila):
    outcome = break_glass(mallila, "aino.lehto@mallila.example")
    assert outcome.returncode == 2
    assert "Aino Lehto" in outcome.stderr
    assert not outcome.stdout
