"""What a hub and its devices keep of one another. A ledger that stands alone has none of it."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
)

from counterfoil.ledger.tables.base import CODE, ID, JSON_TEXT, METADATA, UNITS, moment_column

invitations: Final = Table(
    "invitations",
    METADATA,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("store", ForeignKey("stores.code"), nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("invited_by", ForeignKey("staff.id"), nullable=False),
    moment_column("invited_at"),
    moment_column("expires_at"),
    # The device that used it; each is good for one.
    Column("used_by", ForeignKey("devices.id")),
)

enrolments: Final = Table(
    "enrolments",
    METADATA,
    Column("device", ForeignKey("devices.id"), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("state", String(20), nullable=False),
    # Why it is not active, a sentence's template.
    Column("why", Text, nullable=False),
    moment_column("joined_at"),
    moment_column("seen_at"),
    # The device's clock less the hub's, in microseconds, when last heard of.
    Column("clock_off", BigInteger, nullable=False),
    # After a restore of the hub: it has not pushed again yet, so the hub decides nothing.
    Column("awaited", Boolean, nullable=False),
    # In this epoch: how far it said it has receipts; None until it has greeted.
    Column("receipted_n", BigInteger),
    # In this epoch: the entries behind those that it has receipts for, and the hub not yet.
    Column("early", JSON_TEXT),
    # Sessions that it has begun: each challenge is good for the next one only.
    Column("sessions", BigInteger),
    # The last entry that the device says it has.
    Column("tip_n", BigInteger, nullable=False),
    # The last entry up to which the hub has them all, as of then.
    Column("had_n", BigInteger),
)

entry_verdicts: Final = Table(
    "entry_verdicts",
    METADATA,
    Column("device", ForeignKey("devices.id"), primary_key=True),
    Column("n", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary(32), nullable=False),
    Column("outcome", String(12), nullable=False),
    Column("of", CODE, nullable=False),
    Column("reason", Text, nullable=False),
    Column("values", JSON_TEXT, nullable=False),
    Column("answer", JSON_TEXT),
    Column("receipt", LargeBinary(32), nullable=False),
    sqlite_with_rowid=False,
)

quarantine: Final = Table(
    "quarantine",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("device", ForeignKey("devices.id"), nullable=False),
    Column("n", BigInteger, nullable=False),
    # What was sent, whole; nothing a device did is dropped.
    Column("raw", Text, nullable=False),
    Column("why", Text, nullable=False),
    moment_column("at"),
    Index("ix_quarantine_device_n", "device", "n"),
)

grants: Final = Table(
    "grants",
    METADATA,
    # Given by the hub, counting up; never given twice, not even after a restore.
    Column("id", ID, primary_key=True, autoincrement=False),
    Column("epoch", Integer, nullable=False),
    Column("device", ForeignKey("devices.id"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("campaign_id", ForeignKey("campaigns.id"), nullable=False),
    Column("state", String(12), nullable=False),
    moment_column("granted_at"),
    moment_column("expires_at", nullable=True),
    # Codes held: all with an id between these.
    Column("first_id", BigInteger),
    Column("last_id", BigInteger),
    Column("units", UNITS, nullable=False),
    Column("money", UNITS, nullable=False),
    Column("count", BigInteger, nullable=False),
    Column("spent_units", UNITS, nullable=False),
    Column("spent_money", UNITS, nullable=False),
    Column("spent_count", BigInteger, nullable=False),
    Column("burned_units", UNITS, nullable=False),
    Column("burned_money", UNITS, nullable=False),
    Column("burned_count", BigInteger, nullable=False),
    # On a till: its entry that accepted it. Nothing is spent before the hub's receipt for that, so
    # that a hub that was restored learns of every grant that anything may have been spent of.
    Column("accepted_n", BigInteger),
    Column("reason", Text, nullable=False),
    Index("ix_grants_campaign_id_state", "campaign_id", "state"),
    Index("ix_grants_device_state", "device", "state"),
    Index("ix_grants_last_id", "last_id"),
)

allowances: Final = Table(
    "allowances",
    METADATA,
    Column("campaign_id", ForeignKey("campaigns.id"), primary_key=True),
    # "" for every till that has none of its own.
    Column("device", CODE, primary_key=True),
    Column("budget_units", UNITS, nullable=False),
    Column("budget_count", BigInteger, nullable=False),
    Column("risk_units", UNITS, nullable=False),
    Column("risk_money", UNITS, nullable=False),
    Column("risk_count", BigInteger, nullable=False),
    Column("hours", Integer, nullable=False),
    # Redemptions of one member that a till may make without the hub.
    Column("quota", Integer, nullable=False),
)

conflicts: Final = Table(
    "conflicts",
    METADATA,
    # The redemption that came second, or the entry (device-n) of a change that came too late.
    Column("id", CODE, primary_key=True),
    Column("kind", String(12), nullable=False),
    # The redemption that came first; the campaign or member that was changed meanwhile.
    Column("of", CODE, nullable=False),
    Column("device", ForeignKey("devices.id"), nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("code_id", BigInteger),
    Column("campaign_id", CODE),
    Column("grant_id", BigInteger),
    Column("units", UNITS, nullable=False),
    Column("money", UNITS, nullable=False),
    moment_column("at"),
    # The second redemption as it would stand in `redemptions`; both versions of a change.
    Column("document", JSON_TEXT, nullable=False),
    Column("state", String(12), nullable=False),
    Column("note", Text, nullable=False),
    Column("settled_by", ForeignKey("staff.id")),
    moment_column("settled_at", nullable=True),
    Index("ix_conflicts_code_id", "code_id"),
    Index("ix_conflicts_state_at", "state", "at"),
)

feed_counter: Final = Table(
    "feed_counter",
    METADATA,
    # One row. Whoever publishes keeps it until the end of the transaction, so that no number
    # becomes visible after a higher one.
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
)

feed: Final = Table(
    "feed",
    METADATA,
    # Each object once, at its last change; what it is now is read where it is kept.
    Column("topic", String(20), primary_key=True),
    Column("key", CODE, primary_key=True),
    # "" for every device, "office" for those, or the id of one.
    Column("scope", CODE, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Index("ix_feed_seq", "seq", unique=True),
)

snapshots: Final = Table(
    "snapshots",
    METADATA,
    Column("scope", CODE, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("epoch", Integer, nullable=False),
    # The SHA-256 of each page, in hex.
    Column("pages", JSON_TEXT, nullable=False),
    moment_column("at"),
)

snapshot_pages: Final = Table(
    "snapshot_pages",
    METADATA,
    Column("sha256", LargeBinary(32), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

batch_pages: Final = Table(
    "batch_pages",
    METADATA,
    Column("batch_id", BigInteger, primary_key=True, autoincrement=False),
    Column("page", Integer, primary_key=True, autoincrement=False),
    Column("digests", LargeBinary(32), nullable=False),
    Column("texts", LargeBinary(32), nullable=False),
)

remote_uses: Final = Table(
    "remote_uses",
    METADATA,
    # Of a code that another till used: what staff are told of it.
    Column("code_id", BigInteger, primary_key=True, autoincrement=False),
    moment_column("at"),
    Column("store", Text, nullable=False),
    Column("staff", Text, nullable=False),
)

remote_spent: Final = Table(
    "remote_spent",
    METADATA,
    # Runs of ids whose codes are used or void, none in two of them: so that codes a device gets
    # later have their status from the beginning.
    Column("first_id", BigInteger, primary_key=True, autoincrement=False),
    Column("last_id", BigInteger, nullable=False),
    Column("status", SmallInteger, nullable=False),
)

intents: Final = Table(
    "intents",
    METADATA,
    # On a till: what it asked the hub, by the number of its entry.
    Column("n", BigInteger, primary_key=True, autoincrement=False),
    moment_column("at"),
    Column("state", String(10), nullable=False),
)
