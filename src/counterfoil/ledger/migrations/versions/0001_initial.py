"""The first tables: stores and staff, campaigns and codes, members and units, what happened."""

import sqlalchemy as sa
from alembic import op

from counterfoil.ledger.tables.append_only import append_only_ddl

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

NAME = sa.String(200)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    create_stores()
    create_campaigns()
    create_codes()
    create_members()
    create_attempts()
    for table in ("journal", "transfers"):
        for statement in append_only_ddl(table, op.get_bind().dialect.name):
            op.execute(sa.text(statement))


def create_stores() -> None:
    op.create_table(
        "stores",
        sa.Column("code", NAME, primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
    )
    op.create_table(
        "devices",
        sa.Column("id", NAME, primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("store_code", NAME, sa.ForeignKey("stores.code"), nullable=False),
        sa.Column("public_key", sa.LargeBinary(32), nullable=False, unique=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "staff",
        sa.Column("id", NAME, primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("pin_hash", sa.Text()),
    )
    op.create_table(
        "settings",
        sa.Column("key", NAME, primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )
    op.create_table(
        "journal",
        sa.Column("device", NAME, sa.ForeignKey("devices.id"), primary_key=True),
        sa.Column("n", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("prev_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("wall_time", sa.BigInteger(), nullable=False),
        sa.Column("hub_time", sa.BigInteger()),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("signature", sa.LargeBinary(64), nullable=False),
        sqlite_with_rowid=False,
    )


def create_campaigns() -> None:
    op.create_table(
        "event_schemas",
        sa.Column("event_type", NAME, primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
    )
    op.create_table(
        "campaigns",
        sa.Column("id", NAME, primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("event", NAME, sa.ForeignKey("event_schemas.event_type"), nullable=False),
        sa.Column("prefix", NAME, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger()),
        sa.Column("display_order", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_campaigns_display_order_id", "campaigns", ["display_order", "id"])
    op.create_table(
        "rewards",
        sa.Column("id", NAME, primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger()),
        sa.Column("days_valid", sa.Integer()),
        sa.Column("active", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "usage",
        sa.Column("campaign_id", NAME, sa.ForeignKey("campaigns.id"), primary_key=True),
        sa.Column("member_id", NAME, primary_key=True),
        sa.Column("unit", NAME, primary_key=True),
        sa.Column("bucket", ID, primary_key=True, autoincrement=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("executions", ID, nullable=False),
        sqlite_with_rowid=False,
    )


def create_codes() -> None:
    op.create_table(
        "code_spaces",
        sa.Column("id", ID, primary_key=True),
        sa.Column("format", sa.String(120), nullable=False, unique=True),
        sa.Column("character_set", sa.String(10), nullable=False),
        sa.Column("length", sa.SmallInteger(), nullable=False),
        sa.Column("prefix", sa.String(16), nullable=False),
        sa.Column("look_alikes", sa.Boolean(), nullable=False),
        sa.Column("check_character", sa.Boolean(), nullable=False),
        sa.Column("key", sa.LargeBinary(32), nullable=False),
        sa.Column("next_counter", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "batches",
        sa.Column("id", ID, primary_key=True),
        sa.Column("campaign_id", NAME, sa.ForeignKey("campaigns.id"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("first_id", sa.BigInteger(), nullable=False),
        sa.Column("last_id", sa.BigInteger(), nullable=False),
        sa.Column("space_id", ID, sa.ForeignKey("code_spaces.id")),
        sa.Column("counter_start", sa.BigInteger()),
        sa.Column("counter_end", sa.BigInteger()),
        sa.Column("lengths", sa.Text(), nullable=False),
        sa.Column("labels", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("created_by", NAME, sa.ForeignKey("staff.id"), nullable=False),
    )
    op.create_index("ix_batches_campaign_id", "batches", ["campaign_id"])
    op.create_index("ix_batches_last_id", "batches", ["last_id"])
    op.create_table(
        "codes",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("batch_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text()),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("status BETWEEN 0 AND 2", name="status"),
    )
    some_rows("ix_codes_spent", "codes", ["status", "id"], "status != 0")
    op.create_table(
        "code_digests",
        sa.Column("digest", sa.LargeBinary(16), primary_key=True),
        sa.Column("code_id", sa.BigInteger(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "campaign_counts",
        sa.Column("campaign_id", NAME, sa.ForeignKey("campaigns.id"), primary_key=True),
        sa.Column("codes", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.Column("void", sa.BigInteger(), nullable=False),
    )


def create_members() -> None:
    for table in ("tiers", "segments"):
        op.create_table(
            table,
            sa.Column("code", NAME, primary_key=True),
            sa.Column("name", sa.Text(), nullable=False),
        )
    op.create_table(
        "members",
        sa.Column("id", NAME, primary_key=True),
        sa.Column("card", NAME, nullable=False, unique=True),
        sa.Column("registered_at", sa.BigInteger(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("tier", NAME, sa.ForeignKey("tiers.code")),
        sa.Column("segments", sa.Text(), nullable=False),
        sa.Column("labels", sa.Text(), nullable=False),
        sa.Column("custom_attributes", sa.Text(), nullable=False),
        sa.Column("referrer_id", NAME, sa.ForeignKey("members.id")),
        sa.Column("active", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "member_terms",
        sa.Column("term", WORD, primary_key=True),
        sa.Column("member_id", NAME, sa.ForeignKey("members.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_member_terms_member_id", "member_terms", ["member_id"])
    op.create_table(
        "wallet_balances",
        sa.Column("member_id", NAME, sa.ForeignKey("members.id"), primary_key=True),
        sa.Column("wallet_code", NAME, primary_key=True),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sqlite_with_rowid=False,
    )


def create_attempts() -> None:
    op.create_table(
        "redemptions",
        sa.Column("id", NAME, primary_key=True),
        sa.Column("event_id", NAME),
        sa.Column("code_id", sa.BigInteger(), nullable=False),
        sa.Column("campaign_id", NAME, sa.ForeignKey("campaigns.id"), nullable=False),
        sa.Column("campaign_version", sa.Integer(), nullable=False),
        sa.Column("member_id", NAME, sa.ForeignKey("members.id")),
        sa.Column("staff_id", NAME, sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("store", NAME, sa.ForeignKey("stores.code"), nullable=False),
        sa.Column("till", NAME, sa.ForeignKey("devices.id"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger()),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("body", sa.Text()),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("reversed_at", sa.BigInteger()),
        sa.Column("reversed_by", NAME, sa.ForeignKey("staff.id")),
        sa.Column("reversal_reason", sa.Text()),
        sa.Column("test", sa.Boolean(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_redemptions_campaign_id_at", "redemptions", ["campaign_id", "at"])
    op.create_index("ix_redemptions_code_id", "redemptions", ["code_id"])
    some_rows(
        "ix_redemptions_event_id", "redemptions", ["event_id"], "event_id IS NOT NULL", unique=True
    )
    op.create_index("ix_redemptions_member_id_at", "redemptions", ["member_id", "at"])
    op.create_table(
        "refusals",
        sa.Column("id", NAME, primary_key=True),
        sa.Column("event_id", NAME),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("campaign_id", NAME, sa.ForeignKey("campaigns.id")),
        sa.Column("code_id", sa.BigInteger()),
        sa.Column("shown", NAME, nullable=False),
        sa.Column("digest", sa.LargeBinary(16)),
        sa.Column("values", sa.Text(), nullable=False),
        sa.Column("staff_id", NAME, sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("store", NAME, sa.ForeignKey("stores.code"), nullable=False),
        sa.Column("till", NAME, sa.ForeignKey("devices.id"), nullable=False),
        sa.Column("member_id", NAME, sa.ForeignKey("members.id")),
        sa.Column("source", sa.String(20), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_refusals_campaign_id_at", "refusals", ["campaign_id", "at"])
    some_rows("ix_refusals_event_id", "refusals", ["event_id"], "event_id IS NOT NULL", unique=True)
    op.create_table(
        "coupons",
        sa.Column("code", NAME, primary_key=True),
        sa.Column("reward_id", NAME, sa.ForeignKey("rewards.id"), nullable=False),
        sa.Column("member_id", NAME, sa.ForeignKey("members.id")),
        sa.Column("value", sa.BigInteger()),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger()),
        sa.Column("redemption_id", NAME, sa.ForeignKey("redemptions.id")),
        sa.Column("used_at", sa.BigInteger()),
        sa.Column("cancelled_at", sa.BigInteger()),
    )
    op.create_index("ix_coupons_member_id", "coupons", ["member_id"])
    op.create_index("ix_coupons_redemption_id", "coupons", ["redemption_id"])
    op.create_table(
        "transfers",
        sa.Column("id", ID, primary_key=True),
        sa.Column("member_id", NAME, sa.ForeignKey("members.id"), nullable=False),
        sa.Column("wallet_code", NAME, nullable=False),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("redemption_id", NAME, sa.ForeignKey("redemptions.id")),
        sa.Column("reverses_id", ID, sa.ForeignKey("transfers.id")),
    )
    op.create_index("ix_transfers_member_id_at", "transfers", ["member_id", "at"])


def some_rows(name: str, table: str, columns: list[str], where: str, unique: bool = False) -> None:
    only = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=only, postgresql_where=only)


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
