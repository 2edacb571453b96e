import os
import signal

import pytest

from torilla.core import processes


@pytest.fixture
def child_of(monkeypatch):
    """Whether a process with this parent stops at once, told that it was started by `started_by`."""

    def stops(parent, *started_by):
        told = []
        monkeypatch.setattr(processes._libc, "prctl", lambda *_how: 0)
        monkeypatch.setattr(os, "getppid", lambda: parent)
        monkeypatch.setattr(os, "kill", lambda _pid, number: told.append(number))
        processes.die_with_parent(*started_by)
        return told == [signal.SIGTERM]

    return stops


def test_a_child_whose_parent_is_gone_already_stops(child_of):
    assert child_of(1) and child_of(1, 4711)


def test_a_child_whose_parent_lives_goes_on(child_of):
    assert not child_of(4711) and not child_of(4711, 4711)


def test_a_supervisor_that_is_process_one_keeps_its_children(child_of):
    assert not child_of(1, 1)
