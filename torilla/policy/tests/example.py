"""A whole small policy file, which the tests bend."""

from datetime import date

from torilla.policy.loader import examine

TEXT = """\
[municipality]
code = "999"
name = { fi = "Mallila", sv = "Mallila" }
website = "https://mallila.example/"
languages = ["fi"]

[document]
title = "Sosiaalisen median ohje"
language = "fi"
in_force = ""

[[history]]
body = "Kunnanhallitus"
date = 2026-03-02
section = "12"
case = ""
outcome = "approved"

[[account]]
network = "facebook"
address = "facebook.com/mallila"
kind = "umbrella"
clause = "A1"

[[clause]]
id = "C5"
where = "Mitä kanavia käytetään / loppu"
force = "shall"
gist = { fi = "Tilit ilmoitetaan.", sv = "Kontona anmäls.", en = "Accounts are reported." }
covered_by = ["rule:register.account-told"]

[[clause]]
id = "C12"
where = "Mitä kanavia käytetään / 7"
force = "should"
span = { first = "Kanavan jatkuvuus", last = "useammalle", nth = 1, fingerprint = "0123abcd" }
gist.fi = "Tili ei ole yhden ihmisen varassa."
gist.sv = "Kontot hänger inte på en enda person."
gist.en = "An account does not depend on one person."
covered_by = ["rule:register.shared-administration", "planned:opening"]

[rule."register.account-told"]
enforcement = "warn"
basis = "guideline"
holder = "head_of_unit"
days = 7

[rule."register.confirmed"]
enforcement = "remind"
basis = "added"
holder = "head_of_unit"
days = 14
interval = 180

[rule."register.kind-known"]
enforcement = "remind"
basis = "added"
holder = "communications_lead"
days = 14

[rule."register.shared-administration"]
enforcement = "warn"
basis = "guideline"
holder = "head_of_unit"
days = 14
minimum = [
  { from = 2026-01-01, value = 2, basis = "guideline" },
  { from = 2027-01-01, value = 3, basis = "added" },
]

[parameter."duties.steps"]
value = [{ days = -2, to = "holder" }, { days = 3, to = "supervisor" }]
basis = "added"

[parameter."duties.weekdays"]
value = [1, 2, 3, 4, 5]
basis = "added"

[parameter."duties.start"]
value = "08:00"
basis = "added"

[parameter."duties.end"]
value = "16:00"
basis = "added"

[parameter."register.told"]
value = ["municipal_manager"]
basis = "guideline"
note = { fi = "Ohje nimeää kaksi.", sv = "Anvisningen nämner två.", en = "The text names two." }

[parameter."stewards.named_by"]
value = "head_of_unit"
basis = "added"

[parameter."register.aims"]
value = ["information", "interaction", "influence"]
basis = "guideline"

[parameter."register.audiences"]
value = ["residents", "customers"]
basis = "guideline"

[parameter."register.purposes"]
value = ["advice"]
basis = "guideline"

[[parameter."reply.hours"]]
from = 2026-01-01
value = 48
basis = "guideline"

[[parameter."reply.hours"]]
from = 2027-01-01
value = 24
basis = "added"
"""

AUTUMN = date(2026, 9, 7)


def changed(old: str, new: str) -> str:
    """The example with one place changed."""
    assert TEXT.count(old) == 1, f"{old!r} stands {TEXT.count(old)} times in the example"
    return TEXT.replace(old, new)


def problems(text: str) -> list[str]:
    """The problems of a text, as sentences."""
    return [str(problem) for problem in examine(text, source="mallila")[1]]
