"""Many writers at once leave no gap and no fork, many workers never get the same row."""

import subprocess

import pytest

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]


def said(processes):
    answers = [process.communicate(timeout=120) for process in processes]
    assert all(process.returncode == 0 for process in processes), answers
    return [out.strip() for out, _ in answers]


def test_four_processes_that_record_leave_no_gap_and_no_fork(scratch):
    said([scratch.start("write", name, "100") for name in ("aino", "eeva", "kaisa", "jussi")])

    assert scratch.run("look")[1] == "True 400 0"


def test_writers_that_are_killed_leave_a_whole_chain(scratch):
    writers = [scratch.start("write", name, "100000") for name in ("aino", "eeva")]
    for writer in writers:
        with pytest.raises(subprocess.TimeoutExpired):
            writer.wait(timeout=2)
        writer.kill()
        writer.communicate(timeout=60)

    assert scratch.run("look")[1].startswith("True ")


def test_four_workers_never_claim_the_same_row(scratch):
    scratch.run("make_jobs", "60")

    claimed = said([scratch.start("claim", name) for name in ("a", "b", "c", "d")])

    ids = [one for line in claimed for one in line.split()]
    assert len(ids) == len(set(ids)) == 60


def test_four_workers_run_a_job_that_is_due_once(scratch):
    ran = said([scratch.start("work_at", "0") for _ in range(4)])

    assert sorted(ran) == ["0", "0", "0", "1"]
    assert scratch.run("look")[1] == "True 1 0"


def test_a_job_whose_worker_was_killed_runs_when_the_lease_has_run_out(scratch):
    assert scratch.run("work_at", "0", TORILLA_CRASH_AT="work.claimed")[0] == -9

    assert scratch.run("work_at", "60")[1] == "0"
    assert scratch.run("work_at", "91")[1] == "1"
    assert scratch.run("look")[1] == "True 1 0"


def test_a_job_killed_before_it_said_so_runs_again(scratch):
    assert scratch.run("work_at", "0", TORILLA_CRASH_AT="work.done-unrecorded")[0] == -9

    assert scratch.run("work_at", "91")[1] == "1"
    assert scratch.run("look")[1] == "True 2 0"
