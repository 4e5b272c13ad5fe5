"""REST faces, by version."""
