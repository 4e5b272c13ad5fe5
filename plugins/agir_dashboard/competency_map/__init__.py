"""What a course promises and assesses: its map, what to mend, and scores nobody got."""
