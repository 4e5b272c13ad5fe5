"""Institutions, the record of who makes a course with which share, and work on calls."""
