"""Every source of facts, lowest package first: what the worker keeps looking at."""

from torilla.agreements.sources import SOURCES as AGREEMENTS
from torilla.guideline.people_sources import SOURCES as PEOPLE
from torilla.register.sources import SOURCES as REGISTER

SOURCES = (*PEOPLE, *AGREEMENTS, *REGISTER)
