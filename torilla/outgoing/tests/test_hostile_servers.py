"""Servers that lie, stall, flood and break off: done in time, nothing read beyond the limit."""

import gzip
import time
import tracemalloc
import zlib

import pytest

from torilla.outgoing import (
    Client,
    Limits,
    OutcomeUnknown,
    RateLimited,
    Refused,
    Unavailable,
)
from torilla.outgoing.tests.servers import OK, answering, internet, redirect, with_body

MIB = 1024 * 1024
SHORT = Limits(seconds=0.6)
SITE = "http://site.example/"
HEAD = b"HTTP/1.1 200 OK\r\n"


def get(script, limits=SHORT, **names):
    with internet(script, **names) as net:
        try:
            return Client(limits, network=net.network).get(SITE)
        finally:
            assert net.canary.accepted == 0


def seconds_until_left(script, **names):
    """How long a client that has 0.6 seconds stays with a server that never gets done."""
    with internet(script, **names) as net:
        client, began = Client(SHORT, network=net.network), time.monotonic()
        with pytest.raises(Unavailable):
            client.get(SITE)
        return time.monotonic() - began


IN_TIME = SHORT.seconds + 0.8
"""A busy machine wakes a thread late; the servers below would hold on for ten seconds."""


def trickle(start, drop=b"x", pause=0.02):
    """A script that sends its start and then drop after drop, for as long as somebody listens."""

    def script(connection, _head):
        connection.sendall(start)
        if not drop:
            connection.recv(1)
        for _turn in range(500 if drop else 0):
            connection.sendall(drop)
            time.sleep(pause)

    return script


def flood(start, piece=b"x" * 65536, pieces=1600):
    """A script that sends up to 100 MiB as fast as it is read."""
    sent = []

    def script(connection, _head):
        connection.sendall(start)
        for _turn in range(pieces):
            connection.sendall(piece)
            sent.append(len(piece))

    script.sent = sent
    return script


def test_the_usual_limits():
    assert Limits() == Limits(10, 2 * MIB, 5, frozenset({80, 443}))


@pytest.mark.parametrize(
    ("start", "drop"),
    [
        (b"", b""),
        (b"HTTP/1.1 2", b"0"),
        (HEAD, b"X: y\r\n"),
        (HEAD + b"X: ", b"y"),
        (HEAD + b"Content-Length: 5000\r\n\r\n", b"x"),
        (HEAD + b"\r\n", b"x"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;", b"x"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"", b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"),
    ],
    ids=lambda value: value[-20:].decode() or "silence",
)
def test_a_slow_server_is_left_in_time(start, drop):
    assert seconds_until_left(trickle(start, drop)) < IN_TIME


def test_slow_redirects_share_one_time():
    def script(connection, _head):
        time.sleep(0.25)
        connection.sendall(redirect(SITE))

    assert seconds_until_left(script) < IN_TIME


def test_a_resolver_that_never_answers_is_left_in_time():
    assert seconds_until_left(None, **{"site.example": lambda: time.sleep(1.5)}) < IN_TIME


@pytest.mark.parametrize(
    "start",
    [
        HEAD + b"\r\n",
        HEAD + b"Content-Length: 99999999999\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n6400000\r\n",
    ],
    ids=["endless", "longer than it says", "one chunk"],
)
def test_no_more_than_the_limit_is_read(start):
    script = flood(start)
    answer = get(script, Limits())
    assert not answer.whole and len(answer.body) <= 2 * MIB
    assert sum(script.sent) < 12 * MIB  # what the sockets hold on both sides stands unread


@pytest.mark.parametrize(
    "start", [HEAD + b"X: ", b"HTTP/1.1 ", b""], ids=["header", "line", "junk"]
)
def test_an_endless_head_is_left(start):
    script = flood(start)
    with pytest.raises(Unavailable):
        get(script, Limits())
    assert sum(script.sent) < 12 * MIB


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1;" + b"n" * 4000 + b"\r\nx\r\n"),
        (b"", b"HTTP/1.1 103 Early Hints\r\nLink: " + b"n" * 4000 + b"\r\n\r\n"),
    ],
    ids=["chunks with long names", "hints without an answer"],
)
def test_what_is_no_body_counts_too(start, piece):
    script = flood(start, piece, pieces=16000)
    with pytest.raises(Unavailable):
        get(script, Limits())
    assert sum(script.sent) < 20 * MIB  # of 64


def bomb(layers=1):
    data = bytes(300 * MIB // (1 if layers == 1 else 10))
    for _layer in range(layers):
        data = gzip.compress(data, 9)
    return data


def test_a_gzip_bomb_is_not_unpacked_beyond_the_limit():
    script = answering(with_body(bomb(), "Content-Encoding: gzip"))
    tracemalloc.start()
    answer = get(script, Limits())
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not answer.whole and len(answer.body) <= 2 * MIB
    assert most < 12 * MIB


def test_a_bomb_in_a_bomb_stays_packed():
    packed = bomb(2)
    answer = get(answering(with_body(packed, "Content-Encoding: gzip, gzip")), Limits())
    assert answer.body == packed


def test_unasked_packing_is_undone_once():
    for name, pack in (("gzip", gzip.compress), ("deflate", zlib.compress)):
        answer = get(answering(with_body(pack(b"hello"), f"Content-Encoding: {name}")))
        assert (answer.body, answer.whole) == (b"hello", True)


def test_what_is_not_what_it_says_is_not_whole():
    assert not get(answering(with_body(b"no gzip", "Content-Encoding: gzip"))).whole
    half = gzip.compress(b"hello" * 1000)[:-9]
    assert not get(answering(with_body(half, "Content-Encoding: gzip"))).whole


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"220 mail ESMTP\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 999999 x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nBad Header\r\n\r\n",
        b"HTTP/1.1 200 OK\nX: \x00\n\n",
        b"\x16\x03\x01\x00\x05hello",
    ],
)
def test_what_is_not_http_is_no_answer(answer):
    with pytest.raises(Unavailable):
        get(answering(answer))


def test_five_redirects_are_followed_and_no_sixth():
    steps = [redirect(f"/{number}") for number in range(5)]
    assert get(answering(*steps, OK)).text == "hello"
    with pytest.raises(Refused):
        get(answering(*steps, redirect("/6"), OK))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_loop_ends(status):
    with internet(answering(redirect(SITE, status))) as net:
        with pytest.raises(Refused):
            Client(network=net.network).get(SITE)
        assert net.public.accepted == 6


@pytest.mark.parametrize(
    "to",
    [
        "file:///etc/passwd", "ftp://site.example/", "data:text/plain,x", "javascript:alert(1)",
        "//localhost/", "//[::1]/", "\\\\localhost\\x", "http://a@site.example/", "http://[",
        "http://site.example:22/", "https://site.example:8443/", "http://" + "a" * 5000,
        "/\tx", "http://2130706433/", "http://localhost%23.site.example/",
    ],
)  # fmt: skip
def test_a_redirect_is_held_to_the_same_rules(to):
    with internet(answering(redirect(to))) as net:
        with pytest.raises(Refused):
            Client(network=net.network).get(SITE)
        assert (net.public.accepted, net.canary.accepted) == (1, 0)


def test_a_redirect_without_an_address_is_the_answer():
    answer = get(answering(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"))
    assert answer.status == 302


def test_a_pass_is_not_handed_on_to_another_host():
    script = answering(redirect("http://other.example/"), OK)
    with internet(script, **{"other.example": ["93.1.1.1"]}) as net:
        Client(network=net.network).get(SITE, headers={"Authorization": "Bearer t", "X-Own": "1"})
        first, second = net.public.heads
    assert "Bearer t" in first and "Bearer t" not in second and "X-Own: 1" in second


def test_no_cookie_comes_back():
    script = answering(redirect("/").replace(b"Location", b"Set-Cookie: a=b\r\nLocation"), OK)
    with internet(script) as net:
        Client(network=net.network).get(SITE)
        assert not [head for head in net.public.heads if "cookie" in head.lower()]


def test_it_says_who_asks():
    with internet() as net:
        Client(network=net.network).get(SITE)
        assert "User-Agent: Torilla\r\n" in net.public.heads[0] + "\r\n"
        assert "Accept-Encoding: identity" in net.public.heads[0]


def test_an_errors_status_is_an_answer():
    assert get(answering(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")).status == 404


def test_a_head_reads_no_body():
    with internet(answering(with_body(b"", "X: y").replace(b": 0", b": 9"))) as net:
        answer = Client(SHORT, network=net.network).head(SITE)
    assert (answer.status, answer.body, answer.whole) == (200, b"", True)


# Posting: whether it was done is known, or it is said that it is not known.


def post(script, limits=SHORT, **names):
    with internet(script, **names) as net:
        return Client(limits, network=net.network).post(SITE, json={"a": "ä"})


def test_what_is_posted_arrives_and_no_redirect_is_followed():
    with internet(answering(redirect("http://127.0.0.1/"))) as net:
        answer = Client(network=net.network).post(SITE, json={"a": "ä"})
        assert answer.status == 302 and net.public.bodies == ['{"a": "ä"}'.encode()]
        assert (net.public.accepted, net.canary.accepted) == (1, 0)


def test_without_a_connection_nothing_was_sent():
    with internet() as net:
        gone = net.public.port
    with internet() as net:
        net.public.port = gone
        with pytest.raises(Unavailable, match="site.example"):
            Client(SHORT, network=net.network).post(SITE, json={})
        net.names["site.example"] = []
        with pytest.raises(Unavailable):
            Client(SHORT, network=net.network).post(SITE, json={})


@pytest.mark.parametrize(
    "script",
    [answering(b""), trickle(b"", b""), answering(b"HTTP/1.1 2"), answering(b"nonsense\r\n\r\n")],
    ids=["hangs up", "silence", "half a line", "nonsense"],
)
def test_without_an_answer_its_fate_is_unknown(script):
    with pytest.raises(OutcomeUnknown):
        post(script)


def test_a_status_tells_the_fate_though_the_body_breaks_off():
    answer = post(answering(b"HTTP/1.1 202 Accepted\r\nContent-Length: 50\r\n\r\nshort"))
    assert (answer.status, answer.whole) == (202, False)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ("Retry-After: 30", 30),
        ("Retry-After: 99999999999999", 86400),
        ("Retry-After: -5", 60),
        ("Retry-After: soon", 60),
        ("X: y", 60),
        ("Date: Mon, 07 Sep 2026 06:00:00 GMT\r\nRetry-After: Mon, 07 Sep 2026 06:02:00 GMT", 120),
        ("Date: Mon, 07 Sep 2026 06:00:00 GMT\r\nRetry-After: Mon, 07 Sep 2020 06:02:00 GMT", 0),
        ("Date: Mon, 07 Sep 2026 06:00:00 GMT\r\nRetry-After: Mon, 07 Sep 2026 06:02:00", 60),
    ],
)
def test_a_server_that_has_no_time_says_when(headers, seconds, monday):
    with pytest.raises(RateLimited) as limited:
        post(answering(f"HTTP/1.1 429 x\r\n{headers}\r\nContent-Length: 0\r\n\r\n".encode()))
    assert (limited.value.until(monday) - monday).total_seconds() == seconds


def test_a_server_at_work_says_so_only_with_a_time():
    with pytest.raises(RateLimited):
        post(answering(b"HTTP/1.1 503 x\r\nRetry-After: 5\r\nContent-Length: 0\r\n\r\n"))
    answer = post(answering(b"HTTP/1.1 503 x\r\nContent-Length: 0\r\n\r\n"))
    assert answer.status == 503


@pytest.mark.parametrize(
    "script", [answering(b""), answering(redirect("http://127.0.0.1/?sig=s3"))]
)
def test_no_error_tells_the_address(script):
    with internet(script) as net:
        client = Client(SHORT, network=net.network)
        for ask in (client.get, client.post):
            try:
                told = repr(ask("http://site.example/hook?sig=s3cret"))
            except Exception as error:  # noqa: BLE001
                told = f"{error!r} {error.__cause__!r}"
            assert "s3cret" not in told and "hook" not in told


@pytest.mark.parametrize(
    ("headers", "text"),
    [
        ("Content-Type: text/html; charset=ISO-8859-1", "ä"),
        ('Content-Type: text/html; charset="latin1"', "ä"),
        ("Content-Type: text/html; charset=nonsense", "�"),
        ("Content-Type: text/html", "�"),
    ],
)
def test_the_text_of_an_answer(headers, text):
    assert get(answering(with_body(b"\xe4", headers))).text == text
