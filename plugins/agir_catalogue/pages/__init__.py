"""Pages of the catalogue: for the public, for course teams, for operators."""
