"""Seats that pay certification fees: pools, claims, vouchers."""
