"""What is kept of applications, and for how long."""

from datetime import timedelta

import pytest

from torilla.core import audit
from torilla.core.models import AuditEntry
from torilla.openings.commands.forget_ended import KEPT, forget_ended
from torilla.openings.held import exported
from torilla.openings.models import Application, Attachment, AttachmentBytes, Check, Decision
from torilla.openings.tests.support import applied, whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended(policy, library, eeva, aino, kaisa, monday):
    """Aino's application with a file, declined long ago."""
    application = applied(library, aino, monday - KEPT, answers=whole(eeva, aino, kaisa))
    file = Attachment.objects.create(
        application=application, name="kysely.pdf", kind="pdf", size=1, sha256="0",
        added_by=aino, added_at=monday - KEPT,
    )  # fmt: skip
    AttachmentBytes.objects.create(attachment=file, content=b"%PDF-")
    application.state, application.ended_at = "declined", monday - KEPT - timedelta(seconds=1)
    application.save()
    return application


def test_what_came_to_nothing_loses_its_words_and_files_after_two_years(ended, aino, monday):
    assert forget_ended(monday) == 1
    ended.refresh_from_db()
    assert ended.umbrella == "" and not AttachmentBytes.objects.exists()
    assert ended.sections.get(number=1).answers == {}
    assert ended.sections.get(number=3).answers == {"lead": aino.pk, "hours": "3"}
    assert ended.title == "Kirjaston Instagram"


def test_it_is_done_once_and_told_in_the_log(ended, monday):
    forget_ended(monday)
    assert forget_ended(monday + timedelta(days=1)) == 0
    assert AuditEntry.objects.filter(action="openings.application.emptied").count() == 1


def test_until_then_it_stays(ended, monday):
    assert forget_ended(monday - timedelta(days=1)) == 0
    assert Attachment.objects.exists()


def test_an_account_that_was_opened_keeps_its_application(ended, monday):
    Application.objects.update(state="opened")
    assert forget_ended(monday) == 0


def test_the_export_tells_what_one_applied_for(ended, aino, kaisa):
    told = exported(aino)
    assert [each["title"] for each in told["applications"]] == ["Kirjaston Instagram"]
    assert [each["name"] for each in told["attachments"]] == ["kysely.pdf"]
    assert exported(kaisa) == {"applications": [], "attachments": [], "decisions": []}


def test_the_export_tells_what_one_decided_or_is_asked(ended, eeva, monday):
    Decision.objects.create(
        application=ended, round=1, step=1, decider="supervisor", person=eeva, decided_by=eeva,
        outcome="declined", decided_at=monday,
    )  # fmt: skip
    [told] = exported(eeva)["decisions"]
    assert (told["application"], told["outcome"]) == ("Kirjaston Instagram", "declined")


def test_reasons_beside_the_log_and_in_the_checklist_go_too(ended, aino, monday):
    audit.record(ended, "openings.set_up.noted", actor=aino, at=monday, personal={"reason": "Aino"})
    Check.objects.create(application=ended, item="name", reason="Aino", done_at=monday)
    forget_ended(monday)
    assert audit.holding("Aino") == [] and ended.checks.get().reason == ""
