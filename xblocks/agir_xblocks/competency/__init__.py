"""The competency card."""
