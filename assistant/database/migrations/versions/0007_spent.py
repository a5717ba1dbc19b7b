"""What a batch has cost, whatever became of the items that it was paid for."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the columns; what was spent before is what the items have noted."""
    for name, of in (("spent_input", "input_tokens"), ("spent_output", "output_tokens")):
        op.add_column("batches", sa.Column(name, sa.BigInteger, nullable=False, server_default="0"))
        sums = f"SELECT COALESCE(SUM({of}), 0) FROM batch_items WHERE batch_items.batch_id = batches.id"
        op.execute(f"UPDATE batches SET {name} = ({sums})")


def downgrade() -> None:
    """Drop them."""
    op.drop_column("batches", "spent_output")
    op.drop_column("batches", "spent_input")
