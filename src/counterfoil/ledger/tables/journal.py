"""The journal: what each device did, hash-chained and signed, append-only by trigger."""

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, String, Table

from counterfoil.ledger.tables.append_only import refuse_changes
from counterfoil.ledger.tables.base import JSON_TEXT, METADATA, moment_column

journal: Final = Table(
    "journal",
    METADATA,
    Column("device", ForeignKey("devices.id"), primary_key=True),
    Column("n", BigInteger, primary_key=True, autoincrement=False),
    Column("prev_hash", LargeBinary(32), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("body", JSON_TEXT, nullable=False),
    moment_column("wall_time"),
    moment_column("hub_time", nullable=True),
    Column("hash", LargeBinary(32), nullable=False),
    Column("signature", LargeBinary(64), nullable=False),
    sqlite_with_rowid=False,
)

refuse_changes(journal)
