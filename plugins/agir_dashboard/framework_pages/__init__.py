"""Frameworks: reading them, bringing one in, taking one along."""
