"""Certifications of the national repertoires: kept, checked, linked, and who manages them."""
