"""The benchmark's table says what was measured, and against what."""

import pytest

from tests.bench import report
from tests.bench.runner import main


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (2.5, "s", "2.5 s"),
        (0.0123, "s", "12.3 ms"),
        (0.000_045_6, "s", "45.6 µs"),
        (0.0, "s", "0 µs"),
        (59_295, "/s", "59,295 /s"),
        (87.5, "%", "87.5 %"),
    ],
)
def test_a_quantity_is_short(value: float, unit: str, text: str) -> None:
    assert report.quantity(value, unit) == text


def test_within_and_better_turn_the_ratio_to_the_goal() -> None:
    cost = report.within("look up", ours=0.00003, peer="raw sqlite3", theirs=0.00001, times=3.5)
    assert (cost.goal, cost.met) == ("≤ 3.5×", True)
    assert cost.ratio == pytest.approx(3)
    speed = report.better("generate", ours=1.0, peer="npm", theirs=2.6, times=10)
    assert (speed.goal, speed.met, speed.ratio) == ("≥ 10×", False, 2.6)
    assert report.at_most("p99", 0.001, most=0.002).met
    assert not report.at_least("redeem", 1_500, least=2_000, unit="/s").met


def test_the_table_has_a_row_a_line_and_marks_what_was_missed() -> None:
    lines = [report.shown("peak", "84 MB"), report.at_least("redeem", 1_500, 2_000, "/s")]
    heading, peak, redeem = report.table(lines).splitlines()
    assert heading.split() == ["measured", "ours", "reference", "ratio", "goal"]
    assert peak.split() == ["peak", "84", "MB"]
    assert redeem.split()[-1] == "MISSED"


def test_an_unknown_benchmark_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nonsense"]) == 2
    assert "No benchmark nonsense" in capsys.readouterr().err
