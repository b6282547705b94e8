"""What must hold of a hub, its tills and the goods, whatever happens to messages and machines."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, func, select

from counterfoil.domain.campaign import Campaign, OfflinePolicy
from counterfoil.domain.exchange import DeviceState, Outcome
from counterfoil.domain.rights import Amount, Grant, GrantKind, GrantState
from counterfoil.domain.units import from_hundredths
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.rows import from_row
from counterfoil.ledger.tables.codes import UNUSED, USED, VOID, codes
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.members import transfers, wallet_balances
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.sync import (
    conflicts,
    enrolments,
    entry_verdicts,
    grants,
    quarantine,
)
from tests.properties.model import Model

Rows = list[RowMapping]


@dataclass(frozen=True)
class Seen:
    """The hub, the tills by their name, the campaigns, and what happened at the counters."""

    hub: Ledger
    tills: Mapping[str, Ledger]
    campaigns: Mapping[str, Campaign]
    model: Model


Invariant = Callable[[Seen], Iterator[str]]


def flaws(seen: Seen, invariants: Iterable[Invariant]) -> list[str]:
    """Return what is wrong, in sentences."""
    return [flaw for invariant in invariants for flaw in invariant(seen)]


def rows(ledger: Ledger, query: Any) -> Rows:  # noqa: ANN401 - any query
    """Return the rows of a query, by name."""
    with ledger.read() as conn:
        return [row._mapping for row in conn.execute(query)]  # noqa: SLF001 - its public name


def grants_of(ledger: Ledger) -> list[Grant]:
    """Return all grants that a ledger knows."""
    with ledger.read() as conn:
        return [from_row(row) for row in conn.execute(select(grants).order_by(grants.c.id))]


def held_by(till: Ledger, campaign: str) -> list[tuple[int, int]]:
    """Return the ids of the codes that a till holds, by its own word."""
    return [each.codes for each in _held(till) if each.codes and each.campaign_id == campaign]


def one_claim_a_code(seen: Seen) -> Iterator[str]:
    """At most one claim of a code is applied at the hub and not undone; the code says so."""
    live = (
        select(redemptions.c.code_id, func.count().label("claims"))
        .where(redemptions.c.reversed_at.is_(None))
        .group_by(redemptions.c.code_id)
    )
    claimed = {row["code_id"]: row["claims"] for row in rows(seen.hub, live)}
    for code, claims in claimed.items():
        if claims > 1:
            yield f"{claims} claims of code {code} are applied"
    status = {row["id"]: row["status"] for row in rows(seen.hub, select(codes))}
    yield from (f"code {code} is claimed and not used" for code in claimed if status[code] != USED)


def promised_hand_overs(seen: Seen) -> Iterator[str]:
    """Each policy keeps what it promises about one code."""
    for campaign in seen.campaigns.values():
        counts = seen.model.per_code(campaign.id)
        doubles = {code: count for code, count in counts.items() if count > 1}
        if campaign.id in seen.model.waived or not doubles:
            continue
        if campaign.offline_policy is not OfflinePolicy.CAPPED:
            yield f"{campaign.id}: goods were handed over twice for {doubles}"
            continue
        risked = sum(
            grant.amount.count
            for grant in seen.model.grants.values()
            if grant.campaign_id == campaign.id and grant.kind is GrantKind.RISK
        )
        if sum(doubles.values()) - len(doubles) > risked:
            yield f"{campaign.id}: {doubles} are more than the {risked} that were risked"


def caps(seen: Seen) -> Iterator[str]:
    """A campaign's limits hold for the goods, each code counted once, at every instant."""
    for campaign in seen.campaigns.values():
        if campaign.id in seen.model.waived:
            continue
        units = {each.code: each.units for each in seen.model.counting(campaign.id)}
        limits = campaign.limits
        if limits.executions is not None and len(units) > limits.executions.value:
            yield f"{campaign.id}: {len(units)} redemptions are more than {limits.executions.value}"
        if limits.points is not None and sum(units.values()) > limits.points.value:
            yield f"{campaign.id}: {sum(units.values())} are more than {limits.points.value} units"


def handed_out(seen: Seen) -> Iterator[str]:
    """What the hub counts as used and as handed out is never more than the limits."""
    known = grants_of(seen.hub)
    for campaign in seen.campaigns.values():
        if campaign.id in seen.model.waived:
            continue
        used = rows(
            seen.hub,
            select(
                func.count().label("executions"),
                func.coalesce(func.sum(redemptions.c.units), 0).label("points"),
            ).where(redemptions.c.campaign_id == campaign.id, redemptions.c.reversed_at.is_(None)),
        )[0]
        out = sum(
            (
                each.left
                for each in known
                if each.campaign_id == campaign.id
                and each.kind is GrantKind.BUDGET
                and each.is_open
            ),
            Amount(),
        )
        limits = campaign.limits
        executions, points = used["executions"] + out.count, from_hundredths(used["points"])
        if limits.executions is not None and executions > limits.executions.value:
            yield f"{campaign.id}: {executions} redemptions are used or handed out"
        if limits.points is not None and points + out.units > limits.points.value:
            yield f"{campaign.id}: {points} + {out.units} units are used or handed out"


def one_holder(seen: Seen) -> Iterator[str]:
    """No code is held by two tills, as they themselves see it."""
    held = [
        (name, grant)
        for name, till in seen.tills.items()
        for grant in _held(till)
        if till.device.id not in seen.model.astray
    ]
    for place, (name, grant) in enumerate(held):
        for other, theirs in held[place + 1 :]:
            if _overlap(grant, theirs) and grant.campaign_id not in seen.model.waived:
                yield f"{name} and {other} both hold codes of {grant.codes} and {theirs.codes}"


def same_grants(seen: Seen) -> Iterator[str]:
    """The number of a grant is never another one's."""
    for ledger in (seen.hub, *seen.tills.values()):
        for grant in grants_of(ledger):
            wrong = seen.model.see(grant)
            if wrong:
                yield wrong


def verdicts_stand(seen: Seen) -> Iterator[str]:
    """A verdict that a till was told never changes, there or at the hub."""
    for ledger in (*seen.tills.values(), seen.hub):
        for row in rows(ledger, select(entry_verdicts)):
            key = row["device"], row["n"]
            said = Outcome(row["outcome"]), row["of"]
            if ledger is not seen.hub:
                seen.model.told.setdefault(key, said)
            if seen.model.told.get(key, said) != said:
                yield f"the verdict on {key} was {seen.model.told[key]} and is {said}"


def all_understood(seen: Seen) -> Iterator[str]:
    """The hub can make sense of everything that a till says which was not put back."""
    for (device, n), (outcome, _) in seen.model.told.items():
        if outcome is Outcome.QUARANTINED and device not in seen.model.put_back:
            yield f"entry {n} of {device} is in quarantine"


def no_false_alarm(seen: Seen) -> Iterator[str]:
    """No device is frozen that was not put back."""
    for row in rows(seen.hub, select(enrolments)):
        if row["state"] == DeviceState.FROZEN and row["device"] not in seen.model.put_back:
            yield f"{row['device']} is frozen: {row['why']}"


def wallets(seen: Seen) -> Iterator[str]:
    """Balances are the sums of transfers, everywhere."""
    sums = select(
        transfers.c.member_id, transfers.c.wallet_code, func.sum(transfers.c.units).label("units")
    ).group_by(transfers.c.member_id, transfers.c.wallet_code)
    for name, ledger in (("hub", seen.hub), *seen.tills.items()):
        moved = {(r["member_id"], r["wallet_code"]): r["units"] for r in rows(ledger, sums)}
        for key, units in balances(ledger).items():
            if moved.get(key, 0) != units:
                yield f"{name}: the wallet {key} has {units}, its transfers {moved.get(key, 0)}"


def balances(ledger: Ledger) -> dict[tuple[str, str], int]:
    """Return what is in each wallet."""
    found = rows(ledger, select(wallet_balances))
    return {(r["member_id"], r["wallet_code"]): r["units"] for r in found if r["units"]}


ALWAYS: tuple[Invariant, ...] = (
    same_grants,
    one_claim_a_code,
    promised_hand_overs,
    caps,
    handed_out,
    one_holder,
    verdicts_stand,
    all_understood,
    no_false_alarm,
    wallets,
)


def hand_overs_arrived(seen: Seen) -> Iterator[str]:
    """Every hand-over is at the hub: applied, or in conflict; of a frozen till, in quarantine."""
    there = {row["id"] for row in rows(seen.hub, select(redemptions.c.id))}
    there |= {row["id"] for row in rows(seen.hub, select(conflicts.c.id))}
    raw = {f"{r['device']}-{r['n']}" for r in rows(seen.hub, select(quarantine))}
    for each in seen.model.handed.values():
        device = each.id.rpartition("-")[0]
        found = there | raw if device in seen.model.put_back else there
        if not each.lost and each.id not in found:
            yield f"{each.till} handed over for code {each.code}, and the hub has no {each.id}"


def journals_arrived(seen: Seen) -> Iterator[str]:
    """The hub has each entry of each till that it did not freeze."""
    for name, till in seen.tills.items():
        if till.device.id in seen.model.put_back:
            continue
        own = select(journal.c.n, journal.c.hash).where(journal.c.device == till.device.id)
        here, there = ({r["n"]: r["hash"] for r in rows(each, own)} for each in (till, seen.hub))
        if here != there:
            missing = sorted(here.items() - there.items())[:3]
            yield f"{name} has {len(here)} entries, the hub {len(there)} of them: {missing}"


def losers_are_promoted(seen: Seen) -> Iterator[str]:
    """No redemption waits in conflict for a code that nobody has."""
    status = {row["id"]: row["status"] for row in rows(seen.hub, select(codes))}
    for row in rows(seen.hub, select(conflicts).where(conflicts.c.state == "open")):
        if row["code_id"] is not None and status[row["code_id"]] == UNUSED:
            yield f"{row['id']} waits for code {row['code_id']}, which nobody has"


def all_agree(seen: Seen) -> Iterator[str]:
    """Each till that is trusted knows of every code and every wallet what the hub does."""
    truth = {row["id"]: row["status"] for row in rows(seen.hub, select(codes))}
    purses = balances(seen.hub)
    for name, till in seen.tills.items():
        if till.device.id in seen.model.astray:
            continue
        for row in rows(till, select(codes)):
            if row["status"] != truth.get(row["id"]):
                words = {UNUSED: "unused", USED: "used", VOID: "void"}
                yield (
                    f"{name}: code {row['id']} is {words[row['status']]},"
                    f" at the hub {words.get(truth.get(row['id'], -1))}"
                )
        if balances(till) != purses:
            yield f"{name}: wallets are {balances(till)}, at the hub {purses}"


AT_THE_END: tuple[Invariant, ...] = (
    *ALWAYS,
    hand_overs_arrived,
    journals_arrived,
    losers_are_promoted,
    all_agree,
)


def _held(till: Ledger) -> list[Grant]:
    states = {GrantState.ACCEPTED, GrantState.RECALLED}
    return [
        grant
        for grant in grants_of(till)
        if grant.device == till.device.id and grant.codes is not None and grant.state in states
    ]


def _overlap(one: Grant, other: Grant) -> bool:
    if one.codes is None or other.codes is None:
        return False
    return one.codes[0] <= other.codes[1] and other.codes[0] <= one.codes[1]
