"""A deck of cards for some minutes on a phone."""
