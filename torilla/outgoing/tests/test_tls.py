"""Over TLS: connected to the number that was checked, the certificate is still the name's."""

import ssl
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from torilla.outgoing import Client, Limits, Refused, Unavailable, Untrusted
from torilla.outgoing.tests.servers import OK, Server, answering, internet, redirect

SITE = "https://site.example/"
YEAR = timedelta(days=365)


class Authority:
    """An authority of the test's own that vouches for names."""

    def __init__(self, folder, now):
        self.folder, self.now = folder, now
        self.key, self.name = ec.generate_private_key(ec.SECP256R1()), name("Own authority")
        basics = x509.BasicConstraints(ca=True, path_length=None)
        self.certificate = self._sign(self.name, self.key, (basics, True))

    def _sign(self, subject, key, *extensions, by=None, ends=None):
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(by or self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.now - 2 * YEAR)
            .not_valid_after(ends or self.now + 20 * YEAR)
        )
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical)
        return builder.sign(key if by else self.key, hashes.SHA256())

    def server(self, host, ends=None, by_itself=False):
        """The TLS side of a server that shows a certificate for this host."""
        key = ec.generate_private_key(ec.SECP256R1())
        alone = name(host) if by_itself else None
        names = (x509.SubjectAlternativeName([x509.DNSName(host)]), False)
        certificate = self._sign(name(host), key, names, by=alone, ends=ends)
        file = self.folder / "server.pem"
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    @property
    def trust(self):
        """What a client needs that trusts this authority, set up as ours is otherwise."""
        pem = self.certificate.public_bytes(serialization.Encoding.PEM)
        return ssl.create_default_context(cadata=pem.decode())


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


@pytest.fixture
def authority(tmp_path, monday):
    return Authority(tmp_path, monday)


def client(net, authority, **limits):
    return Client(Limits(**limits), network=net.network, tls=authority.trust)


def test_the_name_is_asked_for_and_vouched_for(authority):
    context, asked = authority.server("site.example"), []
    context.sni_callback = lambda _socket, host, _context: asked.append(host)
    with internet(tls=context) as net:
        assert client(net, authority).get(SITE).text == "hello"
        assert net.canary.accepted == 0
    assert asked == ["site.example"]


def untrusted(context, authority):
    with internet(tls=context) as net:
        for ask in (client(net, authority).get, client(net, authority).post):
            with pytest.raises(Untrusted) as refused:
                ask(SITE)
            assert isinstance(refused.value, Unavailable)
        assert net.public.heads == []  # not a byte of the request


def test_a_certificate_of_another_name_is_refused(authority):
    untrusted(authority.server("other.example"), authority)


def test_one_that_ran_out_is_refused(authority, monday):
    untrusted(authority.server("site.example", ends=monday - YEAR), authority)


def test_one_that_vouches_for_itself_is_refused(authority):
    untrusted(authority.server("site.example", by_itself=True), authority)


def test_one_of_an_unknown_authority_is_refused(authority):
    with internet(tls=authority.server("site.example")) as net, pytest.raises(Untrusted):
        Client(network=net.network).get(SITE)


def test_old_tls_is_refused(authority):
    context = authority.server("site.example")
    with pytest.warns(DeprecationWarning):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    untrusted(context, authority)


def test_a_redirect_over_tls_leads_to_no_inner_machine(authority):
    script = answering(redirect("https://127.0.0.1/"))
    with internet(script, authority.server("site.example")) as net:
        with pytest.raises(Refused):
            client(net, authority).get(SITE)
        assert (net.public.accepted, net.canary.accepted) == (1, 0)


def test_a_name_that_changes_its_mind_over_tls(authority):
    answers = [["93.184.216.34"], ["10.0.0.1"]]
    script = answering(redirect(SITE), OK)
    names = {"site.example": lambda: answers.pop(0)}
    with internet(script, authority.server("site.example"), **names) as net:
        with pytest.raises(Refused):
            client(net, authority).get(SITE)
        assert net.canary.accepted == 0


def test_a_server_without_tls_is_no_answer(authority):
    with internet() as net, pytest.raises(Unavailable):
        client(net, authority, seconds=1).get(SITE)


def test_a_handshake_that_never_ends_is_left_in_time(authority):
    with internet() as net:
        net.public.__class__ = _Silent
        with pytest.raises(Unavailable):
            client(net, authority, seconds=0.5).get(SITE)


class _Silent(Server):
    def _serve(self, connection):
        with connection:
            self.ended.wait(3)
