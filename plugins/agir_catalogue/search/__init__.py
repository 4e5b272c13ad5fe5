"""The public catalogue: one table of what can be found, of this site and of others."""
