"""The connections to a database server: they outlive its restarts."""

from contextlib import suppress

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.settings import preference, set_preference

OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"


@pytest.mark.parametrize("ledger", ["postgres"], indirect=True)
def test_connections_that_the_server_closed_are_replaced(ledger: Ledger) -> None:
    set_preference(ledger, "colour", "red")
    assert preference(ledger, "colour") == "red"
    with suppress(OperationalError), ledger.database.writer.connect() as conn:
        conn.execute(text(f"{OTHERS} AND pid <> pg_backend_pid()"))
        conn.execute(text(OTHERS))
    assert preference(ledger, "colour") == "red"
    set_preference(ledger, "colour", "blue")
    assert preference(ledger, "colour") == "blue"
