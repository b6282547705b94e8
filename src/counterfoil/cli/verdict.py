"""A verdict and an undo, as records and as a card in the terminal."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from functools import partial
from zoneinfo import ZoneInfo

import click

from counterfoil.cli.output import cell, iso, say, show_facts, when
from counterfoil.domain.member import Member
from counterfoil.domain.refusal import next_step, sentence
from counterfoil.domain.store import Store
from counterfoil.domain.text import printable
from counterfoil.domain.units import plain
from counterfoil.ledger.records import given_record
from counterfoil.ledger.verdict import Given, Reversal, Verdict

ACCEPTED = "accepted"
REFUSED = "refused"
BAD_INPUT = "bad_input"


def verdict_record(verdict: Verdict, zone: ZoneInfo) -> dict[str, object]:
    """Return a verdict as the public record; the order of the keys is fixed.

    The last one, `test`, is there only for a test code.
    """
    return {
        "verdict": ACCEPTED if verdict.accepted else REFUSED,
        "final": verdict.final,
        "reason": verdict.refused and verdict.refused.reason.value,
        "sentence": verdict_sentence(verdict, zone),
        "code": verdict.code,
        "campaign": verdict.campaign and verdict.campaign.id,
        "member": verdict.member and verdict.member.loyalty_card_number,
        "effects": [given_record(given) for given in verdict.given],
        "redemption": verdict.redemption_id,
        "at": iso(verdict.at),
        **({"test": True} if verdict.test else {}),
    }


def error_record(why: str, at: datetime, code: str = "") -> dict[str, object]:
    """Return the record that answers a line which is no attempt, under the keys of a verdict."""
    return {
        "verdict": "error",
        "final": False,
        "reason": BAD_INPUT,
        "sentence": why,
        "code": code,
        "campaign": None,
        "member": None,
        "effects": [],
        "redemption": None,
        "at": iso(at),
    }


def verdict_sentence(verdict: Verdict, zone: ZoneInfo) -> str:
    """Return a verdict in one sentence."""
    if verdict.refused is not None:
        return sentence(verdict.refused, partial(when, zone=zone))
    given = "; ".join(given_sentence(each, zone) for each in verdict.given) or "nothing to give"
    return f"{_word(verdict)}: {given}."


def given_sentence(given: Given, zone: ZoneInfo) -> str:
    """Return one thing given, in words."""
    whose = f" for card {given.member_card}" if given.member_card else ""
    if given.units is not None:
        return f"{_signed(given.units)} units{_wallet(given)}{whose}"
    if given.coupon is not None:
        until = given.coupon.expires_at
        expiry = f", valid until {when(until, zone)}" if until else ""
        code = f" {given.coupon.code}" if given.coupon.code else ""
        return f"coupon{code} for {given.coupon.reward_name}{whose}{expiry}"
    if given.value:
        return f"{given.key} set to {given.value}{whose}"
    return f"{given.key} removed{whose}"


def show_verdict(verdict: Verdict, store: Store) -> None:
    """Print a verdict: the word, the code, and what staff need to know."""
    zone = store.zone
    if verdict.refused is not None:
        _headline("✕ Refused", "red", verdict.code)
        say(f"  {sentence(verdict.refused, partial(when, zone=zone))}")
        say(f"  {next_step(verdict.refused, partial(when, zone=zone))}")
    else:
        sign, colour = ("✓", "green") if verdict.final else ("◐", "yellow")
        _headline(f"{sign} {_word(verdict)}", colour, verdict.code)
    show_facts(
        [
            ("Test", "nothing is given, and no figure counts it" if verdict.test else ""),
            ("Campaign", verdict.campaign and verdict.campaign.name),
            ("Member", _who(verdict.member)),
            *_gifts(verdict.given, zone, "Would give" if verdict.test else "Gives"),
            ("Balance", _balance(verdict.member) if verdict.accepted else ""),
            ("Redemption", verdict.redemption_id),
            ("At", verdict.at if verdict.accepted else None),
        ],
        zone,
    )


def reversal_record(reversal: Reversal) -> dict[str, object]:
    """Return an undone redemption as a record."""
    return {
        "redemption": reversal.redemption_id,
        "code": reversal.code,
        "campaign": reversal.campaign.id,
        "member": reversal.member and reversal.member.loyalty_card_number,
        "reason": reversal.reason,
        "takenBack": [given_record(given) for given in reversal.taken_back],
        "couponsSpent": list(reversal.coupons_spent),
        "codeUnused": reversal.is_code_unused,
        "overdrawn": list(reversal.overdrawn),
        "at": iso(reversal.at),
    }


def show_reversal(reversal: Reversal, store: Store) -> None:
    """Print an undone redemption."""
    _headline("↶ Undone", "yellow", reversal.code or "–")
    again = "can be redeemed again" if reversal.is_code_unused else "stays used"
    show_facts(
        [
            ("Campaign", reversal.campaign.name),
            ("Member", _who(reversal.member)),
            *_gifts(reversal.taken_back, store.zone, "Taken back"),
            ("Code", again),
            ("Already spent", ", ".join(reversal.coupons_spent)),
            ("Below zero", ", ".join(reversal.overdrawn)),
            ("Reason", reversal.reason),
        ],
        store.zone,
    )


def _word(verdict: Verdict) -> str:
    if verdict.test:
        return "Test: would be accepted"
    # Only what was recorded has an id.
    if verdict.redemption_id is None:
        return "Would be accepted"
    return "Accepted" if verdict.final else "Accepted for now"


def _headline(word: str, colour: str, code: str) -> None:
    click.echo(f"{click.style(word, fg=colour, bold=True)}  {printable(code)}".rstrip())


def _gifts(given: Iterable[Given], zone: ZoneInfo, title: str = "Gives") -> list[tuple[str, str]]:
    return [(title, given_sentence(each, zone)) for each in given]


def _who(member: Member | None) -> str:
    if member is None:
        return ""
    card = member.loyalty_card_number
    return card if member.name == card else f"{member.name} ({card})"


def _balance(member: Member | None) -> str:
    wallets = member.wallets.items() if member else ()
    return ", ".join(
        f"{plain(units):,}{'' if code == 'default' else f' in {code}'}" for code, units in wallets
    )


def _wallet(given: Given) -> str:
    return "" if given.wallet_code == "default" else f" in {given.wallet_code}"


def _signed(units: Decimal) -> str:
    return f"+{cell(units, ZoneInfo('UTC'))}" if units > 0 else f"−{plain(-units):,}"
