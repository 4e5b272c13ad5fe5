"""Skill badges: what each asks, who holds it, how it looks."""
