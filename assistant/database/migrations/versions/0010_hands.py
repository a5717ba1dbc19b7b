"""Which draft stood on the left when it was judged: reasons speak of 甲 and 乙."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the column; of what was judged before nobody knows."""
    op.add_column("judgments", sa.Column("swapped", sa.Boolean))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("judgments", "swapped")
