"""The whole main job without a screen: codes made, drawn, read back, redeemed, refused, undone."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

from counterfoil.cli.demo_cards import Card, cards, draw, picture_name
from counterfoil.cli.values import readings
from counterfoil.cli.verdict import verdict_sentence
from counterfoil.domain.campaign import Campaign
from counterfoil.domain.refusal import Reason
from counterfoil.domain.store import Role
from counterfoil.ledger.campaigns import list_campaigns
from counterfoil.ledger.codes.export_csv import export_file
from counterfoil.ledger.codes.steps import finish
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.demo import demo_store, set_up_steps
from counterfoil.ledger.journal import count, verify
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import count_members
from counterfoil.ledger.redeem import Attempt, Verdict, redeem
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.staff import list_staff
from counterfoil.scanning.pictures import scan_source

Clock = Callable[[], datetime]
_BEFORE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done: what it came to, and whether that is what it must come to."""

    name: str
    sentence: str
    good: bool
    details: tuple[tuple[str, ...], ...] = ()


@dataclass(slots=True)
class _Shop:
    """The demonstration's counter."""

    ledger: Ledger
    clock: Clock
    folder: Path
    campaigns: Sequence[Campaign]
    cards: Sequence[Card]
    texts: list[str] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)

    def hand_in(self, text: str, card: str, role: Role = Role.CASHIER) -> Verdict:
        """Redeem what was read, as a camera would hand it in."""
        staff = next(person for person in list_staff(self.ledger) if person.role is role)
        attempt = Attempt(readings(text), staff, card, source="picture")
        return redeem(self.ledger, attempt, self.clock())

    def say(self, verdict: Verdict) -> str:
        """Return a verdict in words."""
        return verdict_sentence(verdict, self.ledger.store.zone)


def run_demo(folder: Path, clock: Clock) -> Iterator[Step]:
    """Do the main job in a new ledger in `folder`; yield each step as soon as it is done.

    Raises UserError where the folder holds a ledger or cannot be written.
    """
    opened_at = clock() - _BEFORE
    with open_ledger(folder, opened_at, store=demo_store(), device_name="Demo till") as ledger:
        started = perf_counter()
        campaigns = finish(set_up_steps(ledger, opened_at))
        shop = _Shop(ledger, clock, folder, campaigns, cards(ledger, campaigns))
        yield _made(shop, perf_counter() - started)
        for step in (_draw, _read, _redeem, _second_use, _wrong_codes, _undo, _export, _verify):
            yield step(shop)


def _made(shop: _Shop, seconds: float) -> Step:
    people = count_members(shop.ledger)
    made = sum(each.counts.codes for each in list_campaigns(shop.ledger))
    return Step(
        "Set up",
        f"{shop.ledger.store.name}: {len(shop.campaigns)} campaigns, {made:,} codes, {people}"
        f" members, in {seconds:.1f} s.",
        good=made == 5000,
    )


def _draw(shop: _Shop) -> Step:
    pictures = shop.folder / "pictures"
    pictures.mkdir(exist_ok=True)
    for number, card in enumerate(shop.cards, 1):
        draw(card, pictures / picture_name(number, card))
    ways = len({card.seen for card in shop.cards})
    return Step("Draw", f"{len(shop.cards)} cards drawn as pictures, seen in {ways} ways.", True)


def _read(shop: _Shop) -> Step:
    started = perf_counter()
    rows = []
    for number, card in enumerate(shop.cards, 1):
        found = list(scan_source(shop.folder / "pictures" / picture_name(number, card)))
        text = found[0].text if found else ""
        shop.texts.append(text)
        rows.append((_mark(text == card.text), card.symbol, card.seen, text or "nothing"))
    right = sum(text == card.text for text, card in zip(shop.texts, shop.cards, strict=True))
    spent = 1000 * (perf_counter() - started) / len(shop.cards)
    sentence = f"{right} of {len(shop.cards)} read back from their pictures, {spent:.0f} ms each."
    return Step("Read", sentence, right == len(shop.cards), tuple(rows))


def _redeem(shop: _Shop) -> Step:
    rows, right = [], 0
    for text, card in zip(shop.texts, shop.cards, strict=True):
        verdict = shop.hand_in(text, card.member.loyalty_card_number if card.member else "")
        shop.verdicts.append(verdict)
        good = card.refused is (verdict.refused.reason if verdict.refused else None)
        right += good
        who = card.member.name if card.member else "no card"
        rows.append((_mark(good), verdict.code, who, shop.say(verdict)))
    accepted = sum(verdict.accepted for verdict in shop.verdicts)
    refused = len(shop.verdicts) - accepted
    sentence = f"{accepted} accepted, {refused} refused, {right} of them as it must be."
    return Step("Redeem", sentence, right == len(shop.cards), tuple(rows))


def _second_use(shop: _Shop) -> Step:
    verdict = shop.hand_in(shop.texts[0], "")
    good = _is(verdict, Reason.ALREADY_USED)
    return Step("Use again", f"{verdict.code}: {shop.say(verdict)}", good)


def _wrong_codes(shop: _Shop) -> Step:
    coupon = shop.cards[6].code
    other = "2" if coupon[-1] != "2" else "3"
    mistyped = shop.hand_in(coupon[:-1] + other, "")
    unknown = shop.hand_in("CARD22222222", "")
    good = _is(mistyped, Reason.MISTYPED) and _is(unknown, Reason.UNKNOWN)
    return Step("Wrong codes", f"{shop.say(mistyped)} {shop.say(unknown)}", good)


def _undo(shop: _Shop) -> Step:
    card, verdict = shop.cards[6], shop.verdicts[6]
    supervisor = next(p for p in list_staff(shop.ledger) if p.role is Role.SUPERVISOR)
    undone = reverse(
        shop.ledger, verdict.redemption_id or "", "Wrong member", supervisor, shop.clock()
    )
    again = shop.hand_in(card.text, card.member.loyalty_card_number if card.member else "")
    sentence = (
        f"{undone.code}: undone by {supervisor.name}, its coupon cancelled; then redeemed again."
    )
    return Step("Undo", sentence, undone.is_code_unused and again.accepted)


def _export(shop: _Shop) -> Step:
    path = shop.folder / "codes.csv"
    written = export_file(shop.ledger, shop.campaigns[0].id, path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    used = sum(row["status"] == "used" for row in rows)
    sentence = f"{written:,} codes of {shop.campaigns[0].name} written as CSV, {used} of them used."
    return Step("Export", sentence, good=written == len(rows) == 3000 and used == 6)


def _verify(shop: _Shop) -> Step:
    flaws = list(verify(shop.ledger))
    entries = count(shop.ledger)
    found = f"{len(flaws)} are wrong" if flaws else "content, order and signatures are right"
    sentence = f"{entries} journal entries: {found}."
    return Step("Verify", sentence, good=not flaws)


def _is(verdict: Verdict, reason: Reason) -> bool:
    return verdict.refused is not None and verdict.refused.reason is reason


def _mark(good: bool) -> str:
    return "✓" if good else "✕"
