"""Requests of batches that a service answers in its own time."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "batch_submissions",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("batch_id", sa.String(32), sa.ForeignKey("batches.id", ondelete="CASCADE"), nullable=False),
        sa.Column("address", sa.String(400), nullable=False),
        sa.Column("requests", sa.LargeBinary, nullable=False),
        sa.Column("file", sa.Text),
        sa.Column("remote", sa.Text),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_batch_submissions_batch_id", "batch_submissions", ["batch_id"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("batch_submissions")
