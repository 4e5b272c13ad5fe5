"""Settings that the platform merges into its own, by kind of process."""
