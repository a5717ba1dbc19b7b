"""How many items are worked on: a ledger that is the queue, workers that take items from it, and whoever starts them."""
