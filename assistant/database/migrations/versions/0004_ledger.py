"""What an item of a batch was made of, what it cost, what came of it and who works on it; and the answers that were paid for."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the columns and the table; items of before cost what nobody noted."""
    op.add_column("batches", sa.Column("kind", sa.String(20), nullable=False, server_default="draft"))
    op.add_column("batches", sa.Column("place", sa.String(1000)))
    op.create_index("batches_of_place", "batches", ["place"])
    op.execute("ALTER TABLE batch_items RENAME COLUMN project TO subject")
    for column in (
        sa.Column("inputs", sa.String(64)),
        sa.Column("model", sa.String(200)),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("input_tokens", sa.Integer, nullable=False, server_default="0"),
        sa.Column("output_tokens", sa.Integer, nullable=False, server_default="0"),
        sa.Column("seconds", sa.Double, nullable=False, server_default="0"),
        sa.Column("result", sa.LargeBinary),
        sa.Column("turn", sa.Integer, nullable=False, server_default="0"),
        sa.Column("crashes", sa.Integer, nullable=False, server_default="0"),
        sa.Column("worker", sa.String(120)),
        sa.Column("held_until", sa.DateTime(timezone=True)),
    ):
        op.add_column("batch_items", column)
    op.create_table(
        "batch_answers",
        sa.Column("batch_id", sa.String(32), sa.ForeignKey("batches.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("inputs", sa.String(64), primary_key=True),
        sa.Column("question", sa.String(64), primary_key=True),
        sa.Column("reply", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("batch_answers")
    for column in ("held_until", "worker", "crashes", "turn", "result", "seconds", "output_tokens", "input_tokens", "attempts", "model"):
        op.drop_column("batch_items", column)
    op.drop_column("batch_items", "inputs")
    op.drop_index("batches_of_place", "batches")
    op.drop_column("batches", "place")
    op.drop_column("batches", "kind")
    op.execute("ALTER TABLE batch_items RENAME COLUMN subject TO project")
