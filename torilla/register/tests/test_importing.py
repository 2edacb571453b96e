"""A municipality's own list of accounts, told one row at a time."""

import pytest

from torilla.core.actors import SYSTEM
from torilla.core.models import AuditEntry
from torilla.duties.commands.reevaluate import reevaluate
from torilla.duties.models import Notice
from torilla.guideline.models import Finding
from torilla.people.importing.handling import Correction, draft, prepare, redrafted
from torilla.register.commands.change_account import change_account
from torilla.register.commands.import_rows import begin_import, import_rows
from torilla.register.commands.read_rows import correct_rows, read_rows
from torilla.register.importing.accounts import Accounts
from torilla.register.importing.comparing import IS_OPENED
from torilla.register.models import Account, Stewardship
from torilla.register.queries import record_of
from torilla.register.sources import ACCOUNTS
from torilla.screening.tables import Table

pytestmark = pytest.mark.django_db


def table(*rows):
    return Table(tuple((number, tuple(row)) for number, row in enumerate(rows, 1)))


def judged(now, *rows):
    return draft(Accounts(), table(*rows), file_name="tilit.csv", now=now).judged


def written(now, *rows, by=SYSTEM, answers=None):
    """The rows read, corrected and written by somebody."""
    kind = Accounts()
    made = draft(kind, table(*rows), file_name="tilit.csv", now=now)
    imported = read_rows(actor=by, draft=made, now=now)
    if answers:
        made = redrafted(kind, imported, Correction(choices=answers), now)
        imported = correct_rows(actor=by, imported=imported, version=1, draft=made, now=now)
    imported = begin_import(actor=by, imported=imported, version=imported.version, now=now)
    prepare(kind, imported, now)
    while import_rows(actor=by, imported=imported, kind=kind, now=now):
        pass
    imported.refresh_from_db()
    return imported


def test_leena_imports_an_account_with_its_people(policy, leena, aino, library, monday):
    written(
        monday,
        ("Kanava", "Osoite", "Yksikkö", "Päävastuullinen", "Tila"),
        ("Facebook", "www.facebook.com/MallilanKirjasto/", "kirjasto", "Aino", "käytössä"),
        by=leena,
    )
    account = Account.objects.get(network="facebook", handle="mallilankirjasto")
    record = record_of(account)
    assert (record.unit, record.state, record.changed_by) == (library, "active", leena)
    assert Stewardship.objects.get(account=account).person == aino


def test_what_a_list_does_not_tell_of_stays(facebook, leena, eeva, monday):
    version = record_of(facebook).pk
    change_account(
        actor=eeva, account=facebook, version=version, changes={"plan": "vk 50"}, now=monday
    )
    written(
        monday, ("Kanava", "Osoite", "Nimi"),
        ("Facebook", "facebook.com/mallilankirjasto", "Mallilan kirjasto"), by=leena,
    )  # fmt: skip
    record = record_of(facebook)
    assert (record.name, record.plan) == ("Mallilan kirjasto", "vk 50")


def test_who_stands_in_a_list_acts_already_and_is_asked_to_agree(policy, aino, monday):
    rows = ("Kanava", "Tili", "Päävastuullinen"), ("Facebook", "mallila", "Aino")
    written(monday, *rows)
    stewardship = Stewardship.objects.get()
    assert stewardship.from_before and stewardship.agreement is None
    reevaluate(ACCOUNTS, None, monday)
    rules = set(Finding.objects.filter(closed_at=None).values_list("rule", flat=True))
    assert "stewards.agreement-before" in rules and "register.lead-named" not in rules


@pytest.mark.parametrize("word", ["opening", "avattavana"])
def test_a_list_opens_no_account(policy, monday, word):
    (one,) = judged(monday, ("Kanava", "Tili", "Tila"), ("Facebook", "mallila", word))
    assert one.verdict == "new"
    assert [note[0] for note in one.notes] == [IS_OPENED]
    written(monday, ("Kanava", "Tili", "Tila"), ("Facebook", "mallila", word))
    assert record_of(Account.objects.get()).state == "active"


def test_a_misspelt_network_is_asked_and_the_other_rows_go_on(policy, monday):
    one, two = judged(
        monday,
        ("Kanava", "Tili"),
        ("Fasebook", "mallila"),
        ("Instagram", "mallila"),
    )
    assert (one.verdict, two.verdict) == ("unclear", "new")
    assert one.questions[0].suggestion == "facebook"
    assert one.notes[0][1] == {"given": "Fasebook", "network": "Facebook"}


def test_one_answer_settles_every_row_with_the_same_misspelling(policy, monday):
    done = written(
        monday,
        ("Kanava", "Tili"),
        ("Fasebook", "mallila"),
        ("FASEBOOK", "mallilankirjasto"),
        answers={"network": {"fasebook": "facebook"}},
    )
    assert done.state == "done"
    assert Account.objects.filter(network="facebook").count() == 2


def test_two_names_of_one_network_are_one_account(policy, monday):
    one, two = judged(
        monday,
        ("Kanava", "Tili"),
        ("Twitter", "mallila"),
        ("X", "@Mallila"),
    )
    assert (one.verdict, two.verdict) == ("new", "twice")
    assert two.notes[0][1] == {"number": 2}


def test_a_note_beside_the_address_is_said_and_left_out(policy, monday):
    (one,) = judged(monday, ("Osoite",), ("https://facebook.com/mallila (kysy Ainolta)",))
    assert one.verdict == "new"
    assert one.title == "https://facebook.com/mallila"
    assert one.notes[0][1] == {"rest": "kysy Ainolta"}


def test_an_address_on_another_network_than_the_row_says_is_asked(policy, monday):
    (one,) = judged(monday, ("Kanava", "Osoite"), ("Instagram", "https://facebook.com/mallila"))
    assert one.verdict == "unclear"
    assert one.questions[0].about == "mismatch"


def test_what_the_register_has_already_is_left_alone(facebook, monday):
    (one,) = judged(
        monday,
        ("Kanava", "Osoite", "Omistaja"),
        ("facebook", "facebook.com/mallilankirjasto", "Kirjasto"),
    )
    assert one.verdict == "same"


def test_a_change_is_told_before_and_after(facebook, monday):
    (one,) = judged(
        monday,
        ("Osoite", "Sähköposti"),
        ("facebook.com/mallilankirjasto", "Kirjasto@mallila.example"),
    )
    assert one.verdict == "change"
    assert one.changes == [("role_address", "", "kirjasto@mallila.example")]


def test_an_unknown_owner_stays_open_and_is_asked(policy, library, monday):
    (one,) = judged(monday, ("Osoite", "Yksikkö"), ("facebook.com/mallila", "Kirjato"))
    assert one.verdict == "new"
    assert one.questions[0].suggestion == str(library.pk)


def test_an_unreadable_row_says_why(policy, monday):
    one, two = judged(
        monday, ("Osoite", "Nimi"), ("https://tuntematon.example/x", "?"), ("", "Yhteensä 40")
    )
    assert (one.verdict, two.verdict) == ("unreadable", "unreadable")
    assert one.notes and two.notes


def test_the_whole_file_is_told_in_one_notice(policy, martti, monday):
    before = Notice.objects.count()
    written(
        monday,
        ("Osoite",),
        *((f"facebook.com/mallila{n}",) for n in range(600)),
        by=martti,
    )
    assert Account.objects.count() == 600
    assert Notice.objects.count() == before + 1
    assert AuditEntry.objects.filter(action="register.account.added").count() == 600


def test_closing_by_a_list_ends_every_right(facebook, aino, monday):
    Stewardship.objects.create(account=facebook, person=aino, role="lead", since=monday)
    written(monday, ("Osoite", "Tila"), ("facebook.com/mallilankirjasto", "poistettu"))
    assert record_of(facebook).state == "closed"
    assert not Stewardship.objects.open().exists()


def test_what_came_meanwhile_is_not_written_twice(policy, monday):
    kind = Accounts()
    made = draft(kind, table(("Osoite",), ("facebook.com/mallila",)), file_name="a", now=monday)
    imported = read_rows(actor=SYSTEM, draft=made, now=monday)
    imported = begin_import(actor=SYSTEM, imported=imported, version=1, now=monday)
    written(monday, ("Osoite",), ("facebook.com/mallila",))
    prepare(kind, imported, monday)
    import_rows(actor=SYSTEM, imported=imported, kind=kind, now=monday)
    imported.refresh_from_db()
    assert (imported.overtaken, Account.objects.count()) == ([2], 1)
