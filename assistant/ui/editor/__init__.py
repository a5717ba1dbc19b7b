"""The editor of one draft: what it says on the left, what is to be seen to on the right."""
