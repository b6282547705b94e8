import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.errors import InvalidInput
from counterfoil.scanning.payload import Unreadable, read_payload
from counterfoil.scanning.wedge import (
    GAP,
    LONGEST,
    Action,
    Decision,
    Key,
    Wedge,
    WedgeSettings,
    calibrate,
)

FAST, SLOW = 0.004, 0.12


class Field:
    """A text field behind the wedge, as the screen drives it: what it shows, what was scanned."""

    def __init__(self, settings: WedgeSettings | None = None) -> None:
        self.wedge = Wedge(settings)
        self.shown: list[str] = []
        self.scans: list[str] = []
        self.held: list[str] = []
        self.at = 0.0

    def key(self, char: str, after: float, *, repeat: bool = False) -> None:
        self.wait(after)
        self.carry_out(self.wedge.press(char, self.at, repeat=repeat), char)

    def wait(self, seconds: float) -> None:
        due, self.at = self.wedge.deadline, self.at + seconds
        if due is not None and due + 1e-6 < self.at:
            self.carry_out(self.wedge.tick(due + 1e-6), "")

    def carry_out(self, decisions: tuple[Decision, ...], char: str) -> None:
        for decision in decisions:
            match decision.action:
                case Action.HOLD:
                    self.held.append(char)
                case Action.PASS:
                    self.shown.append(char)
                case Action.REPLAY:
                    self.shown += self.held
                    self.held = []
                case Action.SCAN:
                    self.scans.append(decision.text)
                    self.held = []
                case Action.SWALLOW:
                    pass

    def scan(self, text: str, step: float = FAST) -> None:
        self.key(text[0], 1.0)
        for char in text[1:]:
            self.key(char, step)

    def type(self, text: str) -> None:
        for char in text:
            self.key(char, SLOW)

    def done(self) -> "Field":
        self.wait(1.0)
        return self

    @property
    def text(self) -> str:
        return "".join(self.shown)


@pytest.mark.parametrize("end", ["\r", "\n", "\t", "\r\n", ""])
def test_a_scan_leaves_no_character(end: str) -> None:
    field = Field()
    field.type("Ann")
    field.scan("AUTUMN-7K2M" + end)
    field.type(" Lee")
    assert (field.done().text, field.scans) == ("Ann Lee", ["AUTUMN-7K2M"])


def test_what_a_person_types_comes_through_whole() -> None:
    field = Field()
    field.type("AUTUMN-7K2M\r")
    assert (field.done().text, field.scans) == ("AUTUMN-7K2M\r", [])


def test_rolled_keys_are_no_scan() -> None:
    field = Field()
    for char, after in zip("the\r", (SLOW, 0.01, 0.01, 0.02), strict=True):
        field.key(char, after)
    assert (field.done().text, field.scans) == ("the\r", [])


def test_a_key_held_down_is_a_person() -> None:
    field = Field()
    field.key("a", SLOW)
    for _ in range(40):
        field.key("a", 0.03, repeat=True)
    assert (field.done().text, field.scans) == ("a" * 41, [])


def test_a_shortcut_is_let_through_and_ends_a_burst() -> None:
    field = Field()
    field.key("a", SLOW)
    field.key("", 0.01)
    assert field.done().shown == ["a", ""]


def test_two_scans_at_once_are_two() -> None:
    field = Field()
    field.scan("AUTUMN-7K2M\r")
    for char in "AUTUMN-9999\r":
        field.key(char, FAST)
    assert (field.done().text, field.scans) == ("", ["AUTUMN-7K2M", "AUTUMN-9999"])


def test_a_late_tick_does_not_join_a_scan_and_typing() -> None:
    wedge = Wedge()
    at = 0.0
    for char in "7K2M9":
        at += FAST
        wedge.press(char, at)
    decisions = wedge.press("x", at + 1.0)
    assert [d.action for d in decisions] == [Action.SCAN, Action.HOLD]
    assert decisions[0].text == "7K2M9"


def test_a_prefix_lets_typing_through_without_delay() -> None:
    settings = WedgeSettings(prefix="~", suffix="#", terminators=frozenset("\r"), silence=False)
    field = Field(settings)
    assert field.wedge.press("a", 0.5) == (Decision(Action.PASS),)
    field.scan("~AUTUMN-7K2M#\r")
    assert (field.done().text, field.scans) == ("", ["AUTUMN-7K2M"])


def test_a_scan_of_ten_thousand_characters_is_bounded_and_leaves_nothing() -> None:
    field = Field()
    field.scan("A" * 10_000 + "\r")
    assert field.done().text == ""
    assert [len(text) for text in field.scans] == [LONGEST + 1]
    assert isinstance(read_payload(field.scans[0]), Unreadable)


@given(
    st.lists(st.tuples(st.text("abXY12-", min_size=1, max_size=6), st.booleans()), max_size=8),
    st.sampled_from(["\r", "\t", ""]),
)
def test_scans_and_typing_never_mix(turns: list[tuple[str, bool]], end: str) -> None:
    field = Field()
    typed, scanned = "", []
    for text, by_hand in turns:
        if by_hand:
            field.type(text)
            typed += text
        else:
            field.scan("CODE" + text + end)
            scanned.append("CODE" + text)
        field.wait(0.5)
    assert (field.done().text, field.scans) == (typed, scanned)


@given(st.lists(st.tuples(st.sampled_from("aB1\r\t\n\x1d"), st.floats(0, 0.2))))
def test_no_key_is_lost_or_doubled(keys: list[tuple[str, float]]) -> None:
    field = Field()
    for char, after in keys:
        field.key(char, after)
    field.done()
    seen = len(field.shown) + sum(map(len, field.scans))
    ends = sum(char in "\r\t\n" for char, _ in keys)
    assert field.held == []
    assert len(keys) - ends <= seen <= len(keys)


def burst(text: str, step: float = 0.012) -> list[Key]:
    return [Key(char, 5 + i * step) for i, char in enumerate(text)]


@pytest.mark.parametrize(
    ("sent", "expected", "prefix", "suffix", "ends"),
    [
        ("CAL-1234\r", "CAL-1234", "", "", {"\r"}),
        ("CAL-1234\t", "CAL-1234", "", "", {"\t"}),
        ("~CAL-1234#\r", "CAL-1234", "~", "#", {"\r"}),
        ("]Q1CAL-1234\r\n", "CAL-1234", "]Q1", "", {"\r"}),
        ("\x02CAL-1234\x03\r", None, "\x02", "\x03", {"\r"}),
    ],
)
def test_one_scan_teaches_how_the_scanner_sends(
    sent: str, expected: str | None, prefix: str, suffix: str, ends: set[str]
) -> None:
    learned = calibrate(burst(sent), expected)
    assert (learned.prefix, learned.suffix) == (prefix, suffix)
    assert learned.terminators == ends
    assert not learned.silence
    field = Field(learned)
    field.scan(sent.replace("1234", "9876"), 0.012)
    assert (field.done().text, field.scans) == ("", ["CAL-9876"])


def test_a_scanner_that_ends_in_silence_is_learned() -> None:
    learned = calibrate(burst("CAL-1234"), "CAL-1234")
    assert learned.silence
    field = Field(learned)
    field.scan("CODE7", 0.012)
    assert field.done().scans == ["CODE7"]


def test_a_slow_scanner_is_told_from_typing_once_calibrated() -> None:
    sent = "AUTUMN-7K2M\r"
    slow = Field()
    slow.scan(sent, 0.05)
    assert slow.done().scans == []
    learned = Field(calibrate(burst("CAL-1234\r", 0.05), "CAL-1234"))
    learned.scan(sent, 0.05)
    assert learned.done().scans == ["AUTUMN-7K2M"]
    assert calibrate(burst("CAL-1234\r", 0.001)).gap < GAP


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([], None),
        (burst("ab\r"), None),
        (burst("CAL-1234\r", 0.2), "CAL-1234"),
        (burst("OTHER-99\r"), "CAL-1234"),
        (burst("x" * 40 + "CAL-1234\r"), "CAL-1234"),
        (burst("\x01" * 9), None),
        (burst("\x02\tCAL-1234\r"), None),
    ],
)
def test_a_failed_calibration_says_what_to_do(keys: list[Key], expected: str | None) -> None:
    with pytest.raises(InvalidInput):
        calibrate(keys, expected)
