"""Certifications of the national repertoires: registrations, sessions, dossiers, deposits."""
