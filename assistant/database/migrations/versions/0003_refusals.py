"""Edits that somebody else was faster than; and which jobs people know the end of."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table and the column; jobs that ended before are known."""
    op.create_table(
        "refusals",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("draft_id", sa.String(32), sa.ForeignKey("drafts.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("edit", sa.JSON, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
    )
    op.add_column("jobs", sa.Column("taken_up", sa.Boolean, nullable=False, server_default=sa.true()))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("jobs", "taken_up")
    op.drop_table("refusals")
