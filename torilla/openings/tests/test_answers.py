"""From a form to what is kept, and back; the names of files."""

import io
import zipfile

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from torilla.openings.answers import flat, gathered, is_page, number
from torilla.openings.files import kind_of, safe_name
from torilla.openings.forms import SectionForm
from torilla.openings.question import LINE, Kind
from torilla.openings.questions import MEASURES, SECTIONS
from torilla.people.models import Person

PEOPLE = [Person(pk=pk, name=f"Henkilö {pk}") for pk in range(1, 6)]
PKS = [person.pk for person in PEOPLE]
TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00\r", exclude_categories=["Cs"]), max_size=200
).map(str.strip)  # fmt: skip


def answer_to(question):
    """Any answer that a form can give to the question."""
    keys = list(question.choices or {})
    line = {"goal": TEXT, "measure": TEXT, "kind": st.sampled_from(["", *MEASURES])}
    return {
        Kind.CHOICE: st.sampled_from(["", *keys]),
        Kind.YES: st.sampled_from(["", *keys]),
        Kind.CHOICES: st.lists(st.sampled_from(keys or ["x"]), unique=True),
        Kind.PERSON: st.sampled_from([None, *PKS]),
        Kind.PERSONS: st.lists(st.sampled_from(PKS), unique=True),
        Kind.LINES: st.lists(st.fixed_dictionaries(line).filter(lambda x: any(x.values()))),
    }.get(question.kind, TEXT)


def answers_to(section):
    answers = st.fixed_dictionaries({q.key: answer_to(q) for q in section.questions})
    return answers.map(lambda a: {k: v for k, v in a.items() if v not in ("", None, [])})


ANY = st.sampled_from(SECTIONS).flatmap(lambda s: st.tuples(st.just(s), answers_to(s)))


def sent(section, answers):
    """What a browser sends of a form that shows these answers."""
    data = QueryDict(mutable=True)
    data.update({"version": "0", "ready": "no"})
    for name, value in flat(section, answers).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


@given(ANY)
def test_what_is_kept_comes_back_from_the_form_as_it_was(given_):
    section, answers = given_
    form = SectionForm(
        sent(section, answers), section=section, answers=answers, version=0, ready=False,
        people=PEOPLE,
    )  # fmt: skip
    assert form.is_valid(), form.errors
    assert form.answers() == answers


@given(ANY)
def test_fields_and_answers_are_the_same_told_twice(given_):
    section, answers = given_
    assert gathered(section, flat(section, answers)) == answers


def test_a_question_is_asked_under_one_key_in_all_nine_sections():
    keys = [question.key for section in SECTIONS for question in section.questions]
    assert len(keys) == len(set(keys))


def test_every_question_has_its_sentence_and_two_examples():
    for section in SECTIONS:
        for question in section.questions:
            assert all((question.label, question.why, question.good, question.poor))


def test_a_line_of_section_eight_has_the_three_parts():
    fields = flat(SECTIONS[7], {})
    assert {name.rpartition("_")[2] for name in fields} == set(LINE)


@pytest.mark.parametrize(
    "text, hours",
    [
        ("3", 3),
        ("2,5", 2.5),
        ("3 h", 3),
        ("4 t", 4),
        ("3-4", None),
        ("viikoittain", None),
        ("999", None),
    ],
)
def test_hours_are_read_as_people_write_them(text, hours):
    assert number(text) == hours


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "mallila", "http://", "http://[x", "ftp://a.b"]
)
def test_what_is_no_page_is_told(text):
    assert not is_page(text)


@pytest.mark.parametrize(
    "name, safe",
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\temp\\suunnitelma.pdf", "suunnitelma.pdf"),
        ("kuva\u202egnp.exe", "kuvagnp.exe.pdf"),
        ('a"\r\nSet-Cookie: x.pdf', "aSet-Cookie x.pdf"),
        ("", "liite.pdf"),
        ("....pdf", "liite.pdf"),
        ("ä" * 300, "ä" * 120 + ".pdf"),
    ],
)
def test_a_hostile_name_becomes_harmless(name, safe):
    assert safe_name(name, "pdf") == safe


def archive(*names):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    "content, kind",
    [
        (b"%PDF-1.4", "pdf"),
        (b"\x89PNG\r\n\x1a\nx", "png"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        ("Pelkkää tekstiä".encode(), "txt"),
        (archive("[Content_Types].xml", "word/document.xml"), "docx"),
        (archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), None),
        (archive("[Content_Types].xml", "xl/workbook.xml"), None),
        (b"<svg onload=x>", None),
        (b"  <!DOCTYPE html>", None),
        (b"#!/bin/sh", None),
        (b"a\x00b", None),
        (b"\xff\xfe\x00", None),
        (b"", None),
    ],
)
def test_a_file_is_what_its_bytes_say(content, kind):
    assert kind_of(content) == kind
