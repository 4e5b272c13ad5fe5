"""Commands of badges."""
