"""Every figure of `/metrics` with what it says; docs/reference/metrics.md is written from it.

Figures are of the installation as a whole: never of a person, a unit or an account.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Metric:
    """A gauge: read anew from the database each time somebody asks."""

    name: str
    says: str
    labels: tuple[str, ...] = ()


METRICS = (
    Metric("torilla_version", "1; the label is the installed version", ("version",)),
    Metric(
        "torilla_database_up", "1 when the database answered, else 0 (then the rest is missing)"
    ),
    Metric("torilla_worker_beat_age_seconds", "Seconds since a worker showed that it lives"),
    Metric("torilla_jobs_due", "Jobs that are due and that no worker holds"),
    Metric("torilla_jobs_oldest_due_seconds", "How long the oldest of them has been due"),
    Metric("torilla_job_failures", "How many times in a row a job has failed", ("job",)),
    Metric("torilla_feed_lag_entries", "Changes that findings and duties have not looked at yet"),
    Metric("torilla_mails", "Mails that have not been sent, by state", ("state",)),
    Metric("torilla_teams_cards", "Cards to Teams that have not been sent, by state", ("state",)),
    Metric("torilla_findings_open", "Open findings; waived ones count apart", ("waived",)),
    Metric("torilla_duties_open", "Duties that await somebody"),
    Metric("torilla_duties_overdue", "Those of them whose time is past"),
    Metric("torilla_audit_entries", "Entries in the audit log's chain"),
    Metric("torilla_disk_free_bytes", "Bytes free where TORILLA_HOME lies"),
    Metric(
        "torilla_backup_last_success_timestamp_seconds",
        "When `torilla backup` last made one whole, in seconds since 1970; missing before the first",
    ),
)
BY_NAME = {metric.name: metric for metric in METRICS}
