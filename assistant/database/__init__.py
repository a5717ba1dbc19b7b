"""The database: drafts with all that belongs to them, jobs, lists of projects and the audit log, in an embedded file or on a server."""

from assistant.database.judgments import ComparisonRow, JudgmentRow
from assistant.database.opening import Database, open_database, where_it_is
from assistant.database.tables import (
    AuditRow,
    Base,
    BatchAnswerRow,
    BatchItemRow,
    BatchRow,
    BatchSubmissionRow,
    DraftRow,
    JobRow,
    RefusalRow,
    RevisionRow,
)

__all__ = [
    "AuditRow", "Base", "BatchAnswerRow", "BatchItemRow", "BatchRow", "BatchSubmissionRow", "ComparisonRow", "Database", "DraftRow",
    "JobRow", "JudgmentRow", "RefusalRow", "RevisionRow", "open_database", "where_it_is",
]  # fmt: skip
