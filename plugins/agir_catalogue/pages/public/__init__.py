"""The public catalogue as pages: search, a course, a competency."""
