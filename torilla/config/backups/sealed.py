"""The keys under a passphrase: scrypt makes a key of it, Fernet seals with that."""

import base64
import json
import secrets

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from torilla.config.backups.manifest import BadBackup

SHORTEST = 15
"""Letters that a passphrase needs at least: the file may be tried at leisure."""
_COST = {"length": 32, "n": 2**16, "r": 8, "p": 1}  # 64 MB and a quarter of a second for each try


def seal(keys: list[str], passphrase: str) -> bytes:
    """The keys, readable only with the passphrase."""
    salt = secrets.token_bytes(16)
    token = _fernet(passphrase, salt).encrypt("\n".join(keys).encode())
    return json.dumps({"salt": salt.hex(), "token": token.decode()}).encode()


def unseal(sealed: bytes, passphrase: str) -> list[str]:
    """The keys. Raises BadBackup when the passphrase is another, or the bytes are no sealed keys."""
    try:
        told = json.loads(sealed)
        opened = _fernet(passphrase, bytes.fromhex(told["salt"])).decrypt(told["token"].encode())
    except InvalidToken:
        raise BadBackup("This passphrase does not open the keys of this backup.") from None
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadBackup("The keys in this backup are damaged.") from error
    return opened.decode().split()


def _fernet(passphrase: str, salt: bytes) -> Fernet:
    derived = Scrypt(salt=salt, **_COST).derive(passphrase.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
