"""Proofs of a training: the certificate, the pack of evidence, figures of a year, complaints."""
