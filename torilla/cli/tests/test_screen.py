"""`torilla screen`: what comes out, how it ends, and what it does not need."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from torilla.screening.tests.making_pictures import drawn, exif, saved

TEXT = "Hei.\nSoita: hänen tunnuksensa on 010203-9002.\n"


def run(*arguments, given=b"", **variables):
    """The command in a process of its own, without a home, a database or settings."""
    return subprocess.run(
        [sys.executable, "-m", "torilla.cli.main", "screen", *arguments],
        input=given.encode() if isinstance(given, str) else given,
        env={name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | variables,
        capture_output=True,
        timeout=60,
    )


def found(done):
    return json.loads(done.stdout)["objections"]


@pytest.fixture
def text(tmp_path):
    file = tmp_path / "julkaisu.txt"
    file.write_text(TEXT, encoding="utf8")
    return str(file)


def test_what_leena_is_about_to_publish_is_told_with_its_place(text):
    done = run("--json", text)
    (objection,) = (each for each in found(done) if each["kind"] == "identity-code")
    assert TEXT[objection["start"] : objection["end"]] == objection["text"] == "010203-9002"
    assert (objection["severity"], objection["clause"]) == ("stop", "M3")
    assert (done.returncode, "file" in objection) == (1, False)


def test_a_line_for_a_person_has_line_and_column(text):
    done = run(text)
    assert b"2:29  stop   M3  identity-code: 010203-9002" in done.stdout
    assert done.returncode == 1


def test_the_standard_input_is_read_as_a_file_is(text):
    assert found(run("--json", "-", given=TEXT)) == found(run("--json", text))


def test_nothing_found_ends_with_0():
    done = run("--json", "-", given="Kirjasto on auki kello 10.")
    assert (found(done), done.returncode) == ([], 0)
    assert run("-", given="").stdout == b"Nothing was found\n"


def test_with_several_files_each_objection_names_its_own(text, tmp_path):
    picture = tmp_path / "kuva.jpg"
    picture.write_bytes(saved(drawn(), exif=exif(gps=True)))
    told = {(each["kind"], each["file"]) for each in found(run("--json", text, str(picture)))}
    assert {("identity-code", text), ("location", str(picture))} <= told


def test_what_is_worth_less_can_be_left_out(tmp_path):
    picture = tmp_path / "kuva.jpg"
    picture.write_bytes(saved(drawn(), exif=exif(Artist="Aino Mallikas")))
    assert [each["severity"] for each in found(run("--json", str(picture)))] == ["notice"]
    done = run("--json", "--at-least", "ground", str(picture))
    assert (found(done), done.returncode) == ([], 0)


def test_ilkka_chooses_the_policy_by_its_name_by_a_file_or_by_the_setting(text, tmp_path):
    assert run("--policy", "mallila", text).returncode == 1
    assert run(text, TORILLA_POLICY="mallila").returncode == 1
    own = tmp_path / "oma.toml"
    packaged = Path("torilla/policy/guidelines/mallila.toml").read_text(encoding="utf8")
    own.write_text(packaged.replace('severity = "stop"', 'severity = "ground"'), encoding="utf8")
    assert {each["severity"] for each in found(run("--json", "--policy", str(own), text))} == {
        "ground"
    }


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ei-ole.txt"], b"There is no ei-ole.txt: check the path."),
        (["."], b". is a folder: name the files in it."),
        ([], b"Missing argument"),
        (["--policy", "atlantis", "-"], "there is no “atlantis”".encode()),
    ],
    ids=["no file", "folder", "nothing", "policy"],
)
def test_what_could_not_be_done_ends_with_2_and_a_sentence(arguments, words):
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert words in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_name_that_is_no_text_gives_json_all_the_same(tmp_path):
    files = [os.fsencode(tmp_path) + b"/" + name for name in (b"\xff\xfe.txt", b'\x1b[31m\n".txt')]
    for file in files:
        Path(os.fsdecode(file)).write_text(TEXT, encoding="utf8")
    assert len({each["file"] for each in found(run("--json", *files))}) == 2
    assert b"\x1b" not in run(*files).stdout


@pytest.mark.parametrize(
    "given",
    [b"a" * 10_000_000, "😀".encode() * 100_000, b"\xff\xfe\0\xd8", bytes(10_000), b"\xc3(" * 1000],
    ids=["10 MB of one letter", "emoji", "surrogate", "zeros", "broken"],
)
def test_whatever_comes_in_json_comes_out(given):
    done = run("--json", "-", given=given)
    assert (done.returncode, done.stderr) == (1 if found(done) else 0, b"")


def test_neither_django_nor_the_network_is_loaded(text):
    program = (
        "import sys\nfrom torilla.cli.main import main\nsys.argv = ['torilla', 'screen', sys.argv[1]]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('django', 'httpx2', 'sqlite3', 'psycopg')])"
    )
    done = subprocess.run([sys.executable, "-c", program, text], capture_output=True, timeout=60)
    assert done.stdout.splitlines()[-1] == b"[]", done


@pytest.mark.slow
def test_an_answer_to_a_short_text_takes_no_more_than_half_a_second_of_the_processor():
    def spent():
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    run("-", given=TEXT)  # compiles what was never imported
    before = spent()
    for _ in range(5):
        run("-", given=TEXT)
    assert (spent() - before) / 5 < 0.5
