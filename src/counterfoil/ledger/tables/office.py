"""What the back office keeps beside campaigns and codes: drafts, versions, figures, tries, uses."""

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from counterfoil.ledger.tables.base import (
    CODE,
    DIGEST,
    ID,
    JSON_TEXT,
    METADATA,
    UNITS,
    moment_column,
)

campaign_drafts: Final = Table(
    "campaign_drafts",
    METADATA,
    Column("id", CODE, primary_key=True),
    Column("name", Text, nullable=False),
    # Of the campaign that is changed, and the version the change began with; 0 for a new one. A
    # draft may outlive what it names, so neither is a foreign key.
    Column("campaign_id", CODE, nullable=False),
    Column("base_version", Integer, nullable=False),
    # What stands in the wizard's fields, finished or not.
    Column("document", JSON_TEXT, nullable=False),
    Column("saved_by", ForeignKey("staff.id"), nullable=False),
    moment_column("saved_at"),
    Index("ix_campaign_drafts_saved_at", "saved_at"),
)

campaign_versions: Final = Table(
    "campaign_versions",
    METADATA,
    Column("campaign_id", ForeignKey("campaigns.id"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("document", JSON_TEXT, nullable=False),
    Column("saved_by", ForeignKey("staff.id"), nullable=False),
    moment_column("saved_at"),
    sqlite_with_rowid=False,
)

pin_tries: Final = Table(
    "pin_tries",
    METADATA,
    Column("staff_id", ForeignKey("staff.id"), primary_key=True),
    # Tried since the last right one, until when no further one is looked at, and when they last
    # signed in.
    Column("wrong", Integer, nullable=False),
    moment_column("wait_until", nullable=True),
    moment_column("signed_in_at", nullable=True),
)

guesses: Final = Table(
    "guesses",
    METADATA,
    # A till, somebody of the staff, a store, a form of codes, or who asks over the network.
    Column("kind", String(10), primary_key=True),
    Column("id", CODE, primary_key=True),
    # Not given back yet, the next one from when on, until when nothing is looked at, and the digest
    # of the last.
    Column("count", BigInteger, nullable=False),
    moment_column("since"),
    moment_column("until"),
    Column("last", DIGEST, nullable=False),
    Index("ix_guesses_until", "until"),
    sqlite_with_rowid=False,
)

coupon_uses: Final = Table(
    "coupon_uses",
    METADATA,
    Column("code", ForeignKey("coupons.code"), primary_key=True),
    moment_column("at"),
    Column("staff_id", ForeignKey("staff.id"), nullable=False),
    Column("store", ForeignKey("stores.code"), nullable=False),
    Column("till", ForeignKey("devices.id"), nullable=False),
)

erasures: Final = Table(
    "erasures",
    METADATA,
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    moment_column("at"),
    Column("staff_id", ForeignKey("staff.id"), nullable=False),
    Column("reason", Text, nullable=False),
)

adjustments: Final = Table(
    "adjustments",
    METADATA,
    # Beside the transfer, which nothing may change: a reason may name a person who is erased later.
    Column("transfer_id", ForeignKey("transfers.id"), primary_key=True, autoincrement=False),
    Column("staff_id", ForeignKey("staff.id"), nullable=False),
    Column("reason", Text, nullable=False),
    # What the program that asked for it calls it, so that it may ask twice.
    Column("external_id", CODE),
    Index("ix_adjustments_external_id", "external_id", unique=True),
)

redemption_tallies: Final = Table(
    "redemption_tallies",
    METADATA,
    Column("campaign_id", ForeignKey("campaigns.id"), primary_key=True),
    # Quarters of an hour since 1970 in UTC: every time zone's hours and days begin on one.
    Column("quarter", ID, primary_key=True, autoincrement=False),
    Column("store", ForeignKey("stores.code"), primary_key=True),
    Column("till", ForeignKey("devices.id"), primary_key=True),
    Column("staff_id", ForeignKey("staff.id"), primary_key=True),
    # Those not reversed since, and the units they gave.
    Column("redemptions", BigInteger, nullable=False),
    Column("units", UNITS, nullable=False),
    Column("reversed", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

refusal_tallies: Final = Table(
    "refusal_tallies",
    METADATA,
    # "" where the code is of no campaign; a foreign key would need a row for none.
    Column("campaign_id", CODE, primary_key=True),
    Column("quarter", ID, primary_key=True, autoincrement=False),
    Column("reason", String(40), primary_key=True),
    Column("store", ForeignKey("stores.code"), primary_key=True),
    Column("till", ForeignKey("devices.id"), primary_key=True),
    Column("staff_id", ForeignKey("staff.id"), primary_key=True),
    Column("refusals", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
