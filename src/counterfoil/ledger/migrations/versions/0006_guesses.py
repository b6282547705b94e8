"""Guesses of codes are counted, by who tries them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "guesses",
        sa.Column("kind", sa.String(10), primary_key=True),
        sa.Column("id", sa.String(200), primary_key=True),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.LargeBinary(16), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_guesses_until", "guesses", ["until"])
