"""The folder of an installation and its keys."""

from cryptography.fernet import Fernet, MultiFernet

from torilla.config.home import Home, new_key


def test_the_keys_are_made_once_and_for_their_owner_alone(tmp_path):
    keys = list(Home(tmp_path).encryption_keys())
    assert list(Home(tmp_path).encryption_keys()) == keys
    assert (tmp_path / "keys").stat().st_mode & 0o077 == 0


def test_a_running_process_knows_a_new_key_at_once(tmp_path):
    running, other = Home(tmp_path).encryption_keys(), Home(tmp_path).encryption_keys()
    old, new = running[0], new_key()
    other.write([new, old])
    token = Fernet(new.encode()).encrypt(b"salaisuus")
    assert MultiFernet([Fernet(k) for k in running]).decrypt(token) == b"salaisuus"


def test_the_signing_key_survives(tmp_path):
    assert Home(tmp_path).secret_key() == Home(tmp_path).secret_key()


def test_nobody_else_on_the_machine_reads_the_home_or_the_database(tmp_path):
    home = Home(tmp_path / "home")
    home.make_private(str(home.path / "torilla.sqlite3"))
    assert home.path.stat().st_mode & 0o077 == 0
    assert (home.path / "torilla.sqlite3").stat().st_mode & 0o077 == 0


def test_a_database_elsewhere_is_left_to_whoever_put_it_there(tmp_path):
    Home(tmp_path / "home").make_private(str(tmp_path / "elsewhere.sqlite3"))
    Home(tmp_path / "home").make_private(":memory:")
    assert not (tmp_path / "elsewhere.sqlite3").exists()
