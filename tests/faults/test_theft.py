"""A few tries of what `make prove` does by the thousand: tills stolen, journals tampered with."""

import pytest

from tests.prove import tampering, theft


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_stolen_till_gives_what_the_manager_sees_and_no_more() -> None:
    assert [each.what for each in theft.prove(0.01) if not each.kept] == []


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_what_was_tampered_with_is_found() -> None:
    assert [each.what for each in tampering.prove(0.02) if not each.kept] == []
