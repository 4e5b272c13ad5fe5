"""Organisations: registered by their people, verified by a person of the operator."""
