"""Does this site do what Agir needs? Ten answers, and nothing left behind."""
