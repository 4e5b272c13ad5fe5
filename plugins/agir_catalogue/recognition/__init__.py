"""Badges of other operators: which count here, for how much, and whether they still stand."""
