"""The parts of reading an existing plan: what it says of itself, its passages, its rows, and the clauses that state its facts."""
