"""Imports that a person follows on a page: what came in, who works on it, what it would do."""
