"""The workspace: drafts that people work on, what they do to them, and the work that runs for them."""
