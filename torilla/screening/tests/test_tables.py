"""Tables as municipalities have them, and as nobody should; garbage raises one error and no other."""

import io
import json
import zipfile
from contextlib import suppress

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from torilla.screening.documents import Unreadable
from torilla.screening.formulas import guarded, unguarded
from torilla.screening.tables import TableLimits, read_table

SLOW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def book(fill, **options):
    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(content, options)
    fill(workbook, workbook.add_worksheet("Tilit"))
    workbook.close()
    return content.getvalue()


def cells(data):
    return [list(row) for _number, row in read_table(data).rows]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1252"]
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_list_is_read_in_every_encoding_and_with_every_delimiter(encoding, delimiter):
    text = f"Kanava{delimiter}Yksikkö\r\nFacebook{delimiter}Äänekosken kirjasto\r\n"
    assert cells(text.encode(encoding)) == [
        ["Kanava", "Yksikkö"],
        ["Facebook", "Äänekosken kirjasto"],
    ]


def test_a_quotation_mark_that_nobody_closed_does_not_swallow_the_rest():
    table = read_table(b'a;b\n1;"x\n' + b"2;3\n" * 50)
    assert len(table.rows) == 52
    assert "quotation mark" in table.notes[0][0]


def test_what_stands_in_the_cells_does_not_pass_for_what_parts_them():
    text = 'Kanava;Nimi;Kuvaus\nX;"a\n\tb";"c\n\td"\nX;"e\n\tf";"g\n\th"\n'
    assert cells(text.encode())[1] == ["X", "a\n\tb", "c\n\td"]
    text = 'Kanava,Nimi,Vastuu\nX,a,"Aino; Kaisa"\nX,b,"Aino; Kaisa"\nX,c,"Aino; Kaisa"\n'
    assert cells(text.encode())[1] == ["X", "a", "Aino; Kaisa"]


def test_rows_keep_the_numbers_that_the_spreadsheet_shows():
    assert [number for number, _cells in read_table(b"a;b\n\n\n1;2\n").rows] == [1, 4]


def test_a_merged_cell_stands_in_every_row_that_it_covers():
    def fill(_book, sheet):
        sheet.merge_range(0, 0, 2, 0, "Kirjasto")
        for row in range(3):
            sheet.write(row, 1, f"tili{row}")

    assert cells(book(fill)) == [["Kirjasto", f"tili{row}"] for row in range(3)]


def test_a_link_behind_a_text_is_read():
    def fill(_book, sheet):
        sheet.write_url(0, 0, "https://facebook.com/mallila", string="sivumme")

    assert cells(book(fill)) == [["sivumme https://facebook.com/mallila"]]


def test_a_formula_is_not_evaluated_and_one_without_a_value_is_said():
    def fill(_book, sheet):
        sheet.write(0, 0, "tili")
        sheet.write_formula(1, 0, '=HYPERLINK("https://x.com/mallila")', None, "arvo")
        sheet.write_formula(2, 0, "=1+1", None, "")
        sheet.write(2, 1, "muu")

    table = read_table(book(fill))
    assert [list(row) for _n, row in table.rows] == [["tili"], ["arvo"], ["", "muu"]]
    assert table.notes[0][1] == {"number": 1, "row": 3}


def test_a_telephone_number_stays_as_it_is_written():
    assert cells(book(lambda _book, sheet: sheet.write(0, 0, 358401234567))) == [["358401234567"]]


def test_a_hidden_sheet_is_passed_over():
    def fill(workbook, sheet):
        sheet.write(0, 0, "vanha")
        sheet.hide()
        other = workbook.add_worksheet("Uusi")
        other.write(0, 0, "uusi")
        other.activate()

    assert cells(book(fill)) == [["uusi"]]


def package(sheet, strings="<sst/>"):
    parts = {
        "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="A" r:id="x"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="x" Target="s.xml"/></Relationships>',
        "xl/s.xml": sheet,
        "xl/sharedStrings.xml": strings,
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return content.getvalue()


def lying():
    """A package that says its sheet is one byte long."""
    data = bytearray(package("<worksheet>" + " " * 300_000_000))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as made:
        real = made.getinfo("xl/s.xml").file_size.to_bytes(4, "little")
    return bytes(data).replace(real, (1).to_bytes(4, "little"))


def nested():
    """A workbook within a ZIP file."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        made.writestr("tilit.xlsx", package("<worksheet/>"))
    return content.getvalue()


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
HOSTILE = {
    "xml bomb": package(BOMB),
    "outer entity": package(
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'
    ),
    "wrong sizes": lying(),
    "zip in a zip": nested(),
    "zip bomb": package("<worksheet>" + " " * 300_000_000),
    "strings bomb": package(
        "<worksheet/>", "<sst>" + "<si><t>" + "a" * 20_000_000 + "</t></si></sst>"
    ),
    "merged world": package(
        '<worksheet><row r="1"><c r="A1" t="str"><v>a</v></c></row>'
        '<mergeCell ref="A1:XFD1048576"/></worksheet>'
    ),
    "no end": package('<worksheet><row r="1"><c r="A1"'),
    "not a workbook": b"PK\x03\x04" + b"\0" * 100,
    "old excel": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    "pdf": b"%PDF-1.7",
    "nothing": b"",
    "zeros": b"\0" * 10_000,
    "deep json": b'{"a":' + b"[" * 100_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence(data):
    with pytest.raises(Unreadable) as refused:
        read_table(data)
    assert str(refused.value)


def test_a_part_elsewhere_is_never_looked_for(tmp_path):
    (tmp_path / "s.xml").write_text("<worksheet/>")
    relations = (
        f'<Relationships><Relationship Id="x" Target="../../../{tmp_path}/s.xml"/></Relationships>'
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        made.writestr(
            "xl/workbook.xml", '<workbook xmlns:r="r"><sheets><sheet r:id="x"/></sheets></workbook>'
        )
        made.writestr("xl/_rels/workbook.xml.rels", relations)
        made.writestr("../../s.xml", "<worksheet/>")
    with pytest.raises(Unreadable, match="no rows"):
        read_table(content.getvalue())


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_of_10_000_columns_as_many_are_read_as_a_list_has(form):
    wide = [f"sarake {n}" for n in range(10_000)]
    data = {
        "csv": ";".join(wide).encode(),
        "json": json.dumps([dict.fromkeys(wide, "x")]).encode(),
        "xlsx": book(lambda _book, sheet: sheet.write_row(0, 0, wide)),
    }[form]
    table = read_table(data)
    assert len(table.rows[0][1]) == 60
    assert table.notes[0][1] == {"columns": 60}


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        ("Äänekoski;ä".encode("utf-16-be"), ["Äänekoski", "ä"]),
        (b"\xff\xfe" + "Äänekoski;ä".encode("utf-16-le"), ["Äänekoski", "ä"]),
        (
            ("\ufeffÄänekoski;" + "ä" * 200).encode("utf-16-le")[:-1],
            ["Äänekoski", "ä" * 199 + "\ufffd"],
        ),
        ("Ääne;".encode() + b"koski\xe4", ["Ã„Ã¤ne", "koskiä"]),
        (b"\xef\xbb\xbf" + "Ääne;x".encode(), ["Ääne", "x"]),
        ("Hinta;5 €".encode("cp1252"), ["Hinta", "5 €"]),
    ],
    ids=["UTF-16 without a mark", "UTF-16", "cut", "two encodings", "marked", "Windows"],
)
def test_letters_are_read_as_well_as_they_can_be(data, seen):
    assert cells(data) == [seen]


def test_a_file_of_200_megabytes_is_refused_without_being_read(tmp_path):
    large = tmp_path / "tilit.csv"
    with large.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(Unreadable, match="larger than 20 MB"):
        read_table(large)


def test_more_rows_than_anybody_has_are_refused():
    with pytest.raises(Unreadable, match="more than 5 rows"):
        read_table(b"a\n" * 6, limits=TableLimits(rows=5))


@SLOW
@given(st.binary(max_size=3000))
def test_garbage_is_read_or_refused_and_nothing_else(data):
    with suppress(Unreadable):
        read_table(data)


@SLOW
@given(st.integers(0, 2000), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_read_or_refused_and_nothing_else(place, noise):
    whole = book(lambda _book, sheet: sheet.write_row(0, 0, ["Kanava", "Osoite", "Yksikkö"]))
    place %= len(whole)
    with suppress(Unreadable):
        read_table(whole[:place] + noise + whole[place + len(noise) :])


LEADS = [
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "＝",
    "＋",
    "－",
    "＠",
    "\u00a0=",
    "\u200b=",
    "\ufeff=",
    " =",
    "'=",
]


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("body", ["1+1", "cmd|' /C calc'!A0", 'HYPERLINK("https://x")', ""])
def test_a_text_that_would_run_gets_an_apostrophe_and_loses_it_again(lead, body):
    text = lead + body
    assert guarded(text).startswith("'")
    assert unguarded(guarded(text)) == text


@given(st.text(max_size=30))
def test_every_text_survives_the_apostrophe(text):
    assert unguarded(guarded(text)) == text
