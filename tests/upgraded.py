"""`python -m tests.upgraded`: open the main pages of an upgraded home as Leena; JSON of path → status.

Also whether the secret of her second step is still read, and what the public check says.
"""

import json

import django

django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402
from django.test import Client  # noqa: E402

from torilla.core import crypto  # noqa: E402
from torilla.people.models import Person  # noqa: E402
from torilla.register.models import Account  # noqa: E402

PATHS = (
    "/", "/tasks/", "/tasks/?of=others", "/accounts/", "/accounts/import/", "/people/", "/units/",
    "/positions/", "/guideline/", "/guideline/clauses/", "/guideline/findings/",
    "/guideline/waivers/", "/mail/", "/audit/", "/settings/", "/settings/notices/", "/restored/",
)  # fmt: skip


def main() -> None:
    leena = Person.objects.get(name="Leena Mäki")
    client = Client(headers={"host": "localhost"}, raise_request_exception=True)
    client.force_login(leena)
    paths = [*PATHS, f"/people/{leena.pk}/"]
    for account in Account.objects.order_by("pk"):
        paths += [f"/accounts/{account.pk}/", f"/accounts/{account.pk}/history/"]
    secret = Authenticator.objects.get(user=leena).data["secret"]
    pages = {path: client.get(path).status_code for path in paths}
    print(json.dumps({"pages": pages, "secret": crypto.decrypt(secret)}))


if __name__ == "__main__":
    main()
