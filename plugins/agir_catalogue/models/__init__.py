"""Tables of the catalogue, one file a noun."""
