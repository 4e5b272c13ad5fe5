"""The blocks that authors add to a course."""
