"""The host's side of Agir's ports: its signals, its organisations of taxonomies."""
