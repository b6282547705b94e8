"""Stores, their devices and staff, and this ledger's settings."""

from typing import Final

from sqlalchemy import Boolean, Column, ForeignKey, LargeBinary, String, Table, Text

from counterfoil.ledger.tables.base import CODE, METADATA, moment_column

stores: Final = Table(
    "stores",
    METADATA,
    Column("code", CODE, primary_key=True),
    Column("name", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("currency", String(3), nullable=False),
)

devices: Final = Table(
    "devices",
    METADATA,
    Column("id", CODE, primary_key=True),
    Column("name", Text, nullable=False),
    Column("store_code", ForeignKey("stores.code"), nullable=False),
    Column("public_key", LargeBinary(32), nullable=False, unique=True),
    moment_column("created_at"),
)

staff: Final = Table(
    "staff",
    METADATA,
    Column("id", CODE, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("pin_hash", Text),
)

settings: Final = Table(
    "settings",
    METADATA,
    Column("key", CODE, primary_key=True),
    Column("value", Text, nullable=False),
)
