"""Template tags of the skills page."""
