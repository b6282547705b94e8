"""How a campaign stands."""

from datetime import datetime, timedelta

import pytest

from counterfoil.domain.campaign_status import Status, status_of
from tests.domain.build import NOW

LATER = NOW + timedelta(days=1)


@pytest.mark.parametrize(
    ("starts", "ends", "active", "archived", "status"),
    [
        (NOW, LATER, True, False, Status.ACTIVE),
        (NOW, None, True, False, Status.ACTIVE),
        (LATER, None, True, False, Status.SCHEDULED),
        (NOW - timedelta(days=1), NOW, True, False, Status.ENDED),
        (LATER, None, False, False, Status.INACTIVE),
        (NOW, LATER, True, True, Status.ARCHIVED),
    ],
)
def test_one_word_for_each(
    starts: datetime, ends: datetime | None, active: bool, archived: bool, status: Status
) -> None:
    assert status_of(starts, ends, NOW, active=active, archived=archived) is status
