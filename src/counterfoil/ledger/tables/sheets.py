"""Printed sheets: runs of them, each sheet, which codes stand where, and what was printed again.

A code costs no row here: the ids on a sheet follow one another but where codes were left out, so a
part of a sheet is a row of its first and last id and the place of the first. Parts never overlap,
and the one that may have a code is the last that begins at or before its id.
"""

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, String, Table, Text

from counterfoil.ledger.tables.base import CODE, ID, JSON_TEXT, METADATA, moment_column

MAKING: Final = "making"
READY: Final = "ready"
"""States of a run: its file being written and proved, and printed. Sheets are known once ready."""

print_runs: Final = Table(
    "print_runs",
    METADATA,
    Column("id", ID, primary_key=True),
    # The one whose id stands in the headers.
    Column("device", ForeignKey("devices.id"), nullable=False),
    Column("campaign_id", ForeignKey("campaigns.id"), nullable=False, index=True),
    # The one that was named, if any was.
    Column("batch_id", ForeignKey("batches.id")),
    Column("state", String(10), nullable=False),
    Column("stock_id", CODE, nullable=False),
    Column("stock", JSON_TEXT, nullable=False),
    Column("design", JSON_TEXT, nullable=False),
    Column("per_page", Integer, nullable=False),
    # The place of the first label on the first sheet.
    Column("start", Integer, nullable=False),
    # First and last of each range of ids that no other run may print.
    Column("ids", JSON_TEXT, nullable=False),
    # Where the next page goes on, NULL once all codes have their places.
    Column("next_id", BigInteger),
    Column("first_sheet", BigInteger, nullable=False),
    Column("last_sheet", BigInteger, nullable=False),
    Column("labels", BigInteger, nullable=False),
    Column("proved", BigInteger),
    moment_column("printed_at"),
    Column("printed_by", ForeignKey("staff.id"), nullable=False),
)

sheets: Final = Table(
    "sheets",
    METADATA,
    Column("number", ID, primary_key=True, autoincrement=False),
    Column("run_id", ForeignKey("print_runs.id"), nullable=False, index=True),
    Column("first_place", Integer, nullable=False),
    Column("labels", Integer, nullable=False),
    moment_column("voided_at", nullable=True),
    Column("voided_by", ForeignKey("staff.id")),
    Column("void_reason", Text),
)

sheet_parts: Final = Table(
    "sheet_parts",
    METADATA,
    Column("first_id", ID, primary_key=True, autoincrement=False),
    Column("last_id", BigInteger, nullable=False),
    Column("sheet", ForeignKey("sheets.number"), nullable=False, index=True),
    Column("first_place", Integer, nullable=False),
)

sheet_reprints: Final = Table(
    "sheet_reprints",
    METADATA,
    Column("sheet", ForeignKey("sheets.number"), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    moment_column("at"),
    Column("staff_id", ForeignKey("staff.id"), nullable=False),
    Column("reason", Text, nullable=False),
    sqlite_with_rowid=False,
)
