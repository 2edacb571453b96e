"""Each component renders what it is given, whole and escaped."""

from datetime import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

AT = datetime(2026, 11, 25, 14, 30, tzinfo=ZoneInfo("Europe/Helsinki"))


@pytest.fixture(autouse=True)
def in_finnish():
    with translation.override("fi"):
        yield


def show(markup: str, **context) -> str:
    template = engines["django"].from_string("{% load torilla %}" + compiled(markup))
    request = RequestFactory().get("/")
    given = {"shell": SimpleNamespace(clauses={}), **context}
    return " ".join(template.render(given, request).split())


def compiled(markup: str) -> str:
    from django_cotton.compiler_regex import CottonCompiler  # what its template loader does

    return CottonCompiler().process(markup)


def test_a_clause_says_where_it_stands():
    chip = show('<c-clause id="C9" place="suunnitelmallisuus" url="/c9/" />')
    assert 'href="/c9/"' in chip
    assert "Ohje: suunnitelmallisuus <b>(C9)</b>" in chip


def test_an_unknown_clause_is_no_link():
    chip = show('<c-clause id="Z1" />', shell=SimpleNamespace(clauses={}))
    assert "<a" not in chip
    assert "Z1" in chip


TASK = {
    "title": "Nimeä sijainen",
    "account": "Kirjasto <Facebook>",
    "due": AT,
    "clause": "C9",
    "place": "suunnitelmallisuus",
    "url": "/tasks/1/",
    "button": "Nimeä",
}


def test_a_task_has_one_button_that_says_what_it_does():
    row = show('<c-task :duty="d" :first="True" />', d=TASK)
    assert "Kirjasto &lt;Facebook&gt;" in row
    assert "viimeistään <time" in row
    assert row.count('class="ds-button"') == 1
    assert 'Nimeä<span class="t-hidden">: Nimeä sijainen</span>' in row


def test_a_late_task_says_so_in_words():
    row = show('<c-task :duty="d" />', d={**TASK, "late": True})
    assert "myöhässä, määräaika oli" in row
    assert 'data-variant="secondary"' in row


def test_a_task_done_in_place_is_a_small_form_with_a_token():
    row = show('<c-task :duty="d" />', d={**TASK, "act": "/tasks/1/read/"})
    assert 'method="post" action="/tasks/1/read/"' in row
    assert 'name="form_token"' in row


def test_a_finding_says_what_whose_until_when_and_what_to_do():
    finding = {
        "id": 7,
        "reason": "Sijainen puuttuu.",
        "clause": "C9",
        "place": "suunnitelmallisuus",
        "holder": "Eeva",
        "due": AT,
        "buttons": [{"label": "Nimeä sijainen", "url": "/x/", "primary": True}],
    }
    card = show('<c-finding :finding="f" />', f=finding)
    assert 'id="finding-7"' in card
    for words in ("Sijainen puuttuu.", "Eeva", "25.11.2026", "Nimeä sijainen"):
        assert words in card


def test_a_waived_finding_says_until_when():
    card = show('<c-finding :finding="f" />', f={"reason": "x", "waived_until": AT})
    assert "poikkeuslupa voimassa" in card


def test_a_refusal_gives_reason_clause_and_remedy():
    refused = SimpleNamespace(clause="C12", remedy="Käytä yhteistä osoitetta.")
    panel = show('<c-refusal :refusal="r" title="Osoite on yhden ihmisen." />', r=refused)
    assert "Osoite on yhden ihmisen." in panel
    assert "Käytä yhteistä osoitetta." in panel
    assert "C12" in panel
    assert "autofocus" in panel


class Sample(forms.Form):
    name = forms.CharField(label="Nimi", help_text="Koko nimi")
    kind = forms.ChoiceField(
        label="Laji", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, required=False
    )
    known = forms.BooleanField(label="Tiedossa", required=False)
    lock = forms.CharField(widget=forms.HiddenInput, required=False)


def test_fields_have_labels_help_and_errors_tied_to_them():
    form = show('<c-fields :form="f" />', f=Sample({"name": ""}))
    assert '<label for="id_name">Nimi</label>' in form
    assert 'aria-describedby="id_name_about"' in form
    assert 'aria-invalid="true"' in form
    assert "<legend>Laji" in form
    assert "(vapaaehtoinen)" in form
    assert '<input type="hidden" name="lock"' in form


def test_the_error_summary_leads_to_each_field():
    summary = show('<c-errors :form="f" />', f=Sample({"name": ""}))
    assert "Korjaa yksi kohta" in summary
    assert 'href="#id_name"' in summary
    assert 'tabindex="-1" autofocus' in summary


def test_no_errors_no_summary():
    assert show('<c-errors :form="f" />', f=Sample()) == ""


def test_two_writers_see_both_texts():
    rows = [
        {"label": "Nimi", "theirs": "Vanha", "yours": "Uusi", "differs": True},
        {"label": "Laji", "theirs": "A", "yours": "A", "differs": False},
    ]
    panel = show('<c-compare :compare="c" />', c={"by": "Leena", "at": AT, "rows": rows})
    assert "Leena muutti samaa kohtaa" in panel
    assert "Vanha" in panel and "Uusi" in panel
    assert "Laji" not in panel


def test_a_table_writes_its_roles_so_that_it_may_stack():
    columns = [{"label": "Tili", "sorted": "ascending", "url": "?s"}, {"label": "Tila"}]
    rows = [[{"text": "Kirjasto", "url": "/1/"}, {"text": "Käytössä", "tag": "ok"}]]
    table = show('<c-table caption="Tilit" :columns="c" :rows="r" />', c=columns, r=rows)
    for role in ("table", "rowgroup", "row", "columnheader", "rowheader", "cell"):
        assert f'role="{role}"' in table
    assert 'aria-sort="ascending"' in table
    assert 'data-label="Tila"' in table


def test_a_timeline_tells_when_and_who():
    line = show('<c-timeline :entries="e" />', e=[{"at": AT, "title": "Nimettiin", "who": "Eeva"}])
    assert "ke\xa025.11.2026 klo\xa014.30" in line.replace("ke 25", "ke\xa025") or "14.30" in line
    assert "Eeva" in line


def test_steps_show_the_one_that_is_now():
    steps = [{"title": "Yksi", "state": "done"}, {"title": "Kaksi", "state": "now", "url": "/2/"}]
    shown = show('<c-steps :steps="s" />', s=steps)
    assert shown.count('aria-current="step"') == 1


def test_tag_strip_empty_message_head_and_pages():
    assert "Käytössä" in show('<c-tag kind="ok">Käytössä</c-tag>')
    strip = show('<c-strip :strip="s" />', s={"kind": "demo", "word": "Demo", "text": "Keksitty."})
    assert "<b>Demo</b> Keksitty." in strip
    assert "Ei mitään" in show('<c-empty title="Ei mitään" />')
    assert "Tallennettu." in show('<c-message kind="success">Tallennettu.</c-message>')
    assert "<h1>Tilit</h1>" in show('<c-head title="Tilit" />')
    page = Paginator(range(30), 10).page(2)
    assert "Sivu 2/3" in show('<c-pages :page="p" />', p=page)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "ke\xa025.11.2026 klo\xa014.30"),
        ("sv", "ons\xa025.11.2026 kl.\xa014.30"),
        ("en", "Wed\xa025.11.2026, 14.30"),
    ],
)
def test_a_moment_is_written_the_same_way_in_every_language(language, words):
    with translation.override(language):
        template = engines["django"].from_string("{% load torilla %}{{ at|moment }}")
        assert template.render({"at": AT}) == words
