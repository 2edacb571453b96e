"""A phone that keeps a passkey, as far as Torilla sees it: WebAuthn level 2, ES256, no attestation."""

import hashlib
import json

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.utils import websafe_encode

ORIGIN = "http://localhost:8000"
PRESENT, VERIFIED, HAS_KEY = 1, 4, 64


class Device:
    """`make(options)` and `use(options)` answer as a browser does; what is wrong with it can be chosen."""

    def __init__(self, number=1, *, origin=ORIGIN, host="localhost", verified=True):
        self.key = ec.derive_private_key(number, ec.SECP256R1())
        self.id = hashlib.sha256(str(number).encode()).digest()
        self.origin, self.host = origin, host
        self.flags = PRESENT | (VERIFIED if verified else 0)
        self.person = ""

    def make(self, options):
        asked = options["publicKey"]
        self.person = asked["user"]["id"]
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: _bytes(numbers.x), -3: _bytes(numbers.y)}
        data = self._data(HAS_KEY) + bytes(16) + len(self.id).to_bytes(2, "big") + self.id
        attested = {"fmt": "none", "attStmt": {}, "authData": data + cbor.encode(public)}
        return self._answer(
            clientDataJSON=websafe_encode(self._client("webauthn.create", asked["challenge"])),
            attestationObject=websafe_encode(cbor.encode(attested)),
            transports=["internal"],
        ) | {"clientExtensionResults": {"credProps": {"rk": True}}}

    def use(self, options):
        client = self._client("webauthn.get", options["publicKey"]["challenge"])
        data = self._data()
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            clientDataJSON=websafe_encode(client),
            authenticatorData=websafe_encode(data),
            signature=websafe_encode(signature),
            userHandle=self.person,
        ) | {"clientExtensionResults": {}}

    def _data(self, more=0):
        host = hashlib.sha256(self.host.encode()).digest()
        return host + bytes([self.flags | more]) + bytes(4)

    def _client(self, what, challenge):
        return json.dumps({"type": what, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, **response):
        own = websafe_encode(self.id)
        return {"id": own, "rawId": own, "type": "public-key", "response": response}


def _bytes(number):
    return number.to_bytes(32, "big")
