"""From a phone into the library, also over a connection that breaks; by keyboard, and without a script."""

import base64
import hashlib
import io
import time

import pytest
from PIL import Image

from tests.journeys.hands import heading, press, said, sign_in
from torilla.media.tests.making import from_phone, scene

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AINO, EEVA = "aino.lehto@mallila.example", "eeva.salmi@mallila.example"
BEYOND_TYPING = 20
"""Seconds in which a picture is in the library with its right (issue 5)."""


def as_chosen(content, name="IMG_2031.jpg"):
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def choose(page, content):
    page.goto("/media/add/")
    page.get_by_label("Kuva tai video").set_input_files(as_chosen(content))


def tell(page, title):
    page.get_by_label("Minkä nimen annat sille?").fill(title)
    page.get_by_label("Tekstivastine (suomi)").fill("Laituri järven rannassa, taustalla metsää.")


def shown(page):
    """Every file that the page offers, as it comes."""
    addresses = page.eval_on_selector_all(
        "main img, main a[href*='download'], main video",
        "all => all.map(each => each.src || each.href)",
    )
    asset = page.url.split("#")[0].rstrip("/")
    names = [f"{asset}/{name}/" for name in ("thumb", "medium", "large")]
    return [page.request.get(each) for each in {*addresses, *names}]


def test_a_picture_from_a_phone_is_in_the_library_with_its_right_in_no_time(mallila, open_page):
    page = open_page(phone=True, base=mallila.url)
    sign_in(page, mallila, AINO)
    page.goto("/media/")
    page.get_by_role("link", name="Lisää kuva tai video").click()
    tell_at, began = 0.0, time.monotonic()
    page.get_by_label("Kuva tai video").set_input_files(as_chosen(from_phone(4000, 3000)))
    typing = time.monotonic()
    tell(page, "Laituri")
    tell_at += time.monotonic() - typing
    page.get_by_label("Oma kuva, ketään ei voi tunnistaa").check()
    press(page, "Lisää")
    assert time.monotonic() - began - tell_at < BEYOND_TYPING
    assert heading(page) == "Laituri" and "Lisätty mediapankkiin" in said(page)
    assert "missä se on otettu" in said(page)
    assert page.get_by_text("Kunnan oma työ", exact=False).first.is_visible()

    for answer in shown(page):
        assert answer.status == 200
        image = Image.open(io.BytesIO(answer.body()))
        assert dict(image.getexif()) == {} and "exif" not in image.info, answer.url
        assert b"Puhelin" not in answer.body() and b"GPS" not in answer.body()


def test_without_a_script_it_is_one_form_too(mallila, open_page):
    page = open_page(phone=True, script=False, base=mallila.url)
    sign_in(page, mallila, AINO)
    choose(page, from_phone(seed=3))
    tell(page, "")
    press(page, "Lisää")
    assert page.get_by_text("Tiedosto on jo täällä").is_visible()
    tell(page, "Ilman skriptiä")
    page.get_by_label("Oma kuva, ketään ei voi tunnistaa").check()
    press(page, "Lisää")
    assert heading(page) == "Ilman skriptiä"


def test_by_keyboard_alone(mallila, open_page):
    page = open_page(base=mallila.url)
    sign_in(page, mallila, AINO)
    choose(page, from_phone(seed=4))
    page.get_by_label("Minkä nimen annat sille?").focus()
    page.keyboard.type("Näppäimillä")
    page.keyboard.press("Tab")
    page.keyboard.type("Kivi.")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert heading(page) == "Näppäimillä"


def grainy(seed):
    """A picture of more than two megabytes, so that it is sent in several parts."""
    size = (2000, 1300)
    grain = Image.frombytes("L", size, hashlib.shake_128(seed).digest(size[0] * size[1]))
    file = io.BytesIO()
    Image.blend(scene(*size, seed=6), grain.convert("RGB"), 0.5).save(file, "JPEG", quality=95)
    return file.getvalue()


def test_an_upload_that_broke_off_goes_on_by_itself(mallila, open_page):
    page = open_page(phone=True, base=mallila.url)
    sign_in(page, mallila, AINO)
    content = grainy(b"katko")
    assert len(content) > 2_000_000
    choose(page, content)
    tell(page, "Yli katkon")
    page.get_by_label("Oma kuva, ketään ei voi tunnistaa").check()
    sent = []

    def passes(route):
        sent.append(route.request.headers.get("upload-offset"))
        if len(sent) == 2:
            page.context.set_offline(True)
            route.abort("internetdisconnected")
        else:
            route.continue_()

    page.route("**/media/uploads/*/", passes)
    page.get_by_role("main").get_by_role("button", name="Lisää", exact=True).click()
    page.get_by_text("Yhteys katkesi").wait_for()
    assert page.get_by_label("Minkä nimen annat sille?").input_value() == "Yli katkon"
    with page.expect_navigation(timeout=60_000):
        page.context.set_offline(False)
    assert heading(page) == "Yli katkon"
    assert sent[0] == "0" and sent[1] == "1000000"  # nothing that had come was sent again
    assert sent.count("0") == 1


def test_the_same_file_goes_on_after_the_page_was_left(mallila, open_page):
    page = open_page(phone=True, base=mallila.url)
    sign_in(page, mallila, EEVA)
    content, sent = grainy(b"toinen"), []
    choose(page, content)
    tell(page, "Toisella kerralla")
    page.get_by_label("Oma kuva, ketään ei voi tunnistaa").check()
    page.route("**/media/uploads/*/", lambda route: stops(route, sent))
    page.get_by_role("main").get_by_role("button", name="Lisää", exact=True).click()
    page.get_by_text("Yhteys katkesi").wait_for()

    page.unroute("**/media/uploads/*/")
    seen = []
    page.on("request", lambda r: seen.append(r.headers.get("upload-offset")))
    choose(page, content)
    tell(page, "Toisella kerralla")
    page.get_by_label("Oma kuva, ketään ei voi tunnistaa").check()
    press(page, "Lisää")
    assert heading(page) == "Toisella kerralla"
    offsets = [each for each in seen if each]
    assert offsets and offsets[0] == "1000000"


def stops(route, sent):
    """The first part comes through, then nothing does."""
    sent.append(route)
    if len(sent) == 1:
        route.continue_()
    else:
        route.abort("connectionfailed")


RECORD = """async (type) => {
  const canvas = document.createElement("canvas"), paint = canvas.getContext("2d");
  [canvas.width, canvas.height] = [320, 180];
  const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: type });
  const parts = [], over = new Promise((go) => { recorder.onstop = go; });
  recorder.ondataavailable = (event) => parts.push(event.data);
  recorder.start(200);
  for (let step = 0; step < 50; step++) {
    paint.fillStyle = `hsl(${step * 7}, 80%, 50%)`;
    paint.fillRect(0, 0, 320, 180);
    await new Promise((go) => setTimeout(go, 40));
  }
  recorder.stop();
  await over;
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ""));
}"""
PLAYS = """async () => {
  const video = document.querySelector("main video");
  video.muted = true;
  await video.play();
  await new Promise((go) => { video.ontimeupdate = () => video.currentTime > 0.5 && go(); });
  return [video.error, video.videoWidth];
}"""


@pytest.mark.parametrize("form", ["video/webm", "video/mp4"])
def test_a_video_still_plays_when_what_it_tells_is_taken_out(mallila, open_page, form):
    page = open_page(base=mallila.url)
    sign_in(page, mallila, AINO)
    page.goto("/media/add/")
    film = base64.b64decode(page.evaluate(RECORD, form))
    page.get_by_label("Kuva tai video").set_input_files(
        {"name": "video", "mimeType": form, "buffer": film}
    )
    tell(page, form)
    page.get_by_label("Oma kuva, ketään ei voi tunnistaa").check()
    press(page, "Lisää")
    assert heading(page) == form
    assert page.evaluate(PLAYS) == [None, 320]
