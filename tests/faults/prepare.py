"""`python -m tests.faults.prepare`: fill an empty home with Mallila, for faults to happen to.

Everybody may be told of their duties at any hour, so that mail goes whenever the tests run. The last
thing that happened is not looked at yet: Kaisa is away, as Aino is, so nobody covers the library.
Prints the session of each person by first name.
"""

import json
from datetime import time

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.utils import timezone  # noqa: E402

from torilla.config.start import initialise  # noqa: E402
from torilla.core.actors import SYSTEM  # noqa: E402
from torilla.people.commands.note_absence import note_absence  # noqa: E402
from torilla.people.models import Absence, DutyTime, Person  # noqa: E402
from torilla.people.sessions import SessionStore  # noqa: E402

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def session(person: Person) -> str:
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = BACKEND
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return store.session_key


def main() -> None:
    now = timezone.now()
    initialise(now=now)
    DutyTime.objects.bulk_create(
        DutyTime(person=person, weekday=day, starts=time(), ends=time())
        for person in Person.objects.all()
        for day in range(7)
    )
    aino = Absence.objects.get()
    kaisa = Person.objects.get(name__startswith="Kaisa")
    note_absence(
        actor=SYSTEM, person=kaisa, first_day=aino.first_day, last_day=aino.last_day, now=now
    )
    found = {person.name.split()[0]: session(person) for person in Person.objects.all()}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
