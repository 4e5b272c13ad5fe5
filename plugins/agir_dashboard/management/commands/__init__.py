"""Commands of the skills page and of goals."""
