"""Addresses that people type never reach an inner machine: judged by the canary's own socket."""

import pytest

from torilla.outgoing import Client, Limits, Refused
from torilla.outgoing.tests.servers import PUBLIC, Server, answering, internet, redirect
from torilla.outgoing.tests.spellings import INNER_IPV4, NAMES, TARGETS, spellings


def test_nothing_reaches_an_inner_machine_in_any_spelling():
    with internet(**NAMES) as net:
        client, went = Client(network=net.network), []
        for target in TARGETS:
            try:
                went.append((target, client.get(target).status))
            except Refused:
                continue
        assert went == []
        assert (net.canary.accepted, net.public.accepted) == (0, 0)
    assert len(set(TARGETS)) >= 450


def test_nor_is_anything_posted_there():
    with internet(**NAMES) as net:
        client = Client(network=net.network)
        for target in TARGETS:
            with pytest.raises(Refused):
                client.post(target, json={})
        assert net.canary.accepted == 0


def test_no_redirect_leads_there():
    with internet() as net:
        client = Client(network=net.network)
        targets = [f"http://{to}/" for address in INNER_IPV4 for to in spellings(address)]
        for to in targets:
            net.public.script = answering(redirect(to))
            with pytest.raises(Refused):
                client.get("http://site.example/")
        assert (net.public.accepted, net.canary.accepted) == (len(targets), 0)


def test_the_machine_itself_is_not_reached_through_the_real_network():
    with Server() as four, Server(host="::1") as six:
        client = Client(Limits(ports=frozenset({four.port, six.port})))
        hosts = [
            "localhost",
            *spellings("127.0.0.1"),
            "[::1]",
            "[::]",
            "0",
        ]
        for host in hosts:
            for port in (four.port, six.port):
                with pytest.raises(Refused):
                    client.get(f"http://{host}:{port}/")
        assert four.accepted == six.accepted == 0


def test_the_canaries_sing_when_somebody_comes():
    with Server() as canary, internet() as net:
        address = f"http://127.0.0.1:{canary.port}/"
        assert Client.trusted([address]).get(address).status == 200
        assert canary.accepted == 1
        trusted = Client.trusted(["http://inner.example/"], network=net.network)
        net.names["inner.example"] = ["10.0.0.1"]
        assert trusted.get("http://inner.example/").ok and net.canary.accepted == 1


def test_a_public_machine_is_reached_by_name_and_by_number():
    with internet() as net:
        client = Client(network=net.network)
        for host in ("site.example", PUBLIC, "[2a00:1450::1]", "SITE.example"):
            assert client.get(f"http://{host}/path?q=1#part").text == "hello"
        assert net.public.accepted == 4 and net.canary.accepted == 0
        assert net.public.heads[0].startswith("GET /path?q=1 HTTP/1.1\r\n")


def test_a_name_with_marks_is_asked_as_the_network_knows_it():
    with internet(**{"xn--mntsl-gradb.example": [PUBLIC]}) as net:
        assert Client(network=net.network).get("http://mäntsälä.example/ä?ö=å").ok
        assert net.public.heads[0].startswith("GET /%C3%A4?%C3%B6=%C3%A5 HTTP/1.1")


def test_of_several_addresses_only_the_public_ones_are_used():
    with internet(**{"both.example": ["127.0.0.1", "64:ff9b::5db8:d822", PUBLIC]}) as net:
        assert Client(network=net.network).get("http://both.example/").ok
        assert net.canary.accepted == 0


def test_a_name_that_changes_its_mind_is_asked_once_and_held_to_it():
    answers = [[PUBLIC], ["127.0.0.1"]]
    with internet(**{"fickle.example": lambda: answers.pop(0)}) as net:
        client = Client(network=net.network)
        assert client.get("http://fickle.example/").ok
        assert net.asked == ["fickle.example"]
        with pytest.raises(Refused):
            client.get("http://fickle.example/")
        assert net.canary.accepted == 0


def test_a_name_that_changes_between_two_redirects_is_checked_anew():
    answers = [[PUBLIC], ["127.0.0.1"]]
    script = lambda c, h: c.sendall(redirect("http://fickle.example/again"))  # noqa: E731
    with internet(script, **{"fickle.example": lambda: answers.pop(0)}) as net:
        with pytest.raises(Refused):
            Client(network=net.network).get("http://fickle.example/")
        assert (net.public.accepted, net.canary.accepted) == (1, 0)


def test_what_the_operator_trusts_may_be_inner_but_redirects_nowhere_else():
    with internet() as net:
        net.names |= {"flow.inner": ["10.0.0.1"], "db.inner": ["10.0.0.2"]}
        trusted = Client.trusted(["http://flow.inner:8443/hook"], network=net.network)
        assert trusted.post("http://flow.inner:8443/hook", json={}).ok
        for elsewhere in ("http://db.inner/", "http://flow.inner/", "http://flow.inner:5432/"):
            net.canary.script = lambda c, h, to=elsewhere: c.sendall(redirect(to))
            with pytest.raises(Refused):
                trusted.get("http://flow.inner:8443/")
        assert net.canary.accepted == 4


def test_no_proxy_of_the_environment_is_used(monkeypatch):
    with Server() as proxy, internet() as net:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert Client(network=net.network).get("http://site.example/").ok
        assert proxy.accepted == 0
