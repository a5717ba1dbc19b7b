"""Jobs that nobody needs any more go, so that what they were asked and what came of them does not pile up."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from assistant.database import BatchRow, JobRow
from assistant.workspace.job import RUNNING

KEPT_DAYS = 30
"""Days after which a job that was last heard of then goes, whatever became of it."""
KEPT_EACH = 5
"""Ended jobs that are kept of each draft and kind: a page that was left open still finds what it asked for."""


def prune_jobs(session: Session, kind: str, draft_id: str | None, now: datetime) -> None:
    """Let go of what is old, and of what newer jobs of the same draft and kind have taken the place of; a list keeps its last job."""
    stale = JobRow.changed < now - timedelta(days=KEPT_DAYS)
    if draft_id is not None:
        like = (JobRow.draft_id == draft_id, JobRow.kind == kind, JobRow.state.not_in(RUNNING))
        older = select(JobRow.id).where(*like).order_by(JobRow.created.desc(), JobRow.id).offset(KEPT_EACH)
        stale = or_(stale, JobRow.id.in_(session.scalars(older).all()))
    lists = select(BatchRow.job_id).where(BatchRow.job_id.is_not(None))
    unneeded = select(JobRow.id).where(stale, JobRow.id.not_in(lists)).with_for_update(skip_locked=True)
    gone = session.scalars(unneeded).all()  # what somebody else is letting go of is left to them
    if gone:
        session.execute(delete(JobRow).where(JobRow.id.in_(gone)))
