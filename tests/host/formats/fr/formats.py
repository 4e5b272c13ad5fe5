"""Figures with a dot: the problem's script reads ``data-problem-score`` as a number."""

DECIMAL_SEPARATOR = "."
