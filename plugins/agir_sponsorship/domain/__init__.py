"""Pure rules of sponsorship."""
