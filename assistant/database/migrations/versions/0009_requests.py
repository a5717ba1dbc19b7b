"""How many requests a batch has paid for, whatever became of the items that they were for."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the column; what was asked before is what the items have noted."""
    op.add_column("batches", sa.Column("spent_requests", sa.BigInteger, nullable=False, server_default="0"))
    sums = "SELECT COALESCE(SUM(attempts), 0) FROM batch_items WHERE batch_items.batch_id = batches.id"
    op.execute(f"UPDATE batches SET spent_requests = ({sums})")


def downgrade() -> None:
    """Drop it."""
    op.drop_column("batches", "spent_requests")
