"""`python -m tests.faults.plant PASSWORD`: give Aino and Kaisa every secret the program can give.

Prints them by kind as JSON: what stands on a page or in a cookie once, and nowhere else ever.
"""

import json
import sys

import django

django.setup()

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes  # noqa: E402
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: E402
from django.utils import timezone  # noqa: E402

from tests.faults.prepare import session  # noqa: E402
from torilla.api.commands.make_token import make_token  # noqa: E402
from torilla.core.actors import SYSTEM  # noqa: E402
from torilla.duties.commands.renew_calendar import renew_calendar  # noqa: E402
from torilla.people.commands.invite import invite  # noqa: E402
from torilla.people.commands.make_set_up_link import make_set_up_link  # noqa: E402
from torilla.people.models import Person  # noqa: E402


def named(first: str) -> Person:
    return Person.objects.get(name__startswith=f"{first} ")


def main(password: str) -> None:
    now, aino, kaisa = timezone.now(), named("Aino"), named("Kaisa")
    aino.set_password(password)
    aino.save()
    totp = generate_totp_secret()
    TOTP.activate(aino, totp)
    Person.objects.filter(pk=kaisa.pk).update(is_active=True)
    kaisa.refresh_from_db()
    key = make_token(
        actor=aino, person=aino, name="Ohjelma", scopes=["register:read"], days=9, now=now
    )
    found = {
        "one-time secret": [totp],
        "recovery code": RecoveryCodes.activate(aino).get_unused_codes(),
        "calendar": [renew_calendar(actor=aino, person=aino, now=now)],
        "set-up link": [make_set_up_link(now=now)],
        "invitation": [invite(actor=SYSTEM, person=kaisa, now=now).token],
        "key of a program": [key.secret],
        "session": [session(person) for person in Person.objects.all()],
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
