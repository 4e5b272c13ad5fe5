"""Tables of sponsorship."""
