"""Campaigns, the event schemas they name, and the rewards they give.

A campaign is kept as its Open Loyalty document; the columns beside it are what queries need.
"""

from typing import Final

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text

from counterfoil.ledger.tables.base import CODE, ID, JSON_TEXT, METADATA, UNITS, moment_column

event_schemas: Final = Table(
    "event_schemas",
    METADATA,
    Column("event_type", CODE, primary_key=True),
    Column("name", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("document", JSON_TEXT, nullable=False),
)

campaigns: Final = Table(
    "campaigns",
    METADATA,
    Column("id", CODE, primary_key=True),
    Column("name", Text, nullable=False),
    Column("document", JSON_TEXT, nullable=False),
    Column("event", ForeignKey("event_schemas.event_type"), nullable=False),
    Column("prefix", CODE, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("archived", Boolean, nullable=False),
    moment_column("starts_at"),
    moment_column("ends_at", nullable=True),
    Column("display_order", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    moment_column("saved_at"),
    Index("ix_campaigns_display_order_id", "display_order", "id"),
)

rewards: Final = Table(
    "rewards",
    METADATA,
    Column("id", CODE, primary_key=True),
    Column("name", Text, nullable=False),
    Column("value", UNITS),
    Column("days_valid", Integer),
    Column("active", Boolean, nullable=False),
)

coupons: Final = Table(
    "coupons",
    METADATA,
    Column("code", CODE, primary_key=True),
    Column("reward_id", ForeignKey("rewards.id"), nullable=False),
    Column("member_id", ForeignKey("members.id"), index=True),
    Column("value", UNITS),
    moment_column("issued_at"),
    moment_column("expires_at", nullable=True),
    Column("redemption_id", ForeignKey("redemptions.id"), index=True),
    moment_column("used_at", nullable=True),
    moment_column("cancelled_at", nullable=True),
)

usage: Final = Table(
    "usage",
    METADATA,
    Column("campaign_id", ForeignKey("campaigns.id"), primary_key=True),
    # "" counts the whole campaign; a foreign key would need a row for nobody.
    Column("member_id", CODE, primary_key=True),
    # A calendar unit, "" for a total.
    Column("unit", CODE, primary_key=True),
    Column("bucket", ID, primary_key=True, autoincrement=False),
    Column("points", UNITS, nullable=False),
    Column("executions", ID, nullable=False),
    sqlite_with_rowid=False,
)
