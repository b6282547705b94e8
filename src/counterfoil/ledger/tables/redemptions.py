"""What came of each attempt: redemptions, and refusals.

The id of either is the device and the number of its journal entry: unique without asking anybody,
and the last attempts are those that the end of the journal names. Each index costs a redemption a
page to write, so there are only those that something asks for.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    func,
)

from counterfoil.ledger.tables.base import CODE, JSON_TEXT, METADATA, UNITS, moment_column

redemptions: Final = Table(
    "redemptions",
    METADATA,
    Column("id", CODE, primary_key=True),
    Column("event_id", CODE),
    # No foreign key: it would slow the removal of a cancelled batch, whose codes nobody used.
    Column("code_id", BigInteger, nullable=False, index=True),
    Column("campaign_id", ForeignKey("campaigns.id"), nullable=False),
    Column("campaign_version", Integer, nullable=False),
    Column("member_id", ForeignKey("members.id")),
    Column("staff_id", ForeignKey("staff.id"), nullable=False),
    Column("store", ForeignKey("stores.code"), nullable=False),
    Column("till", ForeignKey("devices.id"), nullable=False),
    moment_column("at"),
    # All units given to anyone, which the campaign's budget is charged with.
    Column("units", UNITS, nullable=False),
    Column("amount", UNITS),
    Column("rules", JSON_TEXT, nullable=False),
    Column("given", JSON_TEXT, nullable=False),
    Column("body", JSON_TEXT),
    Column("source", String(20), nullable=False),
    moment_column("reversed_at", nullable=True),
    Column("reversed_by", ForeignKey("staff.id")),
    Column("reversal_reason", Text),
    # Reserved for redemptions that count nowhere.
    Column("test", Boolean, nullable=False),
    Index("ix_redemptions_campaign_id_at", "campaign_id", "at"),
    Index("ix_redemptions_member_id_at", "member_id", "at"),
    sqlite_with_rowid=False,
)

refusals: Final = Table(
    "refusals",
    METADATA,
    Column("id", CODE, primary_key=True),
    Column("event_id", CODE),
    moment_column("at"),
    Column("reason", String(40), nullable=False),
    Column("campaign_id", ForeignKey("campaigns.id")),
    Column("code_id", BigInteger),
    # The first and last characters, and a keyed digest to tell whether it is the same again.
    Column("shown", CODE, nullable=False),
    Column("digest", LargeBinary(16)),
    Column("values", JSON_TEXT, nullable=False),
    Column("staff_id", ForeignKey("staff.id"), nullable=False),
    Column("store", ForeignKey("stores.code"), nullable=False),
    Column("till", ForeignKey("devices.id"), nullable=False),
    Column("member_id", ForeignKey("members.id")),
    Column("source", String(20), nullable=False),
    Index("ix_refusals_campaign_id_at", "campaign_id", "at"),
    Index("ix_refusals_member_id_at", "member_id", "at"),
    sqlite_with_rowid=False,
)


def newest_first(table: Table) -> tuple[ColumnElement[int], ColumnElement[int], ColumnElement[str]]:
    """Return what orders attempts, the newest first; never two of them stand alike.

    Of one moment they stand as their till counted them: of its ids, the longer one is the later.
    """
    return table.c.at.desc(), func.length(table.c.id).desc(), table.c.id.desc()


for table in (redemptions, refusals):
    Index(
        f"ix_{table.name}_event_id",
        table.c.event_id,
        unique=True,
        sqlite_where=table.c.event_id.is_not(None),
        postgresql_where=table.c.event_id.is_not(None),
    )
