"""Printed sheets: runs, sheets, the parts of them that codes stand on, and reprints."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NAME = sa.String(200)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    create_runs()
    create_sheets()


def create_runs() -> None:
    op.create_table(
        "print_runs",
        sa.Column("id", ID, primary_key=True),
        sa.Column("device", NAME, sa.ForeignKey("devices.id"), nullable=False),
        sa.Column("campaign_id", NAME, sa.ForeignKey("campaigns.id"), nullable=False),
        sa.Column("batch_id", ID, sa.ForeignKey("batches.id")),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("stock_id", NAME, nullable=False),
        sa.Column("stock", sa.Text(), nullable=False),
        sa.Column("design", sa.Text(), nullable=False),
        sa.Column("per_page", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("ids", sa.Text(), nullable=False),
        sa.Column("next_id", sa.BigInteger()),
        sa.Column("first_sheet", sa.BigInteger(), nullable=False),
        sa.Column("last_sheet", sa.BigInteger(), nullable=False),
        sa.Column("labels", sa.BigInteger(), nullable=False),
        sa.Column("proved", sa.BigInteger()),
        sa.Column("printed_at", sa.BigInteger(), nullable=False),
        sa.Column("printed_by", NAME, sa.ForeignKey("staff.id"), nullable=False),
    )
    op.create_index("ix_print_runs_campaign_id", "print_runs", ["campaign_id"])


def create_sheets() -> None:
    op.create_table(
        "sheets",
        sa.Column("number", ID, primary_key=True, autoincrement=False),
        sa.Column("run_id", ID, sa.ForeignKey("print_runs.id"), nullable=False),
        sa.Column("first_place", sa.Integer(), nullable=False),
        sa.Column("labels", sa.Integer(), nullable=False),
        sa.Column("voided_at", sa.BigInteger()),
        sa.Column("voided_by", NAME, sa.ForeignKey("staff.id")),
        sa.Column("void_reason", sa.Text()),
    )
    op.create_index("ix_sheets_run_id", "sheets", ["run_id"])
    op.create_table(
        "sheet_parts",
        sa.Column("first_id", ID, primary_key=True, autoincrement=False),
        sa.Column("last_id", sa.BigInteger(), nullable=False),
        sa.Column("sheet", ID, sa.ForeignKey("sheets.number"), nullable=False),
        sa.Column("first_place", sa.Integer(), nullable=False),
    )
    op.create_index("ix_sheet_parts_sheet", "sheet_parts", ["sheet"])
    op.create_table(
        "sheet_reprints",
        sa.Column("sheet", ID, sa.ForeignKey("sheets.number"), primary_key=True),
        sa.Column("n", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", NAME, sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )
