"""What is taken next, and who holds what, found without looking at what is done."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the indexes."""
    op.drop_index("batch_items_by_state", "batch_items")
    op.create_index("batch_items_by_state", "batch_items", ["batch_id", "state", "number"])
    op.create_index("batch_items_by_worker", "batch_items", ["batch_id", "worker"])


def downgrade() -> None:
    """Make them as they were."""
    op.drop_index("batch_items_by_worker", "batch_items")
    op.drop_index("batch_items_by_state", "batch_items")
    op.create_index("batch_items_by_state", "batch_items", ["batch_id", "state"])
