"""Whatever is printed, redeemed, made void or broken off in whatever order, places hold."""

import shutil
from itertools import count
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from counterfoil.domain.errors import Conflict
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.listing import list_codes
from counterfoil.ledger.codes.steps import finish
from counterfoil.ledger.codes.void import void_codes
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sheets.find import find_sheet, list_sheets, sheet_codes, sheet_of_code
from counterfoil.ledger.sheets.model import Selection
from counterfoil.ledger.sheets.plan import Begun, count_unprinted, pages
from counterfoil.ledger.sheets.record import drop_run, drop_unfinished
from counterfoil.ledger.sheets.reprint import record_reprint
from counterfoil.ledger.sheets.tallies import tallies
from counterfoil.ledger.sheets.void import void_sheet_steps
from tests.domain.build import NOW
from tests.ledger.day import faults
from tests.ledger.sheets.press import Printed, begin, draw
from tests.ledger.shop import MANAGER, Shop

PER_PAGE = 4
LEFT, USED, VOID = "unused", "used", "void"

picks = st.integers(0, 10**6)


class Walk(RuleBasedStateMachine):
    """One campaign, whose sheets are held against a plain model of codes by id."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__()
        self.ledger = ledger
        self.shop = Shop(ledger)
        self.shop.campaign(12)
        self.texts = dict(enumerate(self.shop.codes("c1"), 1))
        self.status = dict.fromkeys(self.texts, LEFT)
        self.claimed: set[int] = set()
        self.places: dict[int, tuple[int, int]] = {}
        self.void: set[int] = set()
        self.making: list[tuple[Begun, set[int]]] = []

    def teardown(self) -> None:
        self.looks_codes_over()
        self.looks_sheets_over()
        drop_unfinished(self.ledger)
        assert faults(self.ledger) == {}
        self.ledger.close()

    @rule(quantity=st.integers(1, 9))
    def adds_a_batch(self, quantity: int) -> None:
        generate(self.ledger, "c1", quantity, MANAGER, NOW)
        for text in self.shop.codes("c1")[len(self.texts) :]:
            self.texts[len(self.texts) + 1] = text
            self.status[len(self.texts)] = LEFT

    @rule(pick=picks)
    def redeems(self, pick: int) -> None:
        code_id = 1 + pick % len(self.texts)
        accepted = self.shop.redeem(self.texts[code_id]).accepted
        assert accepted == (self.status[code_id] == LEFT)
        if accepted:
            self.status[code_id] = USED

    @rule(pick=picks)
    def voids_a_code(self, pick: int) -> None:
        code_id = 1 + pick % len(self.texts)
        void_codes(self.ledger, "c1", MANAGER, NOW, reason="lost", code_ids=[code_id])
        self._voided([code_id])

    @rule(quantity=st.none() | st.integers(1, 9), start=st.integers(1, PER_PAGE))
    def prints(self, quantity: int | None, start: int) -> None:
        begun = self._begins(quantity, start)
        if begun is not None:
            self._draws(begun)

    @rule(quantity=st.none() | st.integers(1, 9), drawn=st.booleans())
    def begins_to_print(self, quantity: int | None, *, drawn: bool) -> None:
        begun = self._begins(quantity, 1)
        if begun is not None and drawn:
            next(pages(self.ledger, begun.run_id), None)

    @rule(pick=picks)
    def goes_on_printing(self, pick: int) -> None:
        if self.making:
            self._draws(self.making[pick % len(self.making)][0])

    @rule(pick=picks)
    def breaks_off(self, pick: int) -> None:
        if self.making:
            begun, ids = self.making.pop(pick % len(self.making))
            drop_run(self.ledger, begun.run_id)
            self.claimed -= ids

    @rule()
    def crashes(self) -> None:
        assert drop_unfinished(self.ledger) == len(self.making)
        for _, ids in self.making:
            self.claimed -= ids
        self.making.clear()

    @rule(pick=picks)
    def loses_a_sheet(self, pick: int) -> None:
        number = self._sheet(pick)
        if number is None or number in self.void:
            return
        finish(void_sheet_steps(self.ledger, number, MANAGER, NOW, "lost"))
        self.void.add(number)
        self._voided([each for each, (sheet, _) in self.places.items() if sheet == number])

    @rule(pick=picks)
    def prints_again(self, pick: int) -> None:
        number = self._sheet(pick)
        if number is not None and number not in self.void:
            before = find_sheet(self.ledger, number).reprints
            assert record_reprint(self.ledger, number, MANAGER, NOW).reprints == before + 1

    @rule()
    def looks_codes_over(self) -> None:
        for code_id in self.texts:
            there = sheet_of_code(self.ledger, code_id)
            found = None if there is None else (there.sheet, there.place)
            assert found == self.places.get(code_id)
            assert there is None or there.is_void == (there.sheet in self.void)

    @invariant()
    def places_hold(self) -> None:
        listed = list_codes(self.ledger, "c1", limit=1000).codes
        assert {line.id: (line.sheet, line.place) for line in listed if line.sheet} == self.places
        assert len(set(self.places.values())) == len(self.places)

    @rule()
    def looks_sheets_over(self) -> None:
        printed = list_sheets(self.ledger, limit=1000)
        assert {sheet.number for sheet in printed} == {sheet for sheet, _ in self.places.values()}
        counts = tallies(self.ledger, [sheet.number for sheet in printed])
        for sheet in printed:
            codes = sheet_codes(self.ledger, sheet.number)
            places = [code.place for code in codes]
            assert places == list(range(sheet.first_place, sheet.first_place + sheet.labels))
            assert places[-1] <= PER_PAGE
            assert {code.id: (sheet.number, code.place) for code in codes}.items() <= (
                self.places.items()
            )
            assert [code.status.value for code in codes] == [self.status[c.id] for c in codes]
            assert sum(counts[sheet.number].values()) == sheet.labels

    @invariant()
    def the_count_is_right(self) -> None:
        left = self._left()
        assert count_unprinted(self.ledger, Selection("c1")) == len(left)

    def _left(self) -> list[int]:
        return [each for each in self.texts if self.status[each] == LEFT and not self._taken(each)]

    def _taken(self, code_id: int) -> bool:
        return code_id in self.claimed

    def _begins(self, quantity: int | None, start: int) -> Begun | None:
        left = self._left()
        if not left:
            with pytest.raises(Conflict):
                begin(self.ledger, quantity=quantity, per_page=PER_PAGE, start=start)
            return None
        begun = begin(self.ledger, quantity=quantity, per_page=PER_PAGE, start=start)
        wanted = left[:quantity]
        assert begun.labels == len(wanted)
        # Whatever lies between is claimed with them, spent as it is.
        last = len(self.texts) if quantity is None or quantity > len(left) else wanted[-1]
        ids = {each for each in range(1, last + 1) if each not in self.claimed}
        self.claimed |= ids
        self.making.append((begun, ids))
        return begun

    def _draws(self, begun: Begun) -> None:
        at = next(at for at, (each, _) in enumerate(self.making) if each == begun)
        _, ids = self.making.pop(at)
        try:
            printed: Printed = draw(self.ledger, begun)
        except Conflict:
            drop_run(self.ledger, begun.run_id)
            self.claimed -= ids
            return
        for page in printed.pages:
            for code in page.codes:
                assert code.id in ids
                assert code.id not in self.places
                self.places[code.id] = (page.number, code.place)

    def _voided(self, ids: list[int]) -> None:
        for code_id in ids:
            if self.status[code_id] == LEFT:
                self.status[code_id] = VOID

    def _sheet(self, pick: int) -> int | None:
        numbers = sorted({sheet for sheet, _ in self.places.values()})
        return numbers[pick % len(numbers)] if numbers else None


def walk(filled: Path, folder: Path, examples: int) -> None:
    numbers = count()

    class OneWalk(Walk):
        def __init__(self) -> None:
            place = Path(shutil.copytree(filled, folder / str(next(numbers))))
            super().__init__(open_ledger(place, NOW))

    run_state_machine_as_test(
        OneWalk,
        settings=hypothesis.settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(hypothesis.HealthCheck),
        ),
    )


def test_random_days_at_the_printer(filled_folder: Path, tmp_path: Path) -> None:
    walk(filled_folder, tmp_path, 4)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_many_random_days_at_the_printer(filled_folder: Path, tmp_path: Path) -> None:
    walk(filled_folder, tmp_path, 100)
