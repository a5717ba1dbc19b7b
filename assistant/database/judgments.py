"""What people judge of drafts beside each other, as tables."""

from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assistant.database.tables import Base, Moment

Verdict = Literal["first", "second", "tie", "neither"]


class ComparisonRow(Base):
    """Two sides whose drafts are held against each other: each is a batch, and one prompt of it.

    Attributes:
        first_prompt: empty for drafts that came from no model.
        seed: decides, for each judge, the order of the projects and which side stands on the left.
    """

    __tablename__ = "comparisons"
    __table_args__ = (UniqueConstraint("first_batch", "first_prompt", "second_batch", "second_prompt", name="comparison_of_two_sides"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    first_batch: Mapped[str] = mapped_column(ForeignKey("batches.id", ondelete="CASCADE"))
    first_prompt: Mapped[str] = mapped_column(String(60))
    second_batch: Mapped[str] = mapped_column(ForeignKey("batches.id", ondelete="CASCADE"), index=True)
    second_prompt: Mapped[str] = mapped_column(String(60))
    seed: Mapped[str] = mapped_column(String(32))
    created: Mapped[datetime] = mapped_column(Moment)


class JudgmentRow(Base):
    """What a judge says of the two drafts of a project.

    Attributes:
        project: hash of what was asked for.
        judge: who; name: what others read of them.
        swapped: whether the first side stood on the right, as 乙; None of judgments from before this was noted.
        first, second: hashes of what the judge saw of either side; of drafts that are others by now it says nothing.
        reason: why, in the judge's words.
    """

    __tablename__ = "judgments"

    comparison_id: Mapped[str] = mapped_column(ForeignKey("comparisons.id", ondelete="CASCADE"), primary_key=True)
    project: Mapped[str] = mapped_column(String(64), primary_key=True)
    judge: Mapped[str] = mapped_column(String(255), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    first: Mapped[str] = mapped_column(String(64))
    second: Mapped[str] = mapped_column(String(64))
    verdict: Mapped[Verdict] = mapped_column(String(20))
    swapped: Mapped[bool | None]
    reason: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
