"""Drafts with their revisions, jobs, the audit log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("owner", sa.String(255), nullable=False, index=True),
        sa.Column("title", sa.String(400), nullable=False),
        sa.Column("head", sa.Integer, nullable=False),
        sa.Column("stamp", sa.Integer, nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("changed", moment, nullable=False),
        sa.Column("changed_by", sa.String(255), nullable=False),
        sa.Column("removed", moment),
    )
    op.create_table(
        "revisions",
        sa.Column("draft_id", sa.String(32), sa.ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("parent", sa.Integer),
        sa.Column("at", moment, nullable=False),
        sa.Column("by", sa.String(255), nullable=False),
        sa.Column("action", sa.String(400), nullable=False),
        sa.Column("edit", sa.JSON),
        sa.Column("label", sa.String(200)),
        sa.Column("state", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("owner", sa.String(255), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("draft_id", sa.String(32), sa.ForeignKey("drafts.id", ondelete="CASCADE"), index=True),
        sa.Column("state", sa.String(20), nullable=False, index=True),
        sa.Column("request", sa.JSON, nullable=False),
        sa.Column("progress", sa.JSON, nullable=False),
        sa.Column("result", sa.JSON),
        sa.Column("error", sa.Text),
        sa.Column("cancel", sa.Boolean, nullable=False),
        sa.Column("worker", sa.String(80)),
        sa.Column("created", moment, nullable=False),
        sa.Column("changed", moment, nullable=False),
    )
    op.create_index("jobs_of_owner", "jobs", ["owner", "created"])
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("line", sa.Text, nullable=False),
        sa.Column("before", sa.String(64), nullable=False, unique=True),
    )


def downgrade() -> None:
    """Drop them."""
    for name in ("audit", "jobs", "revisions", "drafts"):
        op.drop_table(name)
