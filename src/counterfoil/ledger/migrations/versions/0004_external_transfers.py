"""Adjustments know what another program calls them, so that it can send one twice."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("adjustments", sa.Column("external_id", sa.String(200)))
    op.create_index("ix_adjustments_external_id", "adjustments", ["external_id"], unique=True)
