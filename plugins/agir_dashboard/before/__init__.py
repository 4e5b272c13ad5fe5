"""What somebody learnt on this device before they signed up: seen, kept or forgotten."""
