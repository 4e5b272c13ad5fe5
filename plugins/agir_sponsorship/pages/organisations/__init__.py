"""Organisations: their own pages, and those of the operator who verifies them."""
