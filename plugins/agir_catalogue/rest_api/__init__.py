"""What programs ask of the catalogue."""
