"""Pages of institutions: who they are, what they make together, and their work on calls."""
