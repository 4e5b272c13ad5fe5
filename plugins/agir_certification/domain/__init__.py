"""Pure rules of certification."""
