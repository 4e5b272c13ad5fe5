"""Amounts, delays and duties of the day: what ships, and what the operator wrote over it."""
