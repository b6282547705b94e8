"""What a hub and its devices keep of one another: verdicts, grants, conflicts, the feed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NAME = sa.String(200)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    create_exchange()
    create_rights()
    create_feed()
    create_till()


def create_exchange() -> None:
    op.create_table(
        "invitations",
        sa.Column("token_hash", sa.LargeBinary(32), primary_key=True),
        sa.Column("store", NAME, sa.ForeignKey("stores.code"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("invited_by", NAME, sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("invited_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_by", NAME, sa.ForeignKey("devices.id")),
    )
    op.create_table(
        "enrolments",
        sa.Column("device", NAME, sa.ForeignKey("devices.id"), primary_key=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("joined_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("clock_off", sa.BigInteger(), nullable=False),
        sa.Column("awaited", sa.Boolean(), nullable=False),
        sa.Column("receipted_n", sa.BigInteger()),
        sa.Column("early", sa.Text()),
        sa.Column("sessions", sa.BigInteger()),
        sa.Column("tip_n", sa.BigInteger(), nullable=False),
        sa.Column("had_n", sa.BigInteger()),
    )
    op.create_table(
        "entry_verdicts",
        sa.Column("device", NAME, sa.ForeignKey("devices.id"), primary_key=True),
        sa.Column("n", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("outcome", sa.String(12), nullable=False),
        sa.Column("of", NAME, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("values", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("receipt", sa.LargeBinary(32), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "quarantine",
        sa.Column("id", ID, primary_key=True),
        sa.Column("device", NAME, sa.ForeignKey("devices.id"), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_quarantine_device_n", "quarantine", ["device", "n"])


def create_rights() -> None:
    op.create_table(
        "grants",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("device", NAME, sa.ForeignKey("devices.id"), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("campaign_id", NAME, sa.ForeignKey("campaigns.id"), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("granted_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger()),
        sa.Column("first_id", sa.BigInteger()),
        sa.Column("last_id", sa.BigInteger()),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.Column("money", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("spent_units", sa.BigInteger(), nullable=False),
        sa.Column("spent_money", sa.BigInteger(), nullable=False),
        sa.Column("spent_count", sa.BigInteger(), nullable=False),
        sa.Column("burned_units", sa.BigInteger(), nullable=False),
        sa.Column("burned_money", sa.BigInteger(), nullable=False),
        sa.Column("burned_count", sa.BigInteger(), nullable=False),
        sa.Column("accepted_n", sa.BigInteger()),
        sa.Column("reason", sa.Text(), nullable=False),
    )
    op.create_index("ix_grants_campaign_id_state", "grants", ["campaign_id", "state"])
    op.create_index("ix_grants_device_state", "grants", ["device", "state"])
    op.create_index("ix_grants_last_id", "grants", ["last_id"])
    op.create_table(
        "allowances",
        sa.Column("campaign_id", NAME, sa.ForeignKey("campaigns.id"), primary_key=True),
        sa.Column("device", NAME, primary_key=True),
        sa.Column("budget_units", sa.BigInteger(), nullable=False),
        sa.Column("budget_count", sa.BigInteger(), nullable=False),
        sa.Column("risk_units", sa.BigInteger(), nullable=False),
        sa.Column("risk_money", sa.BigInteger(), nullable=False),
        sa.Column("risk_count", sa.BigInteger(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("quota", sa.Integer(), nullable=False),
    )
    op.create_table(
        "conflicts",
        sa.Column("id", NAME, primary_key=True),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("of", NAME, nullable=False),
        sa.Column("device", NAME, sa.ForeignKey("devices.id"), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("code_id", sa.BigInteger()),
        sa.Column("campaign_id", NAME),
        sa.Column("grant_id", sa.BigInteger()),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.Column("money", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("settled_by", NAME, sa.ForeignKey("staff.id")),
        sa.Column("settled_at", sa.BigInteger()),
    )
    op.create_index("ix_conflicts_code_id", "conflicts", ["code_id"])
    op.create_index("ix_conflicts_state_at", "conflicts", ["state", "at"])


def create_feed() -> None:
    op.create_table(
        "feed_counter",
        sa.Column("id", sa.SmallInteger(), primary_key=True, autoincrement=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "feed",
        sa.Column("topic", sa.String(20), primary_key=True),
        sa.Column("key", NAME, primary_key=True),
        sa.Column("scope", NAME, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_feed_seq", "feed", ["seq"], unique=True)
    op.create_table(
        "snapshots",
        sa.Column("scope", NAME, primary_key=True),
        sa.Column("seq", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "snapshot_pages",
        sa.Column("sha256", sa.LargeBinary(32), primary_key=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "batch_pages",
        sa.Column("batch_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("page", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("digests", sa.LargeBinary(32), nullable=False),
        sa.Column("texts", sa.LargeBinary(32), nullable=False),
    )


def create_till() -> None:
    op.create_table(
        "remote_uses",
        sa.Column("code_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("store", sa.Text(), nullable=False),
        sa.Column("staff", sa.Text(), nullable=False),
    )
    op.create_table(
        "remote_spent",
        sa.Column("first_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("last_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
    )
    op.create_table(
        "intents",
        sa.Column("n", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
    )
