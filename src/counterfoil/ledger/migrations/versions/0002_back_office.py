"""The back office: drafts and versions of campaigns, figures by the quarter of an hour, PINs."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NAME = sa.String(200)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# Of 900 s each, rounded down before 1970 too, where a division cuts towards zero.
QUARTER = "(at + 90000000000000000) / 900000000 - 100000000"
REDEEMED = f"""INSERT INTO redemption_tallies
(campaign_id, quarter, store, till, staff_id, redemptions, units, reversed)
SELECT campaign_id, {QUARTER}, store, till, staff_id,
sum(CASE WHEN reversed_at IS NULL THEN 1 ELSE 0 END),
sum(CASE WHEN reversed_at IS NULL THEN units ELSE 0 END),
sum(CASE WHEN reversed_at IS NULL THEN 0 ELSE 1 END)
FROM redemptions WHERE NOT test GROUP BY campaign_id, {QUARTER}, store, till, staff_id"""  # noqa: S608 - nothing of a user's
REFUSED = f"""INSERT INTO refusal_tallies
(campaign_id, quarter, reason, store, till, staff_id, refusals)
SELECT coalesce(campaign_id, ''), {QUARTER}, reason, store, till, staff_id, count(*)
FROM refusals GROUP BY coalesce(campaign_id, ''), {QUARTER}, reason, store, till, staff_id"""  # noqa: S608 - as above


def upgrade() -> None:
    create_campaign_tables()
    create_people_tables()
    create_tallies()
    # What was done before this version is counted once.
    op.execute(REDEEMED)
    op.execute(REFUSED)


def create_campaign_tables() -> None:
    op.create_table(
        "campaign_drafts",
        sa.Column("id", NAME, primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("campaign_id", NAME, nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("saved_by", NAME, sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_campaign_drafts_saved_at", "campaign_drafts", ["saved_at"])
    op.create_table(
        "campaign_versions",
        sa.Column("campaign_id", NAME, sa.ForeignKey("campaigns.id"), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("saved_by", NAME, sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sqlite_with_rowid=False,
    )


def create_people_tables() -> None:
    op.create_table(
        "pin_tries",
        sa.Column("staff_id", NAME, sa.ForeignKey("staff.id"), primary_key=True),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("wait_until", sa.BigInteger()),
        sa.Column("signed_in_at", sa.BigInteger()),
    )
    op.create_table(
        "coupon_uses",
        sa.Column("code", NAME, sa.ForeignKey("coupons.code"), primary_key=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", NAME, sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("store", NAME, sa.ForeignKey("stores.code"), nullable=False),
        sa.Column("till", NAME, sa.ForeignKey("devices.id"), nullable=False),
    )
    op.create_table(
        "erasures",
        sa.Column("member_id", NAME, sa.ForeignKey("members.id"), primary_key=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", NAME, sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
    )
    op.create_table(
        "adjustments",
        sa.Column(
            "transfer_id", ID, sa.ForeignKey("transfers.id"), primary_key=True, autoincrement=False
        ),
        sa.Column("staff_id", NAME, sa.ForeignKey("staff.id"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
    )
    op.create_index("ix_members_referrer_id", "members", ["referrer_id"])
    op.create_index("ix_refusals_member_id_at", "refusals", ["member_id", "at"])


def create_tallies() -> None:
    op.create_table(
        "redemption_tallies",
        sa.Column("campaign_id", NAME, sa.ForeignKey("campaigns.id"), primary_key=True),
        sa.Column("quarter", ID, primary_key=True, autoincrement=False),
        sa.Column("store", NAME, sa.ForeignKey("stores.code"), primary_key=True),
        sa.Column("till", NAME, sa.ForeignKey("devices.id"), primary_key=True),
        sa.Column("staff_id", NAME, sa.ForeignKey("staff.id"), primary_key=True),
        sa.Column("redemptions", sa.BigInteger(), nullable=False),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.Column("reversed", sa.BigInteger(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "refusal_tallies",
        sa.Column("campaign_id", NAME, primary_key=True),
        sa.Column("quarter", ID, primary_key=True, autoincrement=False),
        sa.Column("reason", sa.String(40), primary_key=True),
        sa.Column("store", NAME, sa.ForeignKey("stores.code"), primary_key=True),
        sa.Column("till", NAME, sa.ForeignKey("devices.id"), primary_key=True),
        sa.Column("staff_id", NAME, sa.ForeignKey("staff.id"), primary_key=True),
        sa.Column("refusals", sa.BigInteger(), nullable=False),
        sqlite_with_rowid=False,
    )
