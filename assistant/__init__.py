"""绩效目标起草助手: drafts, reads, reviews and exports the performance goals of budget projects."""

__version__ = "0.6.0"
