"""What a desk remembers of its printer: kept as it was set, nothing where it makes no sense."""

from dataclasses import replace
from pathlib import Path

import pytest

from counterfoil.desk import preferences
from counterfoil.desk.preferences import UNADJUSTED, Preferences


def test_the_printers_adjustment_is_kept(tmp_path: Path) -> None:
    kept = replace(Preferences(), adjustment=(1.5, -0.25, 0.998, 1.0))
    preferences.write(tmp_path, kept)
    assert preferences.read(tmp_path) == kept


@pytest.mark.parametrize(
    "value",
    [
        None,
        "1 mm",
        [],
        [1.0, 2.0, 1.0],
        [1.0, "2", 1.0, 1.0],
        [True, 0.0, 1.0, 1.0],
        [0.0, 0.0, 0.0, 1.0],
        [0.0, 0.0, -1.0, 1.0],
        [1e9, 0.0, 1.0, 1.0],
        [float("nan"), 0.0, 1.0, 1.0],
    ],
)
def test_an_adjustment_that_makes_no_sense_is_none(value: object) -> None:
    assert preferences.from_json({"adjustment": value}).adjustment == UNADJUSTED


@pytest.mark.parametrize("value", [[], {}, ["pl"], 7, "tlh"])
def test_an_unusable_setting_keeps_its_default(value: object) -> None:
    assert preferences.from_json({"language": value, "scheme": value}) == Preferences()


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, "\ud800"])
def test_a_file_that_says_nothing_usable_is_left_alone(tmp_path: Path, text: str) -> None:
    (tmp_path / preferences.FILE).write_text(text, "utf-8", errors="surrogatepass")
    assert preferences.read(tmp_path) == Preferences()
