from counterfoil.ledger.sealing import named_key_file
from tests.cli.shop import Shop, program
from tests.helpers.own_keyring import own_keyring


def test_a_ledger_is_encrypted_with_a_key_file_and_works(shop: Shop) -> None:
    key = shop.folder / "till.key"
    ran = shop("encrypt")
    assert (ran.code, ran.out) == (3, "")
    assert "keyring cannot be used" in ran.err
    assert "--key-file" in ran.err
    said = shop.done("encrypt", "--key-file", key)
    assert f"its key is in {key}." in said
    assert named_key_file() is None
    recovery = said.splitlines()[-1].strip()
    assert shop.done("encrypt", "--recovery-key") == recovery
    code = shop.codes("Points")[0]
    assert shop("redeem", code, "--member", "4000101").code == 0
    assert "journal is whole" in shop.done("journal", "verify")
    key.unlink()
    ran = shop("stats", "Points")
    assert (ran.code, ran.out) == (3, "")
    assert "put in the medium that it is on" in ran.err
    other = shop.folder / "other.key"
    unlocked = program(
        "unlock", "--key-file", other, data=shop.data, stdin=f"{recovery}\n".encode()
    )
    assert (unlocked.returncode, unlocked.stdout.decode().strip()) == (
        0,
        f"The ledger in {shop.data} opens here now.",
    )
    assert "lies open" in shop.done("decrypt")
    assert "is not encrypted" in shop("decrypt").err


def test_the_system_s_keyring_keeps_the_key(shop: Shop) -> None:
    with own_keyring(shop.folder / "keyring") as keyring:
        assert "its key is in this system's keyring." in shop.done("encrypt")
        assert len(list(keyring.iterdir())) == 1
        backup = shop.done("backup")
        assert "is in place" in shop.done("restore", backup)
        shop.done("decrypt")
        assert not list(keyring.iterdir())


def test_there_is_nothing_to_encrypt(empty: Shop) -> None:
    for command in ("encrypt", "decrypt", "unlock"):
        ran = empty(command)
        assert ran.code == 2
        assert "There is no ledger in" in ran.err
