"""The parts of the page 批量与评审."""
