import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from torilla.core.command import NotAllowed, Refused
from torilla.guideline.commands.end_waiver import end_waiver
from torilla.guideline.commands.evaluate import evaluate
from torilla.guideline.commands.grant_waiver import grant_waiver
from torilla.guideline.commands.load_document import load_document
from torilla.guideline.commands.load_policy import load_policy
from torilla.guideline.commands.record_handling import record_handling
from torilla.guideline.commands.set_in_force import set_in_force
from torilla.guideline.models import Binding, Document, Finding, Handling, Look, PolicyFile
from torilla.guideline.policies import current_policy
from torilla.guideline.queries import clauses_as_json, in_force_since, stale_clauses
from torilla.guideline.sources import POLICY
from torilla.policy import packaged

DAY = timedelta(days=1)


@pytest.fixture
def document():
    """Mallila's own guideline, as text."""
    from importlib import resources

    return (resources.files("torilla.policy") / "guidelines/mallila.fi.txt").read_bytes()


@pytest.fixture
def finding(policy, people, monday):
    people.supervised = {1: False}
    return evaluate(people.source, None, monday).opened[0]


def load(document, actor, now, **more):
    return load_document(actor=actor, name="ohje.txt", content=document, now=now, **more)


def waive(finding, actor, now, days=5):
    until = (now + days * DAY).date()
    return grant_waiver(actor=actor, finding=finding, reason="Moves", until=until, now=now)


def test_the_newest_policy_is_in_force(policy, leena, monday):
    text = packaged("mallila").replace("interval = 180", "interval = 90")
    changed = text if text != packaged("mallila") else text + "\n"
    load_policy(actor=leena, name="mallila-2", text=changed, now=monday + DAY)
    assert current_policy(monday).id == "mallila"
    assert current_policy(monday + DAY).id == "mallila-2"
    assert PolicyFile.objects.count() == 2


def test_a_policy_with_problems_is_refused_with_each_of_them(policy, leena, monday):
    text = packaged("mallila").replace('enforcement = "warn"', 'enforcement = "shout"')
    with pytest.raises(Refused) as refused:
        load_policy(actor=leena, name="bad", text=text, now=monday)
    assert str(refused.value.remedy).count("\n") >= 1
    assert current_policy(monday).id == "mallila"


def test_the_same_policy_is_not_loaded_twice(policy, leena, monday):
    with pytest.raises(Refused):
        load_policy(actor=leena, name="again", text=packaged("mallila"), now=monday + DAY)


def test_aino_may_not_load_a_policy(policy, aino, monday):
    with pytest.raises(NotAllowed):
        load_policy(actor=aino, name="own", text="", now=monday)


def test_the_files_history_is_kept_once(policy, leena, monday):
    count = Handling.objects.count()
    assert count == len(policy.history) > 0
    load_policy(actor=leena, name="b", text=packaged("mallila") + "\n", now=monday + DAY)
    assert Handling.objects.count() == count


def test_every_clause_is_found_in_the_municipalitys_document(policy, document, leena, monday):
    loaded = load(document, leena, monday)
    states = set(loaded.bindings.values_list("state", flat=True))
    assert states == {Binding.State.BOUND}
    first = clauses_as_json(monday)[0]
    assert first["text"] and first["stale"] is False


def test_a_changed_text_lists_the_stale_clause(policy, document, leena, monday):
    binding = load(document, leena, monday).bindings.exclude(text="").first()
    words = binding.text.split()
    middle = words[len(words) // 2]
    changed = document.decode().replace(middle, f"{middle} muutettu", 1)
    changed = changed if binding.text not in changed else changed.replace(binding.text, "x")
    load(changed.encode(), leena, monday + DAY)
    assert stale_clauses()


def test_another_document_is_refused_unless_confirmed(policy, leena, monday):
    other = ("Pysäköintiohje. " * 50).encode()
    with pytest.raises(Refused, match="0"):
        load(other, leena, monday)
    assert not Document.objects.exists()
    assert load(other, leena, monday, force=True).bindings.filter(state="missing").exists()


def test_what_is_no_document_is_refused_in_a_sentence(policy, leena, monday):
    with pytest.raises(Refused) as refused:
        load(b"", leena, monday)
    assert refused.value.field == "file"


def test_nothing_is_read_for_one_who_may_not_load(policy, aino, monday):
    with pytest.raises(NotAllowed):
        load(b"", aino, monday)


def test_a_new_policy_finds_its_clauses_in_the_old_document(policy, document, leena, monday):
    loaded = load(document, leena, monday)
    load_policy(actor=leena, name="b", text=packaged("mallila") + "\n", now=monday + DAY)
    assert loaded.bindings.filter(state="bound").count() == len(policy.clauses)


def test_the_councils_outcome_is_completed(policy, martti, monday):
    row = Handling.objects.create(body="Kunnanvaltuusto", date="2022-06-14", section="37")
    given = {"body": row.body, "day": row.date, "section": "37", "case_number": ""}
    record_handling(actor=martti, handling=row, outcome="approved", now=monday, **given)
    row.refresh_from_db()
    assert row.get_outcome_display() and row.outcome == "approved"


@pytest.mark.parametrize("day", ["2022-13", "2022-02-30", "soon", "2099"])
def test_a_day_that_is_none_is_refused(policy, martti, monday, day):
    with pytest.raises(Refused):
        record_handling(
            actor=martti, body="x", day=day, section="", outcome="", case_number="", now=monday
        )


def test_the_municipality_says_since_when_it_is_in_force(policy, martti, monday):
    set_in_force(actor=martti, since=(monday - DAY).date(), now=monday)
    set_in_force(actor=martti, since=monday.date(), now=monday)
    assert in_force_since() == monday.date()


def test_ritva_excuses_until_a_day(finding, people, ritva, monday):
    waiver = waive(finding, ritva, monday)
    evaluate(people.source, [1], monday)
    finding.refresh_from_db()
    assert finding.waiver == waiver and finding.closed_at is None
    assert Look.objects.get(source="test.people").next_look_at == waiver.until
    evaluate(people.source, [1], waiver.until)
    finding.refresh_from_db()
    assert finding.waiver is None


def test_leena_may_not(finding, leena, monday):
    with pytest.raises(NotAllowed):
        waive(finding, leena, monday)


@pytest.mark.parametrize("days", [-1, 400])
def test_a_day_past_or_too_far_is_refused(finding, ritva, monday, days):
    with pytest.raises(Refused) as refused:
        waive(finding, ritva, monday, days)
    assert refused.value.field == "until"


def test_what_a_law_stops_cannot_be_waived(finding, ritva, monday):
    finding.enforcement, finding.basis = "block", "law:434/2003 28 §"
    with pytest.raises(Refused):
        waive(finding, ritva, monday)


def test_one_waiver_at_a_time_and_it_ends_once(finding, ritva, monday):
    waiver = waive(finding, ritva, monday)
    with pytest.raises(Refused):
        waive(finding, ritva, monday + DAY)
    end_waiver(actor=ritva, waiver=waiver, now=monday + DAY)
    with pytest.raises(Refused):
        end_waiver(actor=ritva, waiver=waiver, now=monday + 2 * DAY)


def test_the_day_on_which_a_number_changes_is_waited_for(policy, leena, monday):
    text = packaged("mallila")
    parts = ["{ from = 2026-01-01, value = 1 }", "{ from = 2027-01-01, value = 2 }"]
    new = re.sub(r"^minimum = .*$", f"minimum = [{', '.join(parts)}]", text, count=1, flags=re.M)
    assert new != text
    load_policy(actor=leena, name="dated", text=new, now=monday)
    moment = Look.objects.get(source=POLICY).next_look_at
    assert timezone.localdate(moment) == date(2027, 1, 1)


def test_a_finding_belongs_to_its_unit_and_those_above(policy, library, monday):
    finding = Finding(unit=library)
    assert library.pk in finding.belongs_to(monday).units
    assert library.parent.parent_id in finding.belongs_to(monday).units
