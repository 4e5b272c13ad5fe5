"""Commands of competencies."""
