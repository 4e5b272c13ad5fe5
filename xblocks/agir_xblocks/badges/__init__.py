"""Badges of a course: those a learner holds, and the way to the next."""
