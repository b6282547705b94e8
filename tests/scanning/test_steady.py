from hypothesis import given
from hypothesis import strategies as st

from counterfoil.scanning.steady import MOST_TRACKED, Debounce, Steadiness, Steady, frames_needed
from counterfoil.scanning.symbol import FORMATS, Symbol

CORNERS = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))
RULES = Steadiness()
STEP = 1 / 30


def code(text: str, symbology: str = "QR Code") -> Symbol:
    return Symbol(text, symbology, CORNERS)


def scans(steady: Steady, views: list[list[Symbol]], start: float = 0.0) -> list[str]:
    return [
        symbol.text for i, view in enumerate(views) for symbol in steady.see(view, start + i * STEP)
    ]


def test_one_frame_is_not_enough() -> None:
    assert scans(Steady(), [[code("A")]]) == []


def test_two_agreeing_frames_are_one_scan() -> None:
    assert scans(Steady(), [[code("A")]] * 2) == ["A"]


def test_the_same_symbol_twice_in_one_frame_is_one_sight() -> None:
    assert scans(Steady(), [[code("A"), code("A")]]) == []


def test_bars_with_a_weak_check_need_a_third_frame() -> None:
    assert scans(Steady(), [[code("AB12", "Code 39")]] * 2) == []
    assert scans(Steady(), [[code("AB12", "Code 39")]] * 3) == ["AB12"]


def test_a_code_left_in_view_counts_once_however_long() -> None:
    assert scans(Steady(), [[code("A")]] * 3000) == ["A"]


def test_a_code_that_flickers_counts_once() -> None:
    blinking: list[list[Symbol]] = [[code("A")], [code("A")], [], [], [], []] * 200
    assert scans(Steady(), blinking) == ["A"]


def test_a_code_shown_again_after_a_while_counts_again() -> None:
    steady = Steady()
    assert scans(steady, [[code("A")]] * 3) == ["A"]
    assert scans(steady, [[code("A")]] * 3, start=3 * STEP + RULES.away + 0.01) == ["A"]


def test_frames_far_apart_do_not_agree() -> None:
    steady = Steady()
    assert steady.see([code("A")], 0.0) == []
    assert steady.see([code("A")], RULES.window + 0.1) == []


def test_two_codes_in_one_view_both_count() -> None:
    assert sorted(scans(Steady(), [[code("A"), code("B")]] * 4)) == ["A", "B"]


def test_a_code_scanned_otherwise_is_kept_out() -> None:
    steady = Steady()
    steady.keep_out(code("A"), 0.0)
    assert scans(steady, [[code("A")]] * 30) == []


def test_every_format_needs_more_than_one_frame() -> None:
    assert min(frames_needed(symbology) for symbology in FORMATS) >= 2


views = st.lists(st.lists(st.sampled_from("ABCD"), max_size=3), max_size=150)


@given(views, st.floats(0.005, 0.5))
def test_a_scan_was_seen_in_two_frames_and_never_counts_twice_in_a_row(
    shown: list[list[str]], step: float
) -> None:
    steady = Steady()
    seen: dict[str, list[float]] = {}
    counted: dict[str, float] = {}
    for i, texts in enumerate(shown):
        now = i * step
        found = {symbol.text for symbol in steady.see([code(text) for text in texts], now)}
        assert found <= set(texts)
        for text in set(texts):
            times = seen.setdefault(text, [])
            if text in found:
                assert times
                assert now - times[-1] <= RULES.window
                since = [at for at in times if at >= counted.get(text, -1e9)]
                gaps = [b - a for a, b in zip(since, [*since[1:], now], strict=True)]
                assert text not in counted or max(gaps) > RULES.away
                counted[text] = now
            times.append(now)


@given(st.lists(st.text(max_size=3), max_size=400))
def test_memory_is_bounded(texts: list[str]) -> None:
    steady = Steady()
    for i, text in enumerate(texts):
        steady.see([code(text)], i * 0.001)
    assert len(steady._sights) <= MOST_TRACKED + 1  # noqa: SLF001


def test_an_echo_of_the_trigger_is_one_scan() -> None:
    debounce = Debounce()
    assert debounce.accept("A", 0.0)
    assert not debounce.accept("A", 0.2)
    assert debounce.accept("B", 0.3)
    assert debounce.accept("A", 0.4)
    assert debounce.accept("A", 0.4 + RULES.repeat + 0.01)


def test_a_bouncing_trigger_stays_out_as_long_as_it_bounces() -> None:
    debounce = Debounce()
    assert [debounce.accept("A", i * 0.5) for i in range(6)] == [True] + [False] * 5
