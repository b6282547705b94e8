from pathlib import Path

import pytest

from tests.cli.shop import Shop, copy, fill

_FILLED: dict[str, Path] = {}


@pytest.fixture
def empty(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Shop:
    """A data folder that is not there yet."""
    return Shop(tmp_path, capfd)


@pytest.fixture
def shop(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, capfd: pytest.CaptureFixture[str]
) -> Shop:
    """A store with members and codes, of the test's own; it is made once and copied."""
    if "shop" not in _FILLED:
        folder = tmp_path_factory.mktemp("template")
        fill(Shop(folder, capfd))
        _FILLED["shop"] = folder
    copy(_FILLED["shop"], tmp_path)
    return Shop(tmp_path, capfd)
