"""In CI a skipped test is a failure.

`make test` installs what the tests need, so nothing may be passed over.
Loaded by the root conftest.py as a pytest plugin.
"""

import os

import pytest

_skipped: list[str] = []


def _note(report: pytest.TestReport | pytest.CollectReport) -> None:
    # A test that is expected to fail is reported as skipped too, but it ran.
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        _skipped.append(f"{report.nodeid}: {reason}")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    _note(report)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    _note(report)


def _counts() -> bool:
    return bool(_skipped) and os.environ.get("CI") == "true"


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _counts():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _counts():
        terminalreporter.section("skipped, which fails in CI")
        for line in _skipped:
            terminalreporter.line(line)
