"""Codes by the million: batches, codes, their digests, the spaces they are drawn from, counts.

A code costs some 50 bytes in all. Codes stand in the order they were made, and each batch has a
range of ids of its own, so a campaign's codes are read in pages by id with no further index. A code
is found by its digest, which leads to its id. Neither table refers to another by foreign key: that
is a look-up for each of millions of rows, where ids are only ever written by one batch.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
)

from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.tables.base import DIGEST, ID, JSON_TEXT, METADATA, moment_column

UNUSED: Final = 0
USED: Final = 1
VOID: Final = 2
STATUSES: Final = (CodeStatus.UNUSED, CodeStatus.USED, CodeStatus.VOID)
"""What the numbers in `codes.status` stand for."""

BUILDING: Final = "building"
READY: Final = "ready"
VOIDING: Final = "voiding"
"""States of a batch: being written, in use, being made void. Codes are known only while ready."""

code_spaces: Final = Table(
    "code_spaces",
    METADATA,
    Column("id", ID, primary_key=True),
    # Prefix, alphabet, length and check character: what makes two formats the same space.
    Column("format", String(120), nullable=False, unique=True),
    Column("character_set", String(10), nullable=False),
    Column("length", SmallInteger, nullable=False),
    Column("prefix", String(16), nullable=False),
    Column("look_alikes", Boolean, nullable=False),
    Column("check_character", Boolean, nullable=False),
    Column("key", LargeBinary(32), nullable=False),
    Column("next_counter", BigInteger, nullable=False),
)

batches: Final = Table(
    "batches",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("campaign_id", ForeignKey("campaigns.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("state", String(10), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("first_id", BigInteger, nullable=False),
    # Before first_id in an empty batch.
    Column("last_id", BigInteger, nullable=False),
    Column("space_id", ForeignKey("code_spaces.id")),
    Column("counter_start", BigInteger),
    Column("counter_end", BigInteger),
    # Lengths that the canonical texts of imported codes have: no such text is called mistyped.
    Column("lengths", JSON_TEXT, nullable=False),
    Column("labels", JSON_TEXT, nullable=False),
    moment_column("created_at"),
    Column("created_by", ForeignKey("staff.id"), nullable=False),
    Index("ix_batches_last_id", "last_id"),
)

codes: Final = Table(
    "codes",
    METADATA,
    Column("id", ID, primary_key=True, autoincrement=False),
    Column("batch_id", BigInteger, nullable=False),
    # As it was made or imported; NULL where the till may not know it.
    Column("text", Text),
    Column("status", SmallInteger, nullable=False),
    CheckConstraint("status BETWEEN 0 AND 2", name="status"),
)
Index(
    "ix_codes_spent",
    codes.c.status,
    codes.c.id,
    sqlite_where=codes.c.status != UNUSED,
    postgresql_where=codes.c.status != UNUSED,
)

code_digests: Final = Table(
    "code_digests",
    METADATA,
    Column("digest", DIGEST, primary_key=True),
    Column("code_id", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

campaign_counts: Final = Table(
    "campaign_counts",
    METADATA,
    Column("campaign_id", ForeignKey("campaigns.id"), primary_key=True),
    Column("codes", BigInteger, nullable=False),
    Column("used", BigInteger, nullable=False),
    Column("void", BigInteger, nullable=False),
)
