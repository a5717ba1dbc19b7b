"""The database: drafts, their revisions, jobs, lists of projects and the audit log, in an embedded file or on a server."""

from assistant.database.opening import Database, open_database
from assistant.database.tables import AuditRow, Base, BatchItemRow, BatchRow, DraftRow, JobRow, RevisionRow

__all__ = ["AuditRow", "Base", "BatchItemRow", "BatchRow", "Database", "DraftRow", "JobRow", "RevisionRow", "open_database"]
