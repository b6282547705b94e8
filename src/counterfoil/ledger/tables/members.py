"""Members, their groups, their words to search by, and their units."""

from typing import Final

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, Text

from counterfoil.ledger.tables.append_only import refuse_changes
from counterfoil.ledger.tables.base import CODE, ID, JSON_TEXT, METADATA, UNITS, moment_column

tiers: Final = Table(
    "tiers",
    METADATA,
    Column("code", CODE, primary_key=True),
    Column("name", Text, nullable=False),
)

segments: Final = Table(
    "segments",
    METADATA,
    Column("code", CODE, primary_key=True),
    Column("name", Text, nullable=False),
)

members: Final = Table(
    "members",
    METADATA,
    Column("id", CODE, primary_key=True),
    Column("card", CODE, nullable=False, unique=True),
    moment_column("registered_at"),
    Column("first_name", Text, nullable=False),
    Column("last_name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("tier", ForeignKey("tiers.code")),
    Column("segments", JSON_TEXT, nullable=False),
    Column("labels", JSON_TEXT, nullable=False),
    Column("custom_attributes", JSON_TEXT, nullable=False),
    Column("referrer_id", ForeignKey("members.id"), index=True),
    Column("active", Boolean, nullable=False),
)

member_terms: Final = Table(
    "member_terms",
    METADATA,
    # Ranges of terms are compared code point by code point, whatever language the server speaks.
    Column(
        "term",
        Text().with_variant(Text(collation="C"), "postgresql"),
        primary_key=True,
    ),
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    Index("ix_member_terms_member_id", "member_id"),
    sqlite_with_rowid=False,
)

transfers: Final = Table(
    "transfers",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("member_id", ForeignKey("members.id"), nullable=False),
    Column("wallet_code", CODE, nullable=False),
    Column("units", UNITS, nullable=False),
    Column("kind", String(20), nullable=False),
    moment_column("at"),
    Column("redemption_id", ForeignKey("redemptions.id")),
    Column("reverses_id", ForeignKey("transfers.id")),
    Index("ix_transfers_member_id_at", "member_id", "at"),
)

refuse_changes(transfers)

wallet_balances: Final = Table(
    "wallet_balances",
    METADATA,
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    Column("wallet_code", CODE, primary_key=True),
    Column("units", UNITS, nullable=False),
    sqlite_with_rowid=False,
)
