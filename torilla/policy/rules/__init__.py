"""The rules, one module a subject. Importing this package fills `RULES`."""

from torilla.policy.rules import agreements as agreements
from torilla.policy.rules import media as media
from torilla.policy.rules import openings as openings
from torilla.policy.rules import people as people
from torilla.policy.rules import register as register
from torilla.policy.rules import stewards as stewards
