"""Agreements, calls for funds, pro-formas, receipts, and what the accountants take away."""
