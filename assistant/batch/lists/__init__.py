"""Lists of projects as bureaus write them, and what people should know of how each was read."""
