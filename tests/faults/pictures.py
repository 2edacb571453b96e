"""What a kill leaves of a picture that Leena was adding, and what becomes of that."""

import os
from http.client import HTTPConnection, HTTPException

import pytest

from tests.faults.site import CSRF, Broke, until
from torilla.media.tests.making import from_phone

SAID = {"title": "Kesäkonsertti", "alternative": "Kuoro laulaa.", "right": "own", "unit": ""}
BOUNDARY = "the-end-of-a-part"


def add_picture(site, token, content=None, who="Leena"):
    """The status and where it leads, as the form without a script is sent."""
    fields = SAID | {"csrfmiddlewaretoken": CSRF, "form_token": token}
    body = b"".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    )
    body += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n'.encode()
    body += b"Content-Type: image/jpeg\r\n\r\n" + (content or from_phone())
    body += f"\r\n--{BOUNDARY}--\r\n".encode()
    headers = {
        "Cookie": f"sessionid={site.sessions[who]}; csrftoken={CSRF}",
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
    }
    connection = HTTPConnection("127.0.0.1", site.port, timeout=60)
    try:
        connection.request("POST", "/media/add/", body, headers)
        answer = connection.getresponse()
        answer.read()
    except (OSError, HTTPException) as error:
        raise Broke("/media/add/") from error
    finally:
        connection.close()
    return answer.status, answer.getheader("Location", "")


def kept(site):
    """The files of the store, without those that are still coming in."""
    media = site.home / "media"
    return [each for name in ("originals", "shown") for each in media.joinpath(name).glob("??/*")]


def adding(site, point, _empty):
    """The web server dies between the files and their row: nothing is in the library, and what lies in the
    store goes after a day; the same form sent again adds it once."""
    there, rows = set(kept(site)), site.count("media_asset")
    web = site.web(TORILLA_CRASH_AT=point)
    with pytest.raises(Broke):
        add_picture(site, "leena's form")
    site.end()
    assert web.returncode is not None
    lost = set(kept(site)) - there
    assert site.count("media_asset") == rows and len(lost) == 4

    for each in lost:  # a day and more passes
        os.utime(each, (0, 0))
    site.start()
    until(lambda: not lost & set(kept(site)))
    for _again in range(2):
        assert add_picture(site, "leena's form")[0] == 302
    assert site.count("media_asset") == rows + 1
    assert set(kept(site)) - there == lost
    site.whole()
