"""Pages of impact: what a sponsor is told."""
