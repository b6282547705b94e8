"""What each walk begins with: a hub with campaigns of every policy, and three tills that joined."""

import pytest

from tests.properties.base import make_base
from tests.properties.parts import Base


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """The folders of a hub and of three tills that have what they need to work alone."""
    return make_base(tmp_path_factory.mktemp("base"))
