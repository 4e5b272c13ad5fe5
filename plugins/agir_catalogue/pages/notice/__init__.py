"""The notice of a course, as its team completes it."""
