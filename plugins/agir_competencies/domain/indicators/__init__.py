"""What success is counted by: who is counted, what of them, and the seventeen definitions."""
