"""What other catalogues ask of this one: feeds, the log, documents of one course."""
