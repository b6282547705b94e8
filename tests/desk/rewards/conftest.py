"""The desk's office, as the tests of members have it."""

from tests.desk.members.conftest import Office, office

__all__ = ["Office", "office"]
