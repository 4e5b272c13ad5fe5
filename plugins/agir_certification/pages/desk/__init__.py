"""The desk of who manages certifications: duties, sessions, exams, dossiers, files, proofs."""
