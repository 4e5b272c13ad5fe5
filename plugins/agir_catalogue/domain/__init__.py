"""Pure rules of the catalogue: no framework."""
