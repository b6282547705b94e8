"""A hub on PostgreSQL with a campaign whose codes tills hold, and tills that have redeemed them."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from counterfoil.domain.campaign import Activity, Campaign, OfflinePolicy, Rule, Translation
from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.effect import GivePoints
from counterfoil.domain.event import EventSchema, Field, FieldType
from counterfoil.domain.exchange import DeviceKind
from counterfoil.domain.member import Member
from counterfoil.domain.rights import GrantKind, Wish
from counterfoil.ledger.campaigns import save_campaign
from counterfoil.ledger.codes.batches import Batch
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.connect import FIRST_STORE, open_ledger, open_url
from counterfoil.ledger.exchange.enrol import invite
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import save_member
from counterfoil.ledger.redeem import Attempt, redeem
from counterfoil.ledger.rights.managing import give
from counterfoil.ledger.schemas import save_schema
from counterfoil.ledger.staff import DEFAULT
from counterfoil.ledger.tables.codes import codes
from counterfoil.sync.exchange import sync_once
from counterfoil.sync.join import join
from counterfoil.sync.port import Port
from tests.helpers.postgres import new_database, postgres_server

HELD, ASKED = "held", "asked"
EVENT = "purchase"
MEMBERS = 200
ALWAYS = Activity(datetime(2020, 1, 1, tzinfo=UTC))


def now() -> datetime:
    """Return the time: tills and hub processes go by the machine's clock."""
    return datetime.now(UTC)  # noqa: TID251 - a benchmark measures what happens now


@dataclass
class Hub:
    """The hub's ledger, the URL of its database and of the server that it is on."""

    ledger: Ledger
    url: str
    server: str


@contextmanager
def hub_on_postgres() -> Iterator[Hub]:
    """Run a durable server with a hub on it that has members and two campaigns without codes."""
    with (
        postgres_server(durable=True) as server,
        new_database(server) as url,
        open_url(url, now()) as alone,
    ):
        hub = become_hub(alone, now())
        fields = (Field(FieldType.TEXT, "promo_code"),)
        save_schema(hub, EventSchema(EVENT, "Purchase", fields), DEFAULT, now())
        for name, policy in ((HELD, OfflinePolicy.OWNED), (ASKED, OfflinePolicy.ONLINE_ONLY)):
            save_campaign(hub, campaign(name, policy), DEFAULT, now())
        for number in range(MEMBERS):
            save_member(hub, Member(f"m{number}", f"card{number}", now()), DEFAULT, now())
        yield Hub(hub, url, server)


def campaign(name: str, policy: OfflinePolicy) -> Campaign:
    """Return a campaign that gives a hundred units a code."""
    return Campaign(
        id=name,
        translations={"en": Translation(name)},
        activity=ALWAYS,
        event=EVENT,
        event_code_attribute="promo_code",
        rules=(Rule("points", (GivePoints("100"),)),),
        code_format=CodeFormat(CharacterSet.ALPHANUM, 10),
        offline_policy=policy,
        active=True,
    )


def more_codes(hub: Ledger, name: str, quantity: int) -> tuple[Batch, list[str]]:
    """Make codes; return their batch and texts."""
    made = generate(hub, name, quantity, DEFAULT, now())
    assert made is not None
    with hub.read() as conn:
        rows = conn.exec_driver_sql(
            f"SELECT text FROM {codes.name} WHERE batch_id = {made.id} ORDER BY id"
        )
        return made, [row[0] for row in rows]


def joined(hub: Ledger, folder: Path, port: Port, name: str) -> Ledger:
    """Return a till that has joined, and has what the hub has."""
    token = invite(hub, FIRST_STORE.code, name, DeviceKind.TILL, DEFAULT, now())
    till = join(open_ledger(folder, now()), port, "http://hub", token, name, now())
    sync_once(till, port, now())
    return till


def holding(hub: Ledger, till: Ledger, port: Port, batch: Batch) -> None:
    """Let a till hold a batch."""
    wish = Wish(till.device.id, HELD, GrantKind.CODES, ((batch.first_id, batch.last_id),))
    give(hub, wish, DEFAULT, now())
    sync_once(till, port, now())


def redeem_all(till: Ledger, texts: list[str]) -> None:
    """Redeem codes at a till that asks nobody."""
    for number, text in enumerate(texts):
        attempt = Attempt((text,), DEFAULT, f"card{number % MEMBERS}")
        verdict = redeem(till, attempt, now())
        if not verdict.accepted:
            raise AssertionError(verdict.refused)


@contextmanager
def tills_with_work(hub: Hub, folder: Path, ports: list[Port], each: int) -> Iterator[list[Ledger]]:
    """Give a till for each port, with so many redemptions that the hub has not heard of."""
    with ExitStack() as stack:
        made = []
        for number, port in enumerate(ports):
            till = joined(hub.ledger, folder / f"till{number}", port, f"till {number}")
            stack.callback(till.close)
            batch, texts = more_codes(hub.ledger, HELD, each)
            holding(hub.ledger, till, port, batch)
            redeem_all(till, texts)
            made.append(till)
        yield made
